"""Baking SVG images (OB 3.0 section 5.3.2.2; the same place for CLR 2.0).

The credential is the first child of the drawing: JSON in a CDATA section, or a JWS in ``verify``.
Every other byte stays as it was. Parsed by expat over bytes, with nothing resolved: refuses
entities and internal subsets (a DOCTYPE alone is tolerated, real badges carry one), other encodings
than UTF-8, drawings that are too large, and (when baking) drawings that would run a program.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

# Neither expands nor loads anything: the handlers below end the parsing before an entity is used.
from xml.parsers import expat

from badges.openbadges.errors import ImageError
from badges.openbadges.limits import MAX_IMAGE_BYTES, MAX_SVG_ELEMENTS
from badges.openbadges.structure import kind_of
from badges.openbadges.types import BakedImage, SignedCredential

MEDIA_TYPE = "image/svg+xml"
_SVG = "http://www.w3.org/2000/svg"
# Prefix and namespace of the element that carries a credential.
_OPEN_BADGES = ("openbadges", "https://purl.imsglobal.org/ob/v3p0")
_CLR = ("clr", "https://purl.imsglobal.org/clr/v2p0")
# Open Badges 2.0: an address or a JWS in ``verify``, and perhaps the assertion as text.
_LEGACY = "http://openbadges.org assertion"
_CARRIERS = frozenset(
    {_LEGACY, *(f"{namespace} credential" for _, namespace in (_OPEN_BADGES, _CLR))}
)
_TAG = re.compile(rb"<(/?[^\s/>]+)(?:[^\"'>]|\"[^\"]*\"|'[^']*')*>")
_ACTIVE_ELEMENTS = frozenset({"script", "foreignObject", "iframe", "handler", "listener"})
_ACTIVE_ADDRESS = re.compile(r"[\x00-\x20]*(javascript|data:text/html)", re.IGNORECASE)
_ADDRESS = re.compile(r"\s*https?://")
# What JSON may hold and a CDATA section may not.
_NOT_XML = re.compile("[\ufffe\uffff]")


@dataclass(slots=True)
class _Carrier:
    """An element that holds a credential: where it stands and what it says."""

    start: int
    end: int = 0
    name: str = ""
    jws: str | None = None
    text: list[str] = field(default_factory=list)


def bake(image: bytes, credential: SignedCredential) -> BakedImage:
    """Put the signed bytes into a copy of ``image``, in place of any earlier credential."""
    drawing = _Drawing(image)
    if drawing.active:
        raise ImageError("svg.active", found=drawing.active)
    bare = image
    for carrier in reversed(drawing.carriers):
        bare = bare[: carrier.start] + bare[carrier.end :]
    baked = _insert(bare, drawing, credential)
    return BakedImage(baked, MEDIA_TYPE)


def unbake(image: bytes) -> bytes:
    """The text an SVG was baked with, as bytes: the JSON of a credential, or a compact JWS."""
    carriers = _Drawing(image).carriers
    # A drawing may carry an Open Badges 2.0 badge beside the newer one.
    found = [carrier for carrier in carriers if carrier.name != _LEGACY] or carriers
    if not found:
        raise ImageError("svg.no_credential")
    body, jws = "".join(found[0].text).strip(), found[0].jws
    if jws is not None and found[0].name == _LEGACY and body and _ADDRESS.match(jws):
        # The address says where the text is hosted, which is its own id.
        jws = None
    if len(found) > 1 or (jws is not None and body):
        raise ImageError("svg.two_credentials")
    return (body if jws is None else jws.strip()).encode()


def _insert(image: bytes, drawing: _Drawing, credential: SignedCredential) -> bytes:
    is_clr = kind_of(credential.document) == "ClrCredential"
    prefix, namespace = _CLR if is_clr else _OPEN_BADGES
    tag = _tag_at(image, drawing.root)
    declared = drawing.prefixes.get(prefix)
    declaration = f' xmlns:{prefix}="{namespace}"'.encode()
    # Taken by another namespace, the prefix can only be declared on the element itself.
    element = _element(prefix, b"" if declared in (None, namespace) else declaration, credential)
    name = tag[1:].split(None, 1)[0].rstrip(b"/>")
    if declared is None:
        tag = b"<" + name + declaration + tag[1 + len(name) :]
    rest = image[drawing.root + len(_tag_at(image, drawing.root)) :]
    if tag.endswith(b"/>"):
        tag, rest = tag[:-2] + b">", b"</" + name + b">" + rest
    return image[: drawing.root] + tag + element + rest


def _element(prefix: str, declaration: bytes, credential: SignedCredential) -> bytes:
    name = f"{prefix}:credential".encode()
    if not credential.data.startswith(b"{"):
        return b"<" + name + declaration + b' verify="' + credential.data + b'"/>'
    text = _in_cdata(credential.data.decode()).encode()
    return b"<" + name + declaration + b"><![CDATA[" + text + b"]]></" + name + b">"


def _in_cdata(json: str) -> str:
    """The same JSON where XML allows it; these can only stand inside of its strings.

    One section and not two: 1EdTech's validator reads the first piece of text alone.
    """
    escaped = _NOT_XML.sub(lambda found: f"\\u{ord(found[0]):04x}", json)
    return escaped.replace("]]>", "]]\\u003e")


def _tag_at(image: bytes, position: int) -> bytes:
    # The parser found a tag there, so there is one.
    return next(_TAG.finditer(image, position))[0]


class _Drawing:
    """One pass over an SVG; raises ``ImageError`` for what is not a safe whole one.

    ``root`` is where the ``svg`` tag begins, ``prefixes`` what it declares, ``active`` the first
    thing in the drawing that could run a program.
    """

    def __init__(self, image: bytes) -> None:
        self.root = -1
        self.prefixes: dict[str | None, str] = {}
        self.carriers: list[_Carrier] = []
        self.active = ""
        self._image = image
        self._in_carrier = False
        self._elements = 0
        _refuse_encoding(image)
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = _refuse_subset
        self._parser.SkippedEntityHandler = _refuse_entity
        self._parser.StartNamespaceDeclHandler = self._declare
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._finish
        self._parser.CharacterDataHandler = self._read
        try:
            self._parser.Parse(image, True)
        except expat.ExpatError as error:
            raise ImageError("svg.malformed") from error

    def _declare(self, prefix: str | None, namespace: str) -> None:
        if self.root < 0:
            self.prefixes[prefix] = namespace

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        if self.root < 0:
            if name != f"{_SVG} svg":
                raise ImageError("svg.not_svg")
            self.root = self._parser.CurrentByteIndex
        self._elements += 1
        if self._elements > MAX_SVG_ELEMENTS:
            raise ImageError("svg.too_many_elements", limit=MAX_SVG_ELEMENTS)
        self._enter(name, attributes)
        self.active = self.active or _activity(name, attributes)

    def _enter(self, name: str, attributes: Mapping[str, str]) -> None:
        if self._in_carrier:
            # Text, and only text: readers differ on what an element in between would mean.
            raise ImageError("svg.malformed")
        if name in _CARRIERS:
            start = self._parser.CurrentByteIndex
            self.carriers.append(_Carrier(start, name=name, jws=attributes.get("verify")))
            self._in_carrier = True

    def _read(self, text: str) -> None:
        if self._in_carrier:
            self.carriers[-1].text.append(text)

    def _finish(self, _name: str) -> None:
        if self._in_carrier:
            self._in_carrier = False
            last = self.carriers[-1].start
            if not _tag_at(self._image, last).endswith(b"/>"):
                last = self._parser.CurrentByteIndex
            self.carriers[-1].end = last + len(_tag_at(self._image, last))


def _activity(name: str, attributes: Mapping[str, str]) -> str:
    """What of an element would run where it is shown, or nothing."""
    local = name.rpartition(" ")[2]
    if local in _ACTIVE_ELEMENTS:
        return local
    for key, value in attributes.items():
        attribute = key.rpartition(" ")[2]
        if attribute.lower().startswith("on") or _ACTIVE_ADDRESS.match(value):
            return attribute
    return ""


def _refuse_encoding(image: bytes) -> None:
    if len(image) > MAX_IMAGE_BYTES:
        raise ImageError("svg.too_large", limit=MAX_IMAGE_BYTES)
    declared = re.match(rb"(?:\xef\xbb\xbf)?<\?xml[^>]*encoding\s*=\s*[\"']([^\"']*)", image)
    if declared is not None and declared[1].lower() not in (b"utf-8", b"us-ascii"):
        raise ImageError("svg.encoding")
    try:
        image.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ImageError("svg.encoding") from error


def _refuse_subset(_name: str, _system: str | None, _public: str | None, subset: bool) -> None:  # noqa: FBT001 - expat's
    if subset:
        # The only place where entities can be declared.
        raise ImageError("svg.internal_subset")


def _refuse_entity(name: str, _is_parameter: bool) -> None:  # noqa: FBT001 - expat's
    raise ImageError("svg.entity", name=name)

"""Bad documents and pictures that try to cost or to confuse, for ``bad_files``.

Each entry: (how it is made, verdict, check, code).
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from typing import Any

from badges.openbadges import Profile, bake, did_key
from badges.openbadges.limits import MAX_DOCUMENT_BYTES, MAX_JSON_VALUES, MAX_SVG_ELEMENTS
from badges.openbadges.png import KEYWORD
from tests.openbadges import samples
from tests.openbadges.samples import DRAWING, OTHER_SIGNER, SIGNER, signed

Entry = tuple[Callable[[], bytes], str, str, str]
URN = "urn:uuid:99999999-9999-4999-8999-999999999999"


def _changed(change: Callable[[dict[str, Any]], object]) -> Callable[[], bytes]:
    """Signed, then changed: somebody else's doing."""

    def make() -> bytes:
        document = json.loads(signed().data)
        change(document)
        return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()

    return make


def _inside(context: Any) -> Callable[[], bytes]:
    return _changed(lambda d: d["credentialSubject"].update({"@context": context}))


def _from(issuer: str, fragment: str) -> Callable[[], bytes]:
    """Signed with another key than the issuer's, which the fragment of the method names."""

    def make() -> bytes:
        credential = samples.simple(issuer=Profile(id=issuer, name="한빛대학교"))
        return signed(credential, signer=OTHER_SIGNER, method=f"{issuer}#{fragment}").data

    return make


def _chunk(kind: bytes, body: bytes) -> bytes:
    checksum = zlib.crc32(kind + body).to_bytes(4, "big")
    return len(body).to_bytes(4, "big") + kind + body + checksum


def _picture(kind: bytes, body: bytes) -> bytes:
    art = samples.png()
    return art[:33] + _chunk(kind, body) + art[33:]


def _bomb() -> bytes:
    """Sixty-four megabytes of white space, should anybody unpack them."""
    packer = zlib.compressobj(9)
    parts = [packer.compress(b" " * 1024 * 1024) for _ in range(64)]
    return b"".join(parts) + packer.flush()


def _many_elements() -> bytes:
    baked = bake(DRAWING, signed()).data
    return baked.replace(b"<rect", b"<g/>" * MAX_SVG_ELEMENTS + b"<rect", 1)


OTHER_KEY = OTHER_SIGNER.public_key_multibase
TRICKS: dict[str, Entry] = {
    # Numbers, sizes and names that programs read differently or at a cost.
    "duplicate_key_escaped.json": (
        lambda: signed().data.replace(b'"id":', b'"\\u0069d":"urn:x:other","id":', 1),
        "invalid", "json", "json.duplicate_key",
    ),
    "number_infinite.json": (
        lambda: b'{"credentialSubject":1e999}', "", "", "json.constant",
    ),
    "number_with_leading_zero.json": (
        lambda: b'{"credentialSubject":012}', "", "", "json.syntax",
    ),
    "number_too_long.json": (
        lambda: b'{"credentialSubject":' + b"9" * 100 + b"}", "", "", "json.number",
    ),
    "too_many_values.json": (
        lambda: b'{"credentialSubject":[' + b"1," * MAX_JSON_VALUES + b"1]}",
        "", "", "json.too_many_values",
    ),
    "too_large.json": (
        lambda: signed().data + b" \n" * (MAX_DOCUMENT_BYTES // 2) + b"}",
        "", "", "json.too_large",
    ),
    # JSON-LD that would say more to one reader than to another.
    "context_vocab.json": (
        _changed(lambda d: d["@context"].append({"@vocab": "https://example.org/"})),
        "unverifiable", "context", "context.inline",
    ),
    "context_inside.json": (
        _inside({"name": "https://example.org/hidden"}),
        "unverifiable", "context", "context.inline",
    ),
    "context_taken_away_inside.json": (
        _inside(None), "unverifiable", "context", "context.inline",
    ),
    "keyword_included.json": (
        _changed(lambda d: d.update({"@included": [{"id": URN, "type": "Profile"}]})),
        "invalid", "terms", "terms.keyword",
    ),
    "keyword_graph.json": (
        _changed(lambda d: d["credentialSubject"].update({"@graph": [{"id": URN}]})),
        "invalid", "terms", "terms.keyword",
    ),
    "keyword_reverse.json": (
        _changed(lambda d: d["credentialSubject"].update({"@reverse": {"evidence": URN}})),
        "invalid", "terms", "terms.keyword",
    ),
    # Whose key it is.
    "key_fragment_of_other_did_key.json": (
        _from(did_key(SIGNER.public_key_multibase), OTHER_KEY), "invalid", "key", "key.not_listed",
    ),
    "issuer_that_leads_to_no_key.json": (
        _from(URN, OTHER_KEY), "unverifiable", "key", "key.issuer_unlinked",
    ),
    "issuer_at_private_address.json": (
        _from("did:web:127.0.0.1%3A8000", OTHER_KEY), "unverifiable", "key", "key.unresolvable",
    ),
    # Pictures.
    "compressed.png": (
        lambda: _picture(b"zTXt", KEYWORD + b"\0\0" + _bomb()), "", "", "png.chunk_compressed",
    ),
    "compressed_inside.png": (
        lambda: _picture(b"iTXt", KEYWORD + b"\0\1\0\0\0" + _bomb()),
        "", "", "png.chunk_compressed",
    ),
    "not_utf8_text.png": (
        lambda: _picture(b"tEXt", KEYWORD + b"\0" + signed().data), "", "", "png.chunk_malformed",
    ),
    "too_many_elements.svg": (_many_elements, "", "", "svg.too_many_elements"),
}  # fmt: skip

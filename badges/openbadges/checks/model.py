"""The checks of a credential or presentation of any kind: VC Data Model 2.0, whatever it is about."""

from __future__ import annotations

import hashlib
from base64 import b64decode, urlsafe_b64decode
from collections.abc import Iterator, Mapping
from typing import Any

from badges.openbadges import contexts
from badges.openbadges.checks.document import objects, unknown_context
from badges.openbadges.errors import KeyFormatError
from badges.openbadges.inline_contexts import Lifted
from badges.openbadges.multibase import decode_base58
from badges.openbadges.report import Check, failed, passed, warned
from badges.openbadges.structure import Problem, is_uri, type_names
from badges.openbadges.vocabularies import CREDENTIALS_V1

# Multihash: the code of SHA-256 and the length of its digest.
_SHA256 = b"\x12\x20"


def check_contexts(lifted: Lifted) -> Check:
    """Section 4.3: the first is that of the data model, each further one is known or harmless."""
    document = lifted.document
    first = contexts.first_of(document)
    if first not in (contexts.CREDENTIALS_V2, CREDENTIALS_V1):
        return failed("context", "context.first", expected=contexts.CREDENTIALS_V2)
    for entry in contexts.named_in(document):
        if not isinstance(entry, Mapping) and not is_uri(entry):
            return failed("context", "model.context", value=str(entry)[:80])
    unknown = unknown_context(document, lifted.contexts)
    if unknown is not None:
        return unknown
    if first == CREDENTIALS_V1:
        return warned("context", "context.version_1")
    if lifted.defines_terms:
        return warned("context", "model.own_terms")
    return passed("context", "context.known")


def check_kind(document: Mapping[str, Any], *, kind: str) -> Check:
    """Section 4.5: its type holds the word of the data model."""
    names = type_names(document.get("type"))
    if kind not in names:
        found = ", ".join(sorted(names)) or "-"
        return failed("types", "model.kind", expected=kind, found=found)
    return passed("types", "model.of_kind", kind=kind)


def check_problems(problems: Iterator[Problem]) -> Check:
    """The first of ``problems``, if there is one."""
    for problem in problems:
        return failed("schema", problem.code, path=problem.path, value=problem.value)
    return passed("schema", "model.fits")


def check_resources(document: Mapping[str, Any]) -> list[Check]:
    """Section 5.3: related resources that are here have the digests that the issuer saw."""
    listed = objects(document.get("relatedResource", []))
    known = list(contexts.PINNED)
    held = [each for each in listed if each.get("id") in known]
    for each in held:
        if not _fits(each, contexts.packaged(each["id"])):
            return [failed("resources", "resources.differ", id=each["id"])]
    if len(held) < len(listed):
        return [warned("resources", "resources.unread")]
    return [passed("resources", "resources.same")] if held else []


def _fits(resource: Mapping[str, Any], data: bytes) -> bool:
    named = [*_listed(resource.get("digestSRI")), *_listed(resource.get("digestMultibase"))]
    return all(_is_digest(each, data) for each in named)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _is_digest(text: Any, data: bytes) -> bool:
    if not isinstance(text, str):
        return False
    algorithm, separator, encoded = text.partition("-")
    if separator and algorithm in ("sha256", "sha384", "sha512"):
        return _decoded(encoded.partition("?")[0]) == hashlib.new(algorithm, data).digest()
    digest = hashlib.sha256(data).digest()
    # The specification's own example is a bare digest, without the header of a multihash.
    return _multibase(text) in (digest, _SHA256 + digest)


def _decoded(text: str) -> bytes:
    """Base64 in either alphabet, as SRI allows."""
    try:
        return b64decode(text.replace("-", "+").replace("_", "/"), validate=True)
    except ValueError:
        return b""


def _multibase(text: str) -> bytes:
    if not text.startswith("u"):
        try:
            return decode_base58(text)
        except KeyFormatError:
            return b""
    try:
        return urlsafe_b64decode(text[1:] + "=" * (-len(text[1:]) % 4))
    except ValueError:
        return b""

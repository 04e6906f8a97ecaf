"""Safe mode: nothing of a document may silently stay out of what is signed.

Data Integrity 1.0 section 4.1 asks for DATA_LOSS_DETECTION_ERROR when a term is dropped; pyld has
no such mode. Refuses: undefined terms (language maps among them), relative or made-up ``@id`` and
``@type``, IRIs that would break out of an N-Quads line, spellings that carry data past a reader of
plain JSON while the signature holds, and control characters that pyld writes raw where RDFC-1.0 escapes them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any

from badges.openbadges.errors import CanonicalizationError, DataLossError
from badges.openbadges.limits import MAX_NUMBER_DIGITS, MAX_VALUE_PAIRS

# RFC 3987 without the characters that N-Quads forbids in an IRI: pyld prints IRIs as they are, so
# a ``>`` or a line break inside one would forge quads. Nor any of Unicode's spaces: pyld takes an IRI
# with one for relative and leaves out every quad it stands in, so it would carry unsigned data.
IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s\x00-\x20<>\"{}|^`\\\x7f-\x9f]*")
_BLANK = re.compile(r"_:[A-Za-z0-9_][A-Za-z0-9_.-]*")
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_LARGEST = 10**MAX_NUMBER_DIGITS
# Where VC 2.0 keeps validity, status, issuer and subject.
_CREDENTIALS = "https://www.w3.org/2018/credentials#"
# What VC 2.0 documents use. @graph, @included, @reverse, @nest, @index and their like would put
# data where readers of the plain JSON do not look.
_ALLOWED_KEYWORDS = frozenset({"@context", "@id", "@type", "@value", "@language", "@direction"})


def refuse_plain(value: Any) -> None:
    """Refuse keywords, control characters and numbers that JSON has not in the document as written."""
    if isinstance(value, str):
        if CONTROL.search(value):
            raise CanonicalizationError("canon.control_character", text=ascii(value)[:80])
    elif isinstance(value, int | float):
        _refuse_number(value)
    elif isinstance(value, Mapping):
        for key, member in value.items():
            _refuse_key(key, member)
            refuse_plain(member)
    elif isinstance(value, list):
        for member in value:
            refuse_plain(member)


def _refuse_number(number: float) -> None:
    """What ``strict_json`` would not have read; callers may build documents of their own."""
    is_float = isinstance(number, float)
    if not (math.isfinite(number) if is_float else -_LARGEST < number < _LARGEST):
        raise CanonicalizationError("canon.number", number=str(number)[:40])


def _refuse_key(key: str, member: Any) -> None:
    if key.startswith("@") and key not in _ALLOWED_KEYWORDS:
        raise DataLossError("terms.keyword", term=key)
    if ":" in key:
        # The same statement under its IRI keeps the signature but hides from who reads the term:
        # "validUntil" so respelled would make an expired credential look unlimited.
        raise DataLossError("terms.respelled", term=key)
    if key == "@language" and isinstance(member, str) and not member.islower():
        # pyld writes language tags in lower case, other software as they are.
        raise CanonicalizationError("canon.language_case", text=member)
    refuse_plain(key)


def refuse_dropped(term: str | None) -> None:
    """What pyld calls for every property it leaves out."""
    raise DataLossError("terms.undefined", term=term or "@")


def refuse_expanded(expanded: list[Any]) -> None:
    """Refuse what expansion left relative, and documents whose merging would take too long."""
    counts: dict[tuple[object, str], int] = {}
    _walk(expanded, counts)
    for root in expanded:
        _refuse_described_again(root)
    if sum(count * count for count in counts.values()) > MAX_VALUE_PAIRS:
        raise CanonicalizationError("canon.too_costly")


def _refuse_described_again(root: dict[str, Any]) -> None:
    """Refuse a status, a date or an issuer moved to another place that has the credential's id.

    It would be the same graph, so the signature would hold, but nobody would look there.
    """
    pending = [value for key, value in root.items() if key not in ("@id", "@type")]
    while pending:
        value = pending.pop()
        if isinstance(value, list):
            pending.extend(value)
        elif isinstance(value, dict):
            if value.get("@id", ...) == root.get("@id") and any(map(_is_policy, value)):
                raise DataLossError("terms.moved", term=str(root.get("@id")))
            pending.extend(value.values())


def _is_policy(key: str) -> bool:
    return key.startswith(_CREDENTIALS)


def _walk(value: Any, counts: dict[tuple[object, str], int]) -> None:
    if isinstance(value, list):
        for member in value:
            _walk(member, counts)
        return
    # What is no list is an object: expansion leaves nothing else.
    if "@index" in value:
        # The key of an index map, which an operator's context may define: RDF has no place for it.
        raise DataLossError("terms.undefined", term=str(value["@index"])[:200])
    if "@value" in value:
        _check_value(value)
    else:
        _walk_node(value, counts)


def _walk_node(node: dict[str, Any], counts: dict[tuple[object, str], int]) -> None:
    if "@id" in node:
        _check_iri(node["@id"])
    for kind in node.get("@type", []):
        _check_iri(kind)
    for key, values in node.items():
        if key in ("@id", "@type"):
            continue
        if not key.startswith("@"):
            _check_iri(key)
        place = (node.get("@id", id(node)), key)
        counts[place] = counts.get(place, 0) + len(values)
        _walk(values, counts)


def _check_value(value: dict[str, Any]) -> None:
    kind = value.get("@type")
    if kind is not None and kind != "@json":
        _check_iri(kind)
    language = value.get("@language")
    if language is not None and not _LANGUAGE.fullmatch(language):
        raise DataLossError("terms.language", term=language)


def _check_iri(iri: Any) -> None:
    if not isinstance(iri, str) or not (IRI.fullmatch(iri) or _BLANK.fullmatch(iri)):
        raise DataLossError("terms.relative", term=str(iri)[:200])

"""Walks a credential along ``model`` and names what is missing, misplaced or of the wrong kind.

Takes both published flavours of the OB 3.0 schema: where a list may stand, one value may too. Says
nothing about signatures, dates or meaning, and lets unknown properties pass where OB 3.0 allows
extensions (safe mode decides about those).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from badges.openbadges import contexts, vocabulary
from badges.openbadges.datetimes import parse_time
from badges.openbadges.model import SHAPES, Field, Shape
from badges.openbadges.safe_mode import IRI
from badges.openbadges.vocabularies import CREDENTIALS_V1

_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_JWS = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: a message code, where it is, and what stands there."""

    code: str
    path: str
    value: str = ""


def is_uri(value: object) -> bool:
    """An absolute IRI; http and https need a host."""
    if not isinstance(value, str) or not IRI.fullmatch(value):
        return False
    scheme, _, rest = value.partition(":")
    if scheme.lower() in ("http", "https"):
        return rest.startswith("//") and bool(re.match(r"//[^/?#]", rest))
    return bool(rest)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_date(value: object) -> bool:
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


_KINDS: Mapping[str, tuple[str, Callable[[Any], bool]]] = {
    "text": ("structure.text", lambda value: isinstance(value, str)),
    "uri": ("structure.uri", is_uri),
    "time": ("structure.time", lambda value: parse_time(value) is not None),
    "date": ("structure.date", _is_date),
    "number": ("structure.number", _is_number),
    "flag": ("structure.flag", lambda value: isinstance(value, bool)),
    "object": ("structure.object", lambda value: isinstance(value, dict)),
    "jws": ("structure.jws", lambda v: isinstance(v, str) and bool(_JWS.fullmatch(v))),
    "language": (
        "structure.language",
        lambda v: isinstance(v, str) and bool(vocabulary.LANGUAGE_CODE.fullmatch(v)),
    ),
    "country": (
        "structure.country",
        lambda v: isinstance(v, str) and bool(vocabulary.COUNTRY_CODE.fullmatch(v)),
    ),
}


def type_names(value: object) -> tuple[str, ...]:
    """The words of a ``type`` property, one or several; empty if it is neither."""
    words = value if isinstance(value, list) else [value]
    names = tuple(word for word in words if isinstance(word, str))
    return names if len(names) == len(words) else ()


def kind_of(document: Mapping[str, Any]) -> str:
    """Which of the three classes of credential this is; an AchievementCredential if in doubt."""
    names = type_names(document.get("type"))
    return next(
        (kind for kind in ("ClrCredential", "EndorsementCredential") if kind in names),
        "AchievementCredential",
    )


def problems(document: Mapping[str, Any]) -> Iterator[Problem]:
    """The faults of a credential of any kind and either data model, in document order."""
    earlier = contexts.first_of(document) == CREDENTIALS_V1
    yield from _shape(document, kind_of(document) + ("v1p1" if earlier else ""), "")


def _shape(value: Any, name: str, path: str) -> Iterator[Problem]:
    if isinstance(value, Mapping):
        yield from _members(value, SHAPES[name], path)
    else:
        yield Problem("structure.object", path, _show(value))


def _members(value: Mapping[str, Any], shape: Shape, path: str) -> Iterator[Problem]:
    if shape.type_name and shape.type_name not in type_names(value.get("type")):
        yield Problem("structure.missing_type", _at(path, "type"), shape.type_name)
    elif shape.one_type and isinstance(value["type"], list):
        yield Problem("structure.single", _at(path, "type"))
    for key, field in shape.fields.items():
        if key in value:
            yield from _field(value[key], field, _at(path, key))
        elif field.required:
            yield Problem("structure.required", _at(path, key))
    if not shape.extensible:
        yield from _strangers(value, shape, path)


def _strangers(value: Mapping[str, Any], shape: Shape, path: str) -> Iterator[Problem]:
    for key in value:
        if key not in shape.fields and key != "type":
            yield Problem("structure.unknown", _at(path, key))


def _field(value: Any, field: Field, path: str) -> Iterator[Problem]:
    if isinstance(value, list) and not field.many:
        yield Problem("structure.single", path)
    elif isinstance(value, list):
        if field.required and not value:
            yield Problem("structure.required", path)
        for number, member in enumerate(value):
            yield from _value(member, field, f"{path}[{number}]")
    else:
        yield from _value(value, field, path)


def _value(value: Any, field: Field, path: str) -> Iterator[Problem]:
    if field.kind in SHAPES:
        yield from _shape(value, field.kind, path)
    elif field.kind == "ProfileRef":
        # A profile, or no more than its address (OB 3.0 section B.1.1).
        yield from _value(value, Field("uri" if isinstance(value, str) else "Profile"), path)
    elif field.kind == "closed":
        if not isinstance(value, str) or value not in field.names:
            yield Problem("structure.enum", path, _show(value))
    elif field.kind == "extensible":
        if not isinstance(value, str) or not vocabulary.belongs(value, field.names):
            yield Problem("structure.enum", path, _show(value))
    else:
        code, fits = _KINDS[field.kind]
        if not fits(value):
            yield Problem(code, path, _show(value))


def _at(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _show(value: Any) -> str:
    return (value if isinstance(value, str) else type(value).__name__)[:80]

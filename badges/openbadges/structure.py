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

# Nearly all URIs of badges; the same as below, and faster.
_USUAL_URI = re.compile(
    r"https?://[!$-.0-;=@-\[\]_a-z~][!#-;=?-\[\]_a-z~]*|(?:urn|did):[!#-;=?-\[\]_a-z~]+"
)


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: a message code, where it is, and what stands there."""

    code: str
    path: str
    value: str = ""


def is_uri(value: object) -> bool:
    """An absolute IRI; http and https need a host."""
    if isinstance(value, str) and _USUAL_URI.fullmatch(value):
        return True
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
    walk = _Walk()
    walk.into(document, kind_of(document) + ("v1p1" if earlier else ""))
    yield from walk.found


class _Walk:
    """Goes through a document, and knows the way: it is written down only where something is wrong."""

    def __init__(self) -> None:
        self.found: list[Problem] = []
        self._way: list[str | int] = []

    def into(self, value: Any, name: str) -> None:
        """What should be an object of the shape of this name."""
        if isinstance(value, Mapping):
            self._members(value, SHAPES[name])
        else:
            self._fault("structure.object", shown=value)

    def _members(self, value: Mapping[str, Any], shape: Shape) -> None:
        if shape.type_name and shape.type_name not in type_names(value.get("type")):
            self._fault("structure.missing_type", "type", shown=shape.type_name)
        elif shape.one_type and isinstance(value["type"], list):
            self._fault("structure.single", "type")
        for key, field in shape.fields.items():
            if key in value:
                self._way.append(key)
                self._field(value[key], field)
                self._way.pop()
            elif field.required:
                self._fault("structure.required", key)
        if not shape.extensible:
            for key in value:
                if key not in shape.fields and key != "type":
                    self._fault("structure.unknown", key)

    def _field(self, value: Any, field: Field) -> None:
        if not isinstance(value, list):
            self._value(value, field)
        elif not field.many:
            self._fault("structure.single")
        else:
            if field.required and not value:
                self._fault("structure.required")
            for number, member in enumerate(value):
                self._way.append(number)
                self._value(member, field)
                self._way.pop()

    def _value(self, value: Any, field: Field) -> None:
        kind = field.kind
        if kind == "ProfileRef":
            # A profile, or no more than its address (OB 3.0 B.1.20).
            kind = "uri" if isinstance(value, str) else "Profile"
        if kind in SHAPES:
            self.into(value, kind)
        elif kind == "closed":
            if not isinstance(value, str) or value not in field.names:
                self._fault("structure.enum", shown=value)
        elif kind == "extensible":
            if not isinstance(value, str) or not vocabulary.belongs(value, field.names):
                self._fault("structure.enum", shown=value)
        else:
            code, fits = _KINDS[kind]
            if not fits(value):
                self._fault(code, shown=value)

    def _fault(self, code: str, *steps: str, shown: Any = "") -> None:
        path = ""
        for step in (*self._way, *steps):
            if isinstance(step, int):
                path += f"[{step}]"
            else:
                path += f".{step}" if path else step
        self.found.append(Problem(code, path, _show(shown)))


def _show(value: Any) -> str:
    return (value if isinstance(value, str) else type(value).__name__)[:80]

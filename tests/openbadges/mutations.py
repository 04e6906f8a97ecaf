"""Seeded changes to JSON documents: what people, programs and enemies do to a credential.

``mutate`` makes one change to a copy and says which kind of change it made and where.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

TIMES = [
    "2026-13-01T00:00:00Z", "2026-02-30T00:00:00Z", "2026-01-01T00:00:00", "2026-01-01",
    "2026-01-01T00:00Z", "2026-01-01t00:00:00z", "20260101T000000Z", "2026-01-01T24:00:00Z",
    "2026-01-01T00:00:00+0900", "2026-01-01T23:59:60Z", "2026-01-01 00:00:00Z",
    "2026-01-01T00:00:00.123456789Z", "0000-01-01T00:00:00Z", "10000-01-01T00:00:00Z",
    "2026-01-01T00:00:00-00:00", "2026-01-01T00:00:00+14:00", "2026-01-01T00:00:00+24:00",
    "9999-12-31T23:59:59-23:59", "2026-01-01T00:00:00Z ", "yesterday", "2026-W01-1",
]  # fmt: skip
TEXTS = [
    "", " ", "not a uri", "/relative/1", "http://", "https://a b.kr/", "urn:x", "urn:", "ext:Own",
    "ext:", "xext:Own", "ext:a b", "KO", "ko-kr", "ko-KR", "korean-language", "kr", "KOR", "KR", "a.b.c",
    "a.b", "a..c", "Image", "Profile", "Completed", "did:key:z6Mk", "_:b0", "@id", "&amp;", "data:,",
    "sha256$00", "-1", "99999999999999999999", "\u0000", "\ud7ff\U0010ffff", "\ud800", "x" * 3000,
]  # fmt: skip
VALUES: list[Any] = [
    None, True, False, 0, -1, 3, 0.1, 1e300, 10**30, 10**400, float("nan"), [], {}, [[]], [None], {"id": "urn:x:1"},
    {"@value": "x"}, {"@id": "urn:x:1"}, {"ko": "한", "en": "a"}, ["a", "a"], {"type": []},
]  # fmt: skip


class Mutation(NamedTuple):
    """``kind`` of the change, ``path`` of where it was made, and the changed copy."""

    kind: str
    path: str
    document: Any


class Place(NamedTuple):
    """A member of an object or of a list: ``container[key]``."""

    container: Any
    key: Any
    path: str

    @property
    def value(self) -> Any:
        return self.container[self.key]


def places(value: Any, path: str = "") -> Iterator[Place]:
    """Every member of every object and list, at any depth."""
    entries: list[tuple[Any, str]] = []
    if isinstance(value, dict):
        entries = [(key, f".{key}") for key in value]
    elif isinstance(value, list):
        entries = [(number, f"[{number}]") for number in range(len(value))]
    for key, step in entries:
        yield Place(value, key, path + step)
        yield from places(value[key], path + step)


def _drop(place: Place, _chance: random.Random) -> None:
    del place.container[place.key]


def _wrap(place: Place, _chance: random.Random) -> None:
    place.container[place.key] = [place.value]


def _unwrap(place: Place, chance: random.Random) -> None:
    if isinstance(place.value, list) and place.value:
        place.container[place.key] = chance.choice(place.value)
    else:
        _wrap(place, chance)


def _double(place: Place, _chance: random.Random) -> None:
    value = place.value
    place.container[place.key] = value + value if isinstance(value, list) else [value, value]


def _suffix(place: Place, _chance: random.Random) -> None:
    if isinstance(place.value, str):
        place.container[place.key] += "X"
    else:
        place.container[place.key] = "X"


def _rename(place: Place, _chance: random.Random) -> None:
    if isinstance(place.container, dict):
        place.container[f"{place.key}X"] = place.container.pop(place.key)
    else:
        place.container.append("X")


def _stranger(place: Place, chance: random.Random) -> None:
    target = place.value if isinstance(place.value, dict) else place.container
    if isinstance(target, dict):
        target[chance.choice(("unknownMember", "description", "id", "name", "proof"))] = "X"
    else:
        target.append({"unknownMember": "X"})


def _one_of(options: list[Any]) -> Callable[[Place, random.Random], None]:
    def put(place: Place, chance: random.Random) -> None:
        place.container[place.key] = json.loads(json.dumps(chance.choice(options)))

    return put


CHANGES: dict[str, Callable[[Place, random.Random], None]] = {
    "drop": _drop,
    "wrap": _wrap,
    "unwrap": _unwrap,
    "double": _double,
    "suffix": _suffix,
    "rename": _rename,
    "stranger": _stranger,
    "time": _one_of(TIMES),
    "text": _one_of(TEXTS),
    "value": _one_of(VALUES),
}


def mutate(chance: random.Random, document: Any) -> Mutation:
    """One change to a copy of ``document``, anywhere in it."""
    whole = json.loads(json.dumps({"": document}))
    kind = chance.choice([*CHANGES, "swap"])
    # The document itself stands at "": it may be replaced, but not left out.
    root, *inner = places(whole)
    found = inner if inner and kind != "value" else [root, *inner]
    kind = kind if inner else "value"
    place = chance.choice(found)
    if kind == "swap":
        place.container[place.key] = json.loads(json.dumps(chance.choice(found).value))
    else:
        CHANGES[kind](place, chance)
    return Mutation(kind, place.path.lstrip("."), whole[""])

"""The rules of a curriculum as typed data, read from and written to the JSON of `CurriculumVersion.rules`.

The JSON has the shape of the program file's `curriculum`, without version and term; numbers are strings.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any


class GroupKind(StrEnum):
    """How much of a group is asked for."""

    ALL = "all"
    COUNT = "count"
    CREDITS = "credits"


@dataclass(frozen=True, slots=True)
class Group:
    """Courses of which all, a number, or a number of credits must be completed.

    `amount` is the number of courses (ALL: every one) or of credits; a course below `min_score` does not count here.
    """

    name: str
    kind: GroupKind
    courses: tuple[str, ...]
    amount: Decimal
    min_score: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Rules:
    """What a learner must reach; None where a curriculum sets no such rule."""

    groups: tuple[Group, ...]
    min_credits: Decimal = Decimal(0)
    min_mean_score: Decimal | None = None
    equivalents: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    shared_credits_max: Decimal | None = None
    max_micro_degrees: int | None = None
    requires: tuple[str, ...] = ()

    @property
    def courses(self) -> tuple[str, ...]:
        """The courses of all groups, each once, in the order of the file."""
        return tuple(dict.fromkeys(code for group in self.groups for code in group.courses))

    @property
    def countable(self) -> tuple[str, ...]:
        """Every course code that may count: the courses and what stands for them."""
        stand_ins = (code for codes in self.equivalents.values() for code in codes)
        return tuple(dict.fromkeys((*self.courses, *stand_ins)))


def rules_from_json(data: Mapping[str, Any]) -> Rules:
    """The rules that `rules_to_json` wrote."""
    limit = data.get("max_micro_degrees")
    return Rules(
        groups=tuple(_group_from_json(each) for each in data["groups"]),
        min_credits=Decimal(data.get("min_credits", "0")),
        min_mean_score=_optional(data.get("min_mean_score")),
        equivalents={code: tuple(codes) for code, codes in data.get("equivalents", {}).items()},
        shared_credits_max=_optional(data.get("shared_credits_max")),
        max_micro_degrees=None if limit is None else int(limit),
        requires=tuple(data.get("requires", ())),
    )


def rules_to_json(rules: Rules) -> dict[str, Any]:
    """A form for a JSON column in which equal rules are equal."""
    return {
        "groups": [_group_to_json(group) for group in rules.groups],
        "min_credits": plain(rules.min_credits),
        "min_mean_score": None if rules.min_mean_score is None else plain(rules.min_mean_score),
        "equivalents": {code: list(codes) for code, codes in rules.equivalents.items()},
        "shared_credits_max": (
            None if rules.shared_credits_max is None else plain(rules.shared_credits_max)
        ),
        "max_micro_degrees": rules.max_micro_degrees,
        "requires": list(rules.requires),
    }


def plain(value: Decimal) -> str:
    """A number without needless zeros or an exponent: `12`, `1.5`."""
    return f"{value.normalize():f}"


def _group_from_json(data: Mapping[str, Any]) -> Group:
    kind = next(each for each in GroupKind if each in data)
    if kind is GroupKind.ALL:
        courses = tuple(data["all"])
        amount = Decimal(len(courses))
    else:
        courses = tuple(data["from"])
        amount = Decimal(data[kind])
    return Group(data["name"], kind, courses, amount, _optional(data.get("min_score")))


def _group_to_json(group: Group) -> dict[str, Any]:
    data: dict[str, Any] = {"name": group.name}
    if group.kind is GroupKind.ALL:
        data["all"] = list(group.courses)
    else:
        data |= {group.kind.value: plain(group.amount), "from": list(group.courses)}
    if group.min_score is not None:
        data["min_score"] = plain(group.min_score)
    return data


def _optional(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)

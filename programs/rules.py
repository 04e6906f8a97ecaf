"""The rules of a curriculum as typed data, read from and written to the JSON of `CurriculumVersion.rules`.

The JSON has the shape of the program file's `curriculum`, without version and term; numbers are strings.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any


class GroupKind(StrEnum):
    """How much of a group is asked for."""

    ALL = "all"
    COUNT = "count"
    CREDITS = "credits"


@dataclass(frozen=True, slots=True)
class Grade:
    """A least grade: the score that it stands for among grades, and the lowest score that would have earned it."""

    name: str
    score: Decimal
    lowest: Decimal


@dataclass(frozen=True, slots=True)
class Group:
    """Courses of which all, a number, or a number of credits must be completed.

    `amount` is the number of courses (ALL: every one) or of credits; a course below `min_score` or `min_grade` does
    not count here.
    """

    name: str
    kind: GroupKind
    courses: tuple[str, ...]
    amount: Decimal
    min_score: Decimal | None = None
    min_grade: Grade | None = None


@dataclass(frozen=True, slots=True)
class Limit:
    """At least or at most so many credits from some courses, whatever groups they count in."""

    name: str
    courses: tuple[str, ...]
    min_credits: Decimal | None = None
    max_credits: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Replaced:
    """A course that is no longer given: who completed it by the term `until` has the course in its place."""

    course: str
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """When a course has to be completed to count; the bounds are within.

    `within` is a number of regular terms, of which the term of entry is the first; a summer term belongs to the
    spring before it, a winter term to the autumn.
    """

    first: str | None = None
    last: str | None = None
    from_entry: bool = False
    within: int | None = None


@dataclass(frozen=True, slots=True)
class Rules:
    """What a learner must reach; None where a curriculum sets no such rule.

    Every key is described in docs/program-file.md. `min_mean_grade` is how the file wrote the mean, where it wrote a
    grade.
    """

    groups: tuple[Group, ...]
    min_credits: Decimal = Decimal(0)
    min_mean_score: Decimal | None = None
    equivalents: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    shared_credits_max: Decimal | None = None
    max_micro_degrees: int | None = None
    requires: tuple[str, ...] = ()
    min_mean_grade: str = ""
    min_scores: Mapping[str, Decimal] = field(default_factory=dict)
    min_grades: Mapping[str, Grade] = field(default_factory=dict)
    replacements: Mapping[str, tuple[Replaced, ...]] = field(default_factory=dict)
    limits: tuple[Limit, ...] = ()
    major_credits_max: Decimal | None = None
    double_count_once: bool = False
    terms: Terms | None = None

    @property
    def courses(self) -> tuple[str, ...]:
        """The courses of all groups, each once, in the order of the file."""
        return tuple(dict.fromkeys(code for group in self.groups for code in group.courses))

    @property
    def countable(self) -> tuple[str, ...]:
        """Every course code that may count: the courses and what stands for them."""
        stand_ins = (code for codes in self.equivalents.values() for code in codes)
        return tuple(dict.fromkeys((*self.courses, *stand_ins, *self.replaced)))

    @property
    def replaced(self) -> dict[str, str | None]:
        """The courses that are no longer given, each with the last term in which it counts."""
        return {each.course: each.until for many in self.replacements.values() for each in many}

    def codes_for(self, course: str) -> tuple[str, ...]:
        """The course and whatever is accepted in its place."""
        replaced = (each.course for each in self.replacements.get(course, ()))
        return (course, *self.equivalents.get(course, ()), *replaced)

    def least_score(self, course: str, group: Group) -> Decimal | None:
        """The points that a result needs to count as a course in a group."""
        asked = (group.min_score, self.min_scores.get(course))
        return max((each for each in asked if each is not None), default=None)

    def least_grade(self, course: str, group: Group) -> Grade | None:
        """The grade that a result needs to count as a course in a group."""
        asked = (group.min_grade, self.min_grades.get(course))
        return max((each for each in asked if each), key=lambda each: each.score, default=None)


def rules_from_json(data: Mapping[str, Any]) -> Rules:
    """The rules that `rules_to_json` wrote."""
    limit = data.get("max_micro_degrees")
    scores = data.get("min_scores", {})
    return Rules(
        groups=tuple(_group_from_json(each) for each in data["groups"]),
        min_credits=Decimal(data.get("min_credits", "0")),
        min_mean_score=_optional(data.get("min_mean_score")),
        equivalents={code: tuple(codes) for code, codes in data.get("equivalents", {}).items()},
        shared_credits_max=_optional(data.get("shared_credits_max")),
        max_micro_degrees=None if limit is None else int(limit),
        requires=tuple(data.get("requires", ())),
        min_mean_grade=data.get("min_mean_grade", ""),
        min_scores={code: Decimal(score) for code, score in scores.items()},
        min_grades={
            code: _grade_from_json(each) for code, each in data.get("min_grades", {}).items()
        },
        replacements={
            code: tuple(Replaced(**each) for each in many)
            for code, many in data.get("replacements", {}).items()
        },
        limits=tuple(_limit_from_json(each) for each in data.get("limits", ())),
        major_credits_max=_optional(data.get("major_credits_max")),
        double_count_once=data.get("double_count_once", False),
        terms=Terms(**data["terms"]) if "terms" in data else None,
    )


def rules_to_json(rules: Rules) -> dict[str, Any]:
    """A form for a JSON column in which equal rules are equal.

    The keys of `_later_rules` are left out where there is no such rule: curricula stored before those keys existed
    are not changed by loading their file again.
    """
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
    } | {key: value for key, value in _later_rules(rules).items() if value}


def plain(value: Decimal) -> str:
    """A number without needless zeros or an exponent: `12`, `1.5`."""
    return f"{value.normalize():f}"


def _later_rules(rules: Rules) -> dict[str, Any]:
    most = rules.major_credits_max
    return {
        "min_mean_grade": rules.min_mean_grade,
        "min_scores": {code: plain(score) for code, score in rules.min_scores.items()},
        "min_grades": {code: _grade_to_json(each) for code, each in rules.min_grades.items()},
        "replacements": {
            code: [asdict(each) for each in many] for code, many in rules.replacements.items()
        },
        "limits": [_limit_to_json(each) for each in rules.limits],
        "major_credits_max": None if most is None else plain(most),
        "double_count_once": rules.double_count_once,
        "terms": None if rules.terms is None else asdict(rules.terms),
    }


def _limit_from_json(data: Mapping[str, Any]) -> Limit:
    least, most = _optional(data.get("min_credits")), _optional(data.get("max_credits"))
    return Limit(data["name"], tuple(data["from"]), least, most)


def _limit_to_json(limit: Limit) -> dict[str, Any]:
    data: dict[str, Any] = {"name": limit.name, "from": list(limit.courses)}
    if limit.min_credits is not None:
        data["min_credits"] = plain(limit.min_credits)
    if limit.max_credits is not None:
        data["max_credits"] = plain(limit.max_credits)
    return data


def _group_from_json(data: Mapping[str, Any]) -> Group:
    kind = next(each for each in GroupKind if each in data)
    if kind is GroupKind.ALL:
        courses = tuple(data["all"])
        amount = Decimal(len(courses))
    else:
        courses = tuple(data["from"])
        amount = Decimal(data[kind])
    least = _optional(data.get("min_score"))
    grade = _grade_from_json(data["min_grade"]) if "min_grade" in data else None
    return Group(data["name"], kind, courses, amount, least, grade)


def _group_to_json(group: Group) -> dict[str, Any]:
    data: dict[str, Any] = {"name": group.name}
    if group.kind is GroupKind.ALL:
        data["all"] = list(group.courses)
    else:
        data |= {group.kind.value: plain(group.amount), "from": list(group.courses)}
    if group.min_score is not None:
        data["min_score"] = plain(group.min_score)
    if group.min_grade is not None:
        data["min_grade"] = _grade_to_json(group.min_grade)
    return data


def _grade_from_json(data: Mapping[str, str]) -> Grade:
    return Grade(data["name"], Decimal(data["score"]), Decimal(data["lowest"]))


def _grade_to_json(grade: Grade) -> dict[str, str]:
    return {"name": grade.name, "score": plain(grade.score), "lowest": plain(grade.lowest)}


def _optional(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)

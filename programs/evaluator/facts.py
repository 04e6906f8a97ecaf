"""What the evaluator is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

COMPLETED, IN_PROGRESS = "completed", "in_progress"


@dataclass(frozen=True, slots=True)
class Attempt:
    """One course taken in one term; `score` is None where there is no number. `result` is the record's id.

    `is_for_major` says that it counts for the learner's major as well; `grade_score` is what its letter grade stands
    for, None without a grade.
    """

    course: str
    term: str
    score: Decimal | None
    credits: Decimal
    status: str
    result: int | None = None
    is_for_major: bool = False
    grade_score: Decimal | None = None


@dataclass(frozen=True, slots=True)
class CourseFacts:
    """A course of the catalogue: what it feeds, by competency code; the weights add up to 1 or there are none."""

    code: str
    credits: Decimal
    weights: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CompetencyFacts:
    """A competency and its levels: (code, lowest score), low to high."""

    code: str
    levels: tuple[tuple[str, Decimal], ...] = ()


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Courses by code, and the competencies in the order of the program."""

    courses: Mapping[str, CourseFacts]
    competencies: tuple[CompetencyFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """What else the learner has: other micro-degrees held, and the courses that count for them.

    `counted_twice` are those that count for two or more of them. `is_held` says that this very micro-degree was
    awarded already, other than by the case that is evaluated. `entry` is the term from which the learner works
    towards it; None before that.
    """

    held: frozenset[str] = frozenset()
    counted_elsewhere: frozenset[str] = frozenset()
    is_held: bool = False
    counted_twice: frozenset[str] = frozenset()
    entry: str | None = None

"""What the evaluator is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

COMPLETED = "completed"


@dataclass(frozen=True, slots=True)
class Attempt:
    """One course taken in one term; `score` is None where there is no number. `result` is the record's id."""

    course: str
    term: str
    score: Decimal | None
    credits: Decimal
    status: str
    result: int | None = None


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

    `is_held` says that this very micro-degree was awarded already, other than by the case that is evaluated.
    """

    held: frozenset[str] = frozenset()
    counted_elsewhere: frozenset[str] = frozenset()
    is_held: bool = False


def best_attempts(attempts: Iterable[Attempt], *, codes: Iterable[str]) -> dict[str, Attempt]:
    """The best completed attempt at each course: the highest score, then the most credits, then the first term."""
    wanted = frozenset(codes)
    best: dict[str, Attempt] = {}
    for attempt in attempts:
        if attempt.status != COMPLETED or attempt.course not in wanted:
            continue
        rival = best.get(attempt.course)
        if rival is None or _rank(attempt) < _rank(rival):
            best[attempt.course] = attempt
    return best


def _rank(attempt: Attempt) -> tuple[Decimal, Decimal, str, int]:
    score = Decimal(-1) if attempt.score is None else attempt.score
    return (-score, -attempt.credits, attempt.term, attempt.result or 0)

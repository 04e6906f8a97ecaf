"""Which attempts may count at all, before it is asked where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from programs.evaluator.facts import COMPLETED, Attempt, Standing
from programs.evaluator.span import Span, span_of
from programs.rules import Rules
from programs.validators import term_key


@dataclass(frozen=True, slots=True)
class Admission:
    """`usable`: the attempts worth considering at each course, best first; `refused`: why a course has none.

    `best` is the best completed attempt at each course, admitted or not.
    """

    usable: Mapping[str, tuple[Attempt, ...]]
    refused: Mapping[str, str]
    best: Mapping[str, Attempt]


def admit(
    attempts: Iterable[Attempt],
    *,
    rules: Rules,
    standing: Standing,
    planned: Iterable[Attempt] = (),
) -> Admission:
    """Sort the completed attempts at courses of the rules; `planned` ones are kept beside those that there are."""
    wanted = frozenset(rules.countable)
    rows = (each for each in attempts if each.status == COMPLETED and each.course in wanted)
    ranked = sorted(rows, key=_rank)
    span = span_of(rules.terms, entry=standing.entry)
    gate = _Gate(rules, standing, span)
    usable: dict[str, list[Attempt]] = {}
    refused: dict[str, str] = {}
    best: dict[str, Attempt] = {}
    seen: set[object] = set()
    for each in ranked:
        best.setdefault(each.course, each)
        reason = gate.objection(each)
        if reason:
            refused.setdefault(each.course, reason)
        elif (kind := _kind(each)) not in seen:
            seen.add(kind)
            usable.setdefault(each.course, []).append(each)
    for each in planned:
        usable.setdefault(each.course, []).append(each)
    return Admission({code: tuple(many) for code, many in usable.items()}, refused, best)


@dataclass(frozen=True, slots=True)
class _Gate:
    rules: Rules
    standing: Standing
    span: Span

    def objection(self, attempt: Attempt) -> str | None:
        """Why an attempt cannot count, whatever else was taken; None when it can."""
        until = self.rules.replaced.get(attempt.course)
        if until is not None and term_key(attempt.term) > term_key(until):
            return "replaced"
        if not self.span.holds(attempt.term):
            return "term"
        return "double" if self._counts_double(attempt) else None

    def _counts_double(self, attempt: Attempt) -> bool:
        if not self.rules.double_count_once:
            return False
        is_elsewhere = attempt.course in self.standing.counted_elsewhere
        in_both = attempt.is_for_major and is_elsewhere
        return in_both or attempt.course in self.standing.counted_twice


def _kind(attempt: Attempt) -> tuple[object, ...]:
    """Of attempts of one kind the first in rank is never worse than another, whatever the rules are.

    Credits are part of it: fewer of them may keep a limit or weigh less in the mean. So is whether there is a score:
    without one an attempt is outside of the mean. A better score may come with a worse grade.
    """
    return (
        attempt.course,
        attempt.credits,
        attempt.score is None,
        attempt.is_for_major,
        attempt.grade_score,
    )


def _rank(attempt: Attempt) -> tuple[object, ...]:
    """The highest score first, then the best grade, then the most credits, then the first term."""
    score = Decimal(-1) if attempt.score is None else attempt.score
    grade = Decimal(-1) if attempt.grade_score is None else attempt.grade_score
    others = (attempt.is_for_major, attempt.term, attempt.result or 0)
    return (-score, -grade, -attempt.credits, *others)

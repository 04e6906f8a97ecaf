"""The courses that a learner could still complete."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from programs.evaluator.admission import admit
from programs.evaluator.assignment import Assignment, passes
from programs.evaluator.facts import COMPLETED, IN_PROGRESS, Attempt, Standing
from programs.evaluator.search import Cost
from programs.evaluator.span import span_of
from programs.rules import Rules
from programs.validators import term_key

PLANNED = "planned"
_FULL = Decimal(100)
_ZERO, _ONE = Decimal(0), Decimal(1)


@dataclass(frozen=True, slots=True)
class Plan:
    """Attempts still to come, completed at 100; `running` are begun, `done` have been completed before.

    `alone` are the new courses about which the rules say nothing but group, least score and limits.
    """

    attempts: tuple[Attempt, ...]
    running: frozenset[str]
    done: frozenset[str]
    alone: Mapping[str, Attempt]

    def holds(self, attempt: Attempt) -> bool:
        """Whether an attempt is still to come."""
        return attempt.status == PLANNED

    def cost_of(self, attempt: Attempt) -> Cost:
        """New courses, running courses, credits."""
        if not self.holds(attempt):
            return (_ZERO, _ZERO, _ZERO)
        is_running = attempt.course in self.running
        return (_ZERO if is_running else _ONE, _ONE if is_running else _ZERO, attempt.credits)

    def total_cost(self, chosen: Assignment) -> Cost:
        """Of a whole assignment."""
        costs = [self.cost_of(place.attempt) for place in chosen.places]
        return tuple(sum(parts, _ZERO) for parts in zip(*costs, strict=True))


def planned_courses(
    rules: Rules,
    *,
    attempts: Iterable[Attempt],
    credits_by_course: Mapping[str, Decimal],
    standing: Standing,
    now: str,
) -> Plan:
    """Every course that is running, and every one that can be taken from the term `now` on.

    What is accepted for a course is thought of only where the course itself would count double; courses that are no
    longer given never are. A new course is taken not to count for the major, as long as no result says so.
    """
    attempts = tuple(attempts)
    wanted = frozenset(rules.countable)
    running = {
        each.course: each
        for each in sorted(attempts, key=lambda one: (one.term, one.result or 0))
        if each.status == IN_PROGRESS and each.course in wanted
    }
    span = span_of(rules.terms, entry=standing.entry)
    coming = [replace(each, score=_FULL, status=PLANNED, result=None) for each in running.values()]
    if not span.is_over(now):
        settled = _settled(
            rules, attempts=attempts, credits_by_course=credits_by_course, standing=standing
        )
        majors = {each.course for each in attempts if each.is_for_major}
        term = max((each for each in (now, span.first) if each), key=term_key)
        coming += [
            Attempt(code, term, _FULL, credits_by_course[code], PLANNED, None, code in majors)
            for code in _to_take(rules, standing=standing)
            if code in credits_by_course and code not in running and code not in settled
        ]
    done = frozenset(each.course for each in attempts if each.status == COMPLETED)
    admitted = _admitted(coming, rules=rules, standing=standing)
    bound = done | running.keys() | standing.counted_elsewhere | _bound(rules)
    return Plan(
        attempts=admitted,
        running=frozenset(running),
        done=done,
        alone={each.course: each for each in admitted if each.course not in bound},
    )


def _settled(
    rules: Rules,
    *,
    attempts: tuple[Attempt, ...],
    credits_by_course: Mapping[str, Decimal],
    standing: Standing,
) -> frozenset[str]:
    """Courses that it makes no sense to take again: good enough, with all their credits, and no mean to raise."""
    if rules.min_mean_score is not None:
        return frozenset()
    usable = admit(attempts, rules=rules, standing=standing).usable
    return frozenset(
        code
        for code, (best, *_others) in usable.items()
        if best.credits >= credits_by_course.get(code, _ZERO)
        and all(
            passes(best, course=course, group=group, rules=rules)
            for group in rules.groups
            for course in group.courses
            if code in rules.codes_for(course)
        )
    )


def _bound(rules: Rules) -> frozenset[str]:
    """Courses that stand for others, or others for them."""
    pairs = {course: rules.codes_for(course) for course in rules.courses}
    return frozenset(code for codes in pairs.values() if len(codes) > 1 for code in codes)


def _to_take(rules: Rules, *, standing: Standing) -> list[str]:
    others = [
        code
        for course, codes in rules.equivalents.items()
        if course in standing.counted_elsewhere
        for code in codes
    ]
    return list(dict.fromkeys((*rules.courses, *others)))


def _admitted(coming: list[Attempt], *, rules: Rules, standing: Standing) -> tuple[Attempt, ...]:
    """Those that would count by their term and what they count for elsewhere."""
    as_if = [replace(each, status=COMPLETED) for each in coming]
    usable = admit(as_if, rules=rules, standing=standing).usable
    return tuple(each for each in coming if each.course in usable)

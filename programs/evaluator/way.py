"""The shortest way to finish: which further courses would make a learner eligible, and which would not.

The evaluator's own search answers, over what the learner has and every course still to be had, completed at 100. The
fewest new courses win, then the fewest that are running now, then the fewest credits. What it cannot tell it says.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any

from programs.evaluator.admission import admit
from programs.evaluator.assignment import (
    Assignment,
    assign,
    assignments,
    options_of,
    passes,
)
from programs.evaluator.explanation import Item
from programs.evaluator.facts import Attempt, Standing
from programs.evaluator.places import Place
from programs.evaluator.planning import Plan, planned_courses
from programs.evaluator.search import search
from programs.evaluator.span import span_of
from programs.evaluator.way_wording import told
from programs.rules import Rules

MOST_STATES, MOST_STEPS = 4_000, 40_000
"""Partial assignments kept at once, and over all courses: a page waits for the answer."""

_NO_COST = (Decimal(0), Decimal(0), Decimal(0))


class WayState(StrEnum):
    """Whether there is a way; `unknown` when the search had to drop combinations and found none."""

    ELIGIBLE = "eligible"
    FOUND = "found"
    IMPOSSIBLE = "impossible"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Way:
    """The answer. `courses` are further ones to complete, `micro_degrees` those to be held first.

    `score` is the whole number of points that is enough in each of the courses; None where there are none.
    """

    state: WayState
    items: tuple[Item, ...] = ()
    courses: tuple[str, ...] = ()
    micro_degrees: tuple[str, ...] = ()
    score: int | None = None

    def to_json(self) -> dict[str, Any]:
        """`state, courses, micro_degrees, score, items`; plain JSON types."""
        return {
            "state": self.state.value,
            "courses": list(self.courses),
            "micro_degrees": list(self.micro_degrees),
            "score": self.score,
            "items": [item.to_json() for item in self.items],
        }


def shortest_way(
    rules: Rules,
    *,
    attempts: Iterable[Attempt],
    credits_by_course: Mapping[str, Decimal],
    standing: Standing,
    now: str,
) -> Way:
    """What to do from the term `now` on. `credits_by_course` is of the rules' courses, as the catalogue has them."""
    attempts = tuple(attempts)
    blocked = _blocked(rules, standing=standing)
    if blocked:
        return Way(WayState.IMPOSSIBLE, (blocked,))
    plan = planned_courses(
        rules, attempts=attempts, credits_by_course=credits_by_course, standing=standing, now=now
    )
    search_ = _Search(rules, attempts, standing)
    chosen, is_whole = search_.cheapest(plan)
    if chosen is None:
        return _no_way(rules, standing=standing, now=now, is_whole=is_whole)
    waiting = tuple(code for code in rules.requires if code not in standing.held)
    return search_.way(chosen, plan=plan, waiting=waiting, is_whole=is_whole)


def _blocked(rules: Rules, *, standing: Standing) -> Item | None:
    """What no course can mend."""
    if standing.is_held:
        return Item("way_held")
    most = rules.max_micro_degrees
    if most is not None and len(standing.held | set(rules.requires)) >= most:
        return Item("way_no_room", {"limit": most})
    return None


def _no_way(rules: Rules, *, standing: Standing, now: str, is_whole: bool) -> Way:
    span = span_of(rules.terms, entry=standing.entry)
    if span.last is not None and span.is_over(now):
        return Way(WayState.IMPOSSIBLE, (Item("way_over", {"last": span.last}),))
    if not is_whole:
        return Way(WayState.UNKNOWN, (Item("way_unknown"),))
    return Way(WayState.IMPOSSIBLE, (Item("way_blocked"),))


@dataclass(frozen=True, slots=True)
class _Search:
    rules: Rules
    attempts: tuple[Attempt, ...]
    standing: Standing

    def cheapest(self, plan: Plan) -> tuple[Assignment | None, bool]:
        """The assignment with the fewest further courses, and whether all were looked at."""
        rules, elsewhere = self.rules, self.standing.counted_elsewhere
        now = self._now()
        if now.is_enough:
            return now, True
        admission = admit(self.attempts, rules=rules, standing=self.standing, planned=plan.attempts)
        options = options_of(rules, usable=admission.usable)
        found = search(
            options,
            rules=rules,
            elsewhere=elsewhere,
            most_states=min(MOST_STATES, MOST_STEPS // (len(options) or 1)),
            cost_of=plan.cost_of,
            no_cost=_NO_COST,
            credits_to=rules.min_credits,
        )
        enough = [
            each for each in assignments(found, rules=rules, elsewhere=elsewhere) if each.is_enough
        ]
        return min(enough, key=plan.total_cost, default=None), found.is_whole

    def way(
        self, chosen: Assignment, *, plan: Plan, waiting: tuple[str, ...], is_whole: bool
    ) -> Way:
        """The answer for a chosen assignment."""
        places = tuple(place for place in chosen.places if plan.holds(place.attempt))
        score = self._least_score(chosen, plan=plan)
        state = WayState.FOUND if places or waiting else WayState.ELIGIBLE
        if state is WayState.ELIGIBLE:
            return Way(state)
        span = span_of(self.rules.terms, entry=self.standing.entry)
        items = told(
            places,
            plan=plan,
            rules=self.rules,
            score=score,
            waiting=waiting,
            last_term=span.last,
            is_whole=is_whole,
        )
        return Way(state, items, tuple(p.attempt.course for p in places), waiting, score)

    def _least_score(self, chosen: Assignment, *, plan: Plan) -> int | None:
        """The whole number of points that is enough in each: more never hurts, so halving finds it."""
        if not any(plan.holds(place.attempt) for place in chosen.places):
            return None
        low, high = 0, 100
        while low < high:
            middle = (low + high) // 2
            if self._is_enough_with(middle, chosen=chosen, plan=plan):
                high = middle
            else:
                low = middle + 1
        return high

    def _is_enough_with(self, score: int, *, chosen: Assignment, plan: Plan) -> bool:
        """Whether the assignment holds when every further course ends with a score."""
        scored = [
            _scored(place, score) if plan.holds(place.attempt) else place for place in chosen.places
        ]
        return replace(chosen, places=tuple(scored)).is_enough and all(map(self._passes, scored))

    def _passes(self, place: Place) -> bool:
        group = self.rules.groups[place.group]
        return passes(place.attempt, course=place.course, group=group, rules=self.rules)

    def _now(self) -> Assignment:
        """What counts already."""
        admission = admit(self.attempts, rules=self.rules, standing=self.standing)
        return assign(
            self.rules, usable=admission.usable, elsewhere=self.standing.counted_elsewhere
        )


def _scored(place: Place, score: int) -> Place:
    return replace(place, attempt=replace(place.attempt, score=Decimal(score)))

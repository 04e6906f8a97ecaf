"""Which courses count where: the heart of the evaluation.

Every course of the rules is filled at most once, by itself or what is accepted for it; every course taken is used at
most once; a course in two groups counts in one. If there is an assignment that satisfies groups, credits, mean and
limits, one is found; of several, the one with the most credits, then the best scores. So a learner never loses by
having taken one course more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from programs.evaluator.facts import Attempt
from programs.evaluator.places import Place, credits_of
from programs.evaluator.search import MAX_STATES, Found, search
from programs.rules import Group, GroupKind, Limit, Rules


@dataclass(frozen=True, slots=True)
class Assignment:
    """The places taken, in the order of the rules' courses."""

    places: tuple[Place, ...]
    rules: Rules
    elsewhere: frozenset[str]

    @property
    def credits(self) -> Decimal:
        return credits_of(self.places)

    @property
    def shared_credits(self) -> Decimal:
        """Credits that also count for another micro-degree."""
        return credits_of(place for place in self.places if place.attempt.course in self.elsewhere)

    @property
    def major_credits(self) -> Decimal:
        """Credits that also count for the learner's major."""
        return credits_of(place for place in self.places if place.attempt.is_for_major)

    @property
    def mean_score(self) -> Decimal | None:
        """Credit-weighted, over the places with a score."""
        scored = [place for place in self.places if place.attempt.score is not None]
        weight = credits_of(scored)
        points = sum((p.attempt.credits * (p.attempt.score or 0) for p in scored), Decimal(0))
        return points / weight if weight else None

    def in_group(self, position: int) -> tuple[Place, ...]:
        return tuple(place for place in self.places if place.group == position)

    def progress(self, position: int) -> Decimal:
        """Courses or credits counted in a group, in the unit of its `amount`."""
        places = self.in_group(position)
        if self.rules.groups[position].kind is GroupKind.CREDITS:
            return credits_of(places)
        return Decimal(len(places))

    def limited(self, limit: Limit) -> Decimal:
        """Credits counted from the courses of a limit."""
        return credits_of(place for place in self.places if place.course in limit.courses)

    @property
    def fills_groups(self) -> bool:
        return all(self.progress(i) >= group.amount for i, group in enumerate(self.rules.groups))

    @property
    def fills_limits(self) -> bool:
        """Whether there are enough credits from the courses of every limit that asks for some."""
        return all(self.limited(each) >= (each.min_credits or 0) for each in self.rules.limits)

    @property
    def has_everything(self) -> bool:
        """Whether all is there that more courses can only add to."""
        has_credits = self.credits >= self.rules.min_credits
        return self.fills_groups and self.fills_limits and has_credits

    @property
    def is_enough(self) -> bool:
        """Whether groups, credits, mean and limits are met."""
        return self.has_everything and self.has_mean and self.keeps_limits

    @property
    def has_mean(self) -> bool:
        least, mean = self.rules.min_mean_score, self.mean_score
        return least is None or (mean is not None and mean >= least)

    @property
    def keeps_limits(self) -> bool:
        """Whether nothing counts beyond what may count double, or from the courses of a limit."""
        rules = self.rules
        bounds = [
            (self.shared_credits, rules.shared_credits_max),
            (self.major_credits, rules.major_credits_max),
            *((self.limited(each), each.max_credits) for each in rules.limits),
        ]
        return all(most is None or have <= most for have, most in bounds)


def assign(
    rules: Rules, *, usable: Mapping[str, tuple[Attempt, ...]], elsewhere: frozenset[str]
) -> Assignment:
    """The best assignment of attempts (by course code) to the rules' groups."""
    options = options_of(rules, usable=usable)
    everything = _everything(options)
    if everything is not None:
        whole = Assignment(everything, rules, elsewhere)
        # With nothing left out all that adds up is as much as it gets: leaving out can only help the mean or a limit.
        if whole.keeps_limits and (whole.has_mean or not whole.has_everything):
            return whole
    found = search(options, rules=rules, elsewhere=elsewhere, most_states=MAX_STATES)
    return max(assignments(found, rules=rules, elsewhere=elsewhere), key=_worth)


def assignments(found: Found, *, rules: Rules, elsewhere: frozenset[str]) -> list[Assignment]:
    """The assignments that a search ended with."""
    return [Assignment(places, rules, elsewhere) for places in found.ends]


def options_of(
    rules: Rules, *, usable: Mapping[str, tuple[Attempt, ...]]
) -> dict[str, list[Place]]:
    """For every course of the rules, the places that it could take."""
    options: dict[str, list[Place]] = {code: [] for code in rules.courses}
    for position, group in enumerate(rules.groups):
        for course in group.courses:
            for code in rules.codes_for(course):
                options[course] += [
                    Place(course, position, attempt)
                    for attempt in usable.get(code, ())
                    if passes(attempt, course=course, group=group, rules=rules)
                ]
    return {course: places for course, places in options.items() if places}


def passes(attempt: Attempt, *, course: str, group: Group, rules: Rules) -> bool:
    """Whether an attempt is good enough for a course in a group; without a score it reaches no least score.

    A grade is compared with a grade, since grades may be given by rank; a score alone with the lowest of the grade.
    """
    least, grade = rules.least_score(course, group), rules.least_grade(course, group)
    if least is not None and (attempt.score is None or attempt.score < least):
        return False
    if grade is None:
        return True
    if attempt.grade_score is not None:
        return attempt.grade_score >= grade.score
    return attempt.score is not None and attempt.score >= grade.lowest


def _everything(options: Mapping[str, list[Place]]) -> tuple[Place, ...] | None:
    """All courses at once where there is nothing to choose; None where there is."""
    if any(len(places) > 1 for places in options.values()):
        return None
    places = tuple(places[0] for places in options.values())
    if len({place.attempt.course for place in places}) < len(places):
        return None
    return places


def _worth(assignment: Assignment) -> tuple[object, ...]:
    """Enough comes first; then filled groups and limits, progress, credits, scores."""
    progress = list(_progress(assignment))
    return (
        assignment.is_enough,
        sum(part >= 1 for part in progress),
        sum(progress, Decimal(0)),
        assignment.credits,
        assignment.mean_score or Decimal(0),
    )


def _progress(assignment: Assignment) -> Iterable[Decimal]:
    """How much there is of each group and each limit that asks for credits, from 0 to 1."""
    for position, group in enumerate(assignment.rules.groups):
        yield min(group.amount, assignment.progress(position)) / group.amount
    for limit in assignment.rules.limits:
        if limit.min_credits:
            yield min(limit.min_credits, assignment.limited(limit)) / limit.min_credits

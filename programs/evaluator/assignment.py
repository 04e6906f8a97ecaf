"""Which courses count where: the heart of the evaluation.

Every course of the rules is filled at most once, by itself or an equivalent; every attempt is used at most once; a
course in two groups counts in one. If there is an assignment that satisfies groups, credits, mean and shared
credits, one is found; of several, the one with the most credits, then the best scores. So a learner never loses
by having taken one course more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from programs.evaluator.facts import Attempt
from programs.rules import Group, GroupKind, Rules

MAX_STATES = 5_000
"""Partial assignments kept at once. Rules written by people stay below some hundred; beyond, only the most
promising are kept, which may miss an assignment but never invents one."""


@dataclass(frozen=True, slots=True)
class Place:
    """An attempt counts as a course in a group (its position in the rules)."""

    course: str
    group: int
    attempt: Attempt


@dataclass(frozen=True, slots=True)
class Assignment:
    """The places taken, in the order of the rules' courses."""

    places: tuple[Place, ...]
    rules: Rules
    elsewhere: frozenset[str]

    @property
    def credits(self) -> Decimal:
        return _credits(self.places)

    @property
    def shared_credits(self) -> Decimal:
        """Credits that also count for another micro-degree."""
        return _credits(place for place in self.places if place.attempt.course in self.elsewhere)

    @property
    def mean_score(self) -> Decimal | None:
        """Credit-weighted, over the places with a score."""
        scored = [place for place in self.places if place.attempt.score is not None]
        weight = _credits(scored)
        points = sum((p.attempt.credits * (p.attempt.score or 0) for p in scored), Decimal(0))
        return points / weight if weight else None

    def in_group(self, position: int) -> tuple[Place, ...]:
        return tuple(place for place in self.places if place.group == position)

    def progress(self, position: int) -> Decimal:
        """Courses or credits counted in a group, in the unit of its `amount`."""
        places = self.in_group(position)
        if self.rules.groups[position].kind is GroupKind.CREDITS:
            return _credits(places)
        return Decimal(len(places))

    @property
    def fills_groups(self) -> bool:
        return all(self.progress(i) >= group.amount for i, group in enumerate(self.rules.groups))

    @property
    def is_enough(self) -> bool:
        """Whether groups, credits and mean are met."""
        return self.fills_groups and self.credits >= self.rules.min_credits and self.has_mean

    @property
    def has_mean(self) -> bool:
        least, mean = self.rules.min_mean_score, self.mean_score
        return least is None or (mean is not None and mean >= least)

    @property
    def keeps_shared_limit(self) -> bool:
        limit = self.rules.shared_credits_max
        return limit is None or self.shared_credits <= limit


def assign(rules: Rules, *, best: Mapping[str, Attempt], elsewhere: frozenset[str]) -> Assignment:
    """The best assignment of the best attempts (by course code) to the rules' groups."""
    options = _options(rules, best=best)
    everything = _everything(options)
    if everything is not None:
        whole = Assignment(everything, rules, elsewhere)
        # With nothing left out groups and credits are as good as they get: leaving out can only help the mean
        # or the limit on shared credits.
        hopeless = not whole.fills_groups or whole.credits < rules.min_credits
        if whole.keeps_shared_limit and (whole.has_mean or hopeless):
            return whole
    return _search(options, rules=rules, elsewhere=elsewhere)


def _options(rules: Rules, *, best: Mapping[str, Attempt]) -> dict[str, list[Place]]:
    """For every course of the rules, the places that it could take."""
    options: dict[str, list[Place]] = {code: [] for code in rules.courses}
    for position, group in enumerate(rules.groups):
        for course in group.courses:
            for code in (course, *rules.equivalents.get(course, ())):
                if code in best and _passes(best[code], group):
                    options[course].append(Place(course, position, best[code]))
    return {course: places for course, places in options.items() if places}


def _passes(attempt: Attempt, group: Group) -> bool:
    if group.min_score is None:
        return True
    return attempt.score is not None and attempt.score >= group.min_score


def _everything(options: Mapping[str, list[Place]]) -> tuple[Place, ...] | None:
    """All courses at once where there is nothing to choose; None where there is."""
    if any(len(places) > 1 for places in options.values()):
        return None
    places = tuple(places[0] for places in options.values())
    if len({place.attempt.course for place in places}) < len(places):
        return None
    return places


@dataclass(frozen=True, slots=True)
class _State:
    """A partial assignment: what matters for the rest of the way, and how it came about."""

    progress: tuple[Decimal, ...]
    credits: Decimal = Decimal(0)
    scored: Decimal = Decimal(0)
    shared: Decimal = Decimal(0)
    used: frozenset[str] = frozenset()
    points: Decimal = Decimal(0)
    places: tuple[Place, ...] = ()

    @property
    def key(self) -> tuple[object, ...]:
        """Of two states with the same key the one with more points is at least as good in every way."""
        return (self.progress, self.credits, self.scored, self.shared, self.used)

    @property
    def promise(self) -> tuple[Decimal, Decimal, Decimal]:
        return (sum(self.progress, Decimal(0)), self.credits, self.points)


def _search(
    options: Mapping[str, list[Place]], *, rules: Rules, elsewhere: frozenset[str]
) -> Assignment:
    """Course by course, keeping the best way to every distinguishable state (dynamic programming)."""
    contested = _contested(options)
    states = [_State(progress=tuple(Decimal(0) for _ in rules.groups))]
    for places in options.values():
        best: dict[tuple[object, ...], _State] = {}
        for state in states:
            for following in _steps(
                state, places, rules=rules, elsewhere=elsewhere, contested=contested
            ):
                rival = best.get(following.key)
                if rival is None or following.points > rival.points:
                    best[following.key] = following
        states = sorted(best.values(), key=lambda state: state.promise, reverse=True)[:MAX_STATES]
    finished = [Assignment(state.places, rules, elsewhere) for state in states]
    return max(finished, key=_worth)


def _contested(options: Mapping[str, list[Place]]) -> frozenset[str]:
    """Attempts that could stand for more than one course: only these need remembering once used."""
    pairs = {
        (place.attempt.course, place.course) for places in options.values() for place in places
    }
    uses = Counter(code for code, _course in pairs)
    return frozenset(code for code, count in uses.items() if count > 1)


def _steps(
    state: _State,
    places: list[Place],
    *,
    rules: Rules,
    elsewhere: frozenset[str],
    contested: frozenset[str],
) -> Iterator[_State]:
    """Leave the course out, or put it in one of its places."""
    yield state
    for place in places:
        code = place.attempt.course
        if code in state.used:
            continue
        following = _placed(state, place, rules=rules, elsewhere=elsewhere, contested=contested)
        if rules.shared_credits_max is None or following.shared <= rules.shared_credits_max:
            yield following


def _placed(
    state: _State,
    place: Place,
    *,
    rules: Rules,
    elsewhere: frozenset[str],
    contested: frozenset[str],
) -> _State:
    group, attempt = rules.groups[place.group], place.attempt
    step = attempt.credits if group.kind is GroupKind.CREDITS else Decimal(1)
    progress = list(state.progress)
    progress[place.group] = min(group.amount, progress[place.group] + step)
    is_shared = attempt.course in elsewhere
    return _State(
        progress=tuple(progress),
        credits=state.credits + attempt.credits,
        scored=state.scored + (Decimal(0) if attempt.score is None else attempt.credits),
        shared=state.shared + (attempt.credits if is_shared else Decimal(0)),
        used=state.used | {attempt.course} if attempt.course in contested else state.used,
        points=state.points + attempt.credits * (attempt.score or Decimal(0)),
        places=(*state.places, place),
    )


def _worth(assignment: Assignment) -> tuple[object, ...]:
    """Enough comes first; then filled groups, progress, credits, scores."""
    groups = assignment.rules.groups
    progress = [min(g.amount, assignment.progress(i)) / g.amount for i, g in enumerate(groups)]
    return (
        assignment.is_enough,
        sum(part >= 1 for part in progress),
        sum(progress, Decimal(0)),
        assignment.credits,
        assignment.mean_score or Decimal(0),
    )


def _credits(places: Iterable[Place]) -> Decimal:
    return sum((place.attempt.credits for place in places), Decimal(0))

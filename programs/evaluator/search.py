"""Finds assignments course by course, keeping the best way to every distinguishable state (dynamic programming)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from programs.evaluator.facts import Attempt
from programs.evaluator.places import Meter, Place, gains_of, meters_of
from programs.rules import Rules

MAX_STATES = 5_000
"""Partial assignments kept at once. Rules written by people stay below some hundred; beyond, only the most
promising are kept, which may miss an assignment but never invents one."""

_ZERO = Decimal(0)
Cost = tuple[Decimal, ...]


def _free(_attempt: Attempt) -> Cost:
    return ()


@dataclass(frozen=True, slots=True)
class Found:
    """The ends of a search; `is_whole` unless states had to be dropped on the way."""

    ends: tuple[tuple[Place, ...], ...]
    is_whole: bool


@dataclass(frozen=True, slots=True)
class _State:
    """A partial assignment: what matters for the rest of the way, and how it came about."""

    tally: tuple[Decimal, ...]
    cost: Cost
    spent: Cost
    credits: Decimal = _ZERO
    scored: Decimal = _ZERO
    used: frozenset[str] = frozenset()
    points: Decimal = _ZERO
    places: tuple[Place, ...] = ()

    @property
    def key(self) -> tuple[object, ...]:
        """Of two states with the same key the one that `is_better` is at least as good in every way."""
        return (self.tally, self.spent, self.credits, self.scored, self.used)

    def is_better(self, rival: _State) -> bool:
        return (self.points, rival.cost) > (rival.points, self.cost)


def search(
    options: Mapping[str, list[Place]],
    *,
    rules: Rules,
    elsewhere: frozenset[str],
    most_states: int,
    cost_of: Callable[[Attempt], Cost] = _free,
    no_cost: Cost = (),
    credits_to: Decimal | None = None,
) -> Found:
    """Every end worth comparing: one for each combination of sums that the rules measure.

    `cost_of` an attempt is summed up from `no_cost` and told apart too; cheaper states are kept first. Credits in all are not told
    apart beyond `credits_to`; where that is given, neither is what only a mean is made of, without a rule for it.
    """
    has_mean = rules.min_mean_score is not None or credits_to is None
    steps = _Steps(rules, elsewhere, cost_of, credits_to, has_mean, _contested(options))
    states = [_State(tally=tuple(_ZERO for _ in steps.meters), cost=no_cost, spent=no_cost)]
    is_whole = True
    for places in options.values():
        best: dict[tuple[object, ...], _State] = {}
        for state in states:
            for following in steps.of(state, places):
                rival = best.get(following.key)
                if rival is None or following.is_better(rival):
                    best[following.key] = following
        states = list(best.values())
        if len(states) > most_states:
            states = sorted(states, key=steps.promise, reverse=True)[:most_states]
            is_whole = False
    return Found(tuple(state.places for state in states), is_whole)


def _contested(options: Mapping[str, list[Place]]) -> frozenset[str]:
    """Attempts that could stand for more than one course: only these need remembering once used."""
    pairs = {
        (place.attempt.course, place.course) for places in options.values() for place in places
    }
    uses = Counter(code for code, _course in pairs)
    return frozenset(code for code, count in uses.items() if count > 1)


@dataclass(frozen=True)
class _Steps:
    rules: Rules
    elsewhere: frozenset[str]
    cost_of: Callable[[Attempt], Cost]
    credits_to: Decimal | None
    has_mean: bool
    contested: frozenset[str]
    meters: tuple[Meter, ...] = field(init=False)
    gains: dict[int, tuple[Decimal, ...]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "meters", meters_of(self.rules))

    def of(self, state: _State, places: list[Place]) -> Iterator[_State]:
        """Leave the course out, or put it in one of its places."""
        yield state
        for place in places:
            if place.attempt.course in state.used:
                continue
            tally = self._tally(state, place)
            if tally is not None:
                yield self._placed(state, place, tally=tally)

    def promise(self, state: _State) -> tuple[object, ...]:
        """How much of what is asked for there is already, each part from 0 to 1; then cost, credits and scores."""
        parts = zip(state.tally, self.meters, strict=True)
        share = sum(
            (have / each.bound for have, each in parts if each.bound and not each.is_ceiling),
            _ZERO,
        )
        spent = sum(state.cost, _ZERO)
        return (share, -spent, state.credits, state.points)

    def _tally(self, state: _State, place: Place) -> tuple[Decimal, ...] | None:
        """The sums with a place added; None when one may not rise so far."""
        gains = self._gains(place)
        tally = []
        for have, gain, meter in zip(state.tally, gains, self.meters, strict=True):
            total = have + gain
            if gain and total > meter.bound:
                if meter.is_ceiling:
                    return None
                total = meter.bound
            tally.append(total)
        return tuple(tally)

    def _gains(self, place: Place) -> tuple[Decimal, ...]:
        found = self.gains.get(id(place))
        if found is None:
            found = gains_of(place, rules=self.rules, elsewhere=self.elsewhere)
            self.gains[id(place)] = found
        return found

    def _placed(self, state: _State, place: Place, *, tally: tuple[Decimal, ...]) -> _State:
        attempt, price = place.attempt, self.cost_of(place.attempt)
        cost = tuple(a + b for a, b in zip(state.cost, price, strict=True))
        total = state.credits + attempt.credits
        is_scored = self.has_mean and attempt.score is not None
        points = attempt.credits * (attempt.score or _ZERO) if self.has_mean else _ZERO
        return _State(
            tally=tally,
            cost=cost,
            # Dear states with many points may end up better than cheap ones only where there is a mean to reach.
            spent=cost if self.has_mean else state.spent,
            credits=total if self.credits_to is None else min(total, self.credits_to),
            scored=state.scored + (attempt.credits if is_scored else _ZERO),
            used=state.used | {attempt.course} if attempt.course in self.contested else state.used,
            points=state.points + points,
            places=(*state.places, place),
        )

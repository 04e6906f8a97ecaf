"""Where an attempt counts, and what it adds to each thing that the rules measure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from programs.evaluator.facts import Attempt
from programs.rules import GroupKind, Rules

_ZERO, _ONE = Decimal(0), Decimal(1)


@dataclass(frozen=True, slots=True)
class Place:
    """An attempt counts as a course in a group (its position in the rules)."""

    course: str
    group: int
    attempt: Attempt


@dataclass(frozen=True, slots=True)
class Meter:
    """A sum over places: of interest up to `bound`, or (`is_ceiling`) never above it."""

    bound: Decimal
    is_ceiling: bool = False


def credits_of(places: Iterable[Place]) -> Decimal:
    """The credits of several places."""
    return sum((place.attempt.credits for place in places), _ZERO)


def meters_of(rules: Rules) -> tuple[Meter, ...]:
    """What the rules measure: groups, then limits, then credits that count double."""
    found = [Meter(group.amount) for group in rules.groups]
    for limit in rules.limits:
        if limit.min_credits is not None:
            found.append(Meter(limit.min_credits))
        if limit.max_credits is not None:
            found.append(Meter(limit.max_credits, is_ceiling=True))
    double = (rules.shared_credits_max, rules.major_credits_max)
    found += [Meter(most, is_ceiling=True) for most in double if most is not None]
    return tuple(found)


def gains_of(place: Place, *, rules: Rules, elsewhere: frozenset[str]) -> tuple[Decimal, ...]:
    """What a place adds to each of `meters_of`."""
    attempt = place.attempt
    worth = attempt.credits
    gains = [
        (worth if group.kind is GroupKind.CREDITS else _ONE) if position == place.group else _ZERO
        for position, group in enumerate(rules.groups)
    ]
    for limit in rules.limits:
        gain = worth if place.course in limit.courses else _ZERO
        gains += [gain for each in (limit.min_credits, limit.max_credits) if each is not None]
    if rules.shared_credits_max is not None:
        gains.append(worth if attempt.course in elsewhere else _ZERO)
    if rules.major_credits_max is not None:
        gains.append(worth if attempt.is_for_major else _ZERO)
    return tuple(gains)

"""Contestants in alternation: CPU seconds of one core, in the same run, medians of five rounds.

A machine that is busy or slows down meets all of them alike, so ratios hold where rates do not.
"""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

ROUNDS = 5
# CPU seconds of one contestant in one round.
LONG, SHORT = 1.0, 0.2


class Contestant(Protocol):
    """Does one unit of work again and again; `spend` tells the CPU seconds of `count` units."""

    name: str

    def spend(self, count: int) -> float: ...


@dataclass(frozen=True, slots=True)
class Here:
    """Work of this process; `unit` gets the number of the unit, so that inputs can differ."""

    name: str
    unit: Callable[[int], object]

    def spend(self, count: int) -> float:
        gc.collect()
        started = time.process_time()
        for number in range(count):
            self.unit(number)
        return time.process_time() - started


@dataclass(frozen=True, slots=True)
class Race:
    """`cost`: CPU seconds a unit, for each contestant one a round."""

    cost: dict[str, list[float]]

    def rate(self, name: str) -> float:
        """Units a CPU second, median of the rounds."""
        return 1 / statistics.median(self.cost[name])

    def ratio(self, name: str, *, over: str) -> float | None:
        """How many times `name` is as fast as `over`; None if `over` did not run."""
        if over not in self.cost:
            return None
        pairs = zip(self.cost[name], self.cost[over], strict=True)
        return round(statistics.median(theirs / ours for ours, theirs in pairs), 2)

    def rates(self) -> dict[str, float]:
        """Of all contestants, for the details."""
        return {name: round(self.rate(name), 1) for name in self.cost}


def race(contestants: Sequence[Contestant], *, quick: bool) -> Race:
    """Warm up, find how many units fill a round, then let them run in turn."""
    seconds = SHORT if quick else LONG
    counts = [_count(contestant, seconds) for contestant in contestants]
    cost: dict[str, list[float]] = {contestant.name: [] for contestant in contestants}
    for _ in range(ROUNDS):
        for contestant, count in zip(contestants, counts, strict=True):
            cost[contestant.name].append(contestant.spend(count) / count)
    return Race(cost)


def _count(contestant: Contestant, seconds: float) -> int:
    """How many units take about that long. The first units also fill caches."""
    count, spent = 2, contestant.spend(2)
    while spent < seconds / 10:
        count *= 2
        spent = contestant.spend(count)
    return max(1, round(count * seconds / spent))


def line(what: str, times: float | None, peer: str) -> str:
    """A figure as a sentence."""
    return f"{what}: {'not run here' if times is None else f'{times:.1f} x'} {peer}"

"""The geometry of result charts: numbers for an SVG that the server draws, no script needed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

# More marks than this on one bar are lines without meaning.
MAX_LEVELS = 8


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a level begins, in percent of the bar, and whether the value reached it."""

    at: float
    name: str
    is_reached: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """A value as a share of its range, in percent, with the levels that lie on the way."""

    percent: float
    marks: tuple[Mark, ...]


def bar_of(value: str, *, low: str, high: str, levels: Sequence[tuple[str, str]]) -> Bar | None:
    """The bar of a value between two limits; None when one of the three is no number.

    `levels` are pairs of threshold and name, as texts; those without a number inside the range get
    no mark.
    """
    number, start, end = _number(value), _number(low or "0"), _number(high)
    if number is None or start is None or end is None or end <= start:
        return None
    marks = []
    for threshold, name in levels[:MAX_LEVELS]:
        at = _number(threshold)
        if at is not None and start <= at <= end:
            marks.append(Mark(_percent(at, start, end), name, is_reached=number >= at))
    return Bar(_percent(min(max(number, start), end), start, end), tuple(marks))


def _percent(number: Decimal, start: Decimal, end: Decimal) -> float:
    return round(float((number - start) * 100 / (end - start)), 2)


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    # "1e999999" is a number too, and one that fills the memory when it is written out.
    return number if number.is_finite() and abs(number.adjusted()) <= 9 else None

"""Lines of text: where they break, how large they can be, and their outlines in place."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from badges.studio import fonts
from badges.studio.geometry import Contour, Point

Room = Callable[[float, float], float]
"""How wide a line may be that lies between two heights."""

LEADING = 1.2
_CAP = 0.74  # from the foot of a capital or syllable to its top, in ems
_LARGEST_WITHOUT_CUTS = 26


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line, centred at `x`, on its base line."""

    text: str
    x: float
    baseline: float
    size: float
    weight: int

    @property
    def width(self) -> float:
        return fonts.width(self.text, weight=self.weight) * self.size

    @property
    def top(self) -> float:
        return self.baseline - self.size * _CAP

    def moved(self, down: float) -> TextLine:
        return replace(self, baseline=self.baseline + down)


@dataclass(frozen=True, slots=True)
class Area:
    """Where lines may stand: centred at `x`, between two heights, as wide as there is room."""

    x: float
    top: float
    bottom: float
    room: Room


def fitted(
    text: str,
    area: Area,
    *,
    largest: int,
    smallest: int,
    weight: int = fonts.BOLD,
    most_lines: int = 3,
) -> list[TextLine]:
    """The text as large as it fits into an area; empty when not even the smallest size does.

    Words stay whole as long as the letters are not smaller for it than somebody can read.
    """
    least_uncut = max(smallest, min(_LARGEST_WITHOUT_CUTS, round(largest * 0.55)))
    tries = [(size, False) for size in range(largest, least_uncut - 1, -1)]
    tries += [(size, True) for size in range(largest, smallest - 1, -1)]
    for size, may_cut in tries:
        for count in range(1, most_lines + 1):
            lines = _lay(text, area, size=size, count=count, weight=weight, may_cut=may_cut)
            if lines:
                return lines
    return []


def _lay(
    text: str, area: Area, *, size: int, count: int, weight: int, may_cut: bool
) -> list[TextLine]:
    height = size * (_CAP + LEADING * (count - 1))
    if height > area.bottom - area.top:
        return []
    first = (area.top + area.bottom - height) / 2
    tops = [first + size * LEADING * line for line in range(count)]
    widths = [area.room(each, each + size * _CAP) for each in tops]
    if fonts.width(text, weight=weight) * size > sum(widths):
        return []
    broken = _broken(text, [each / size for each in widths], weight=weight, may_cut=may_cut)
    return [
        TextLine(line, area.x, each + size * _CAP * 0.97, size, weight)
        for line, each in zip(broken, tops, strict=False)
    ]


def _broken(text: str, widths: Sequence[float], *, weight: int, may_cut: bool) -> list[str]:
    """The text in exactly as many lines, as even as its words allow; empty when a line is too long."""
    parts = list(text) if may_cut else _words(text)
    even = fonts.width(text, weight=weight) / len(widths)
    for step in range(12):
        most = [min(room, even * (1.0 + 0.06 * step)) for room in widths]
        lines = _greedy(parts, most, weight=weight)
        if lines:
            return lines
    return _greedy(parts, widths, weight=weight)


def _words(text: str) -> list[str]:
    """Words with the space before them."""
    return [(" " if place else "") + word for place, word in enumerate(text.split(" "))]


def _greedy(parts: list[str], widths: Sequence[float], *, weight: int) -> list[str]:
    """Each line as full as it may be; empty when that takes more lines, or fewer."""
    lines = [""]
    for part in parts:
        longer = lines[-1] + part if lines[-1] else part.lstrip()
        if fonts.width(longer.rstrip(), weight=weight) <= widths[len(lines) - 1]:
            lines[-1] = longer
            continue
        lines.append(part.lstrip())
        if len(lines) > len(widths):
            return []
        if fonts.width(lines[-1], weight=weight) > widths[len(lines) - 1]:
            return []
    made = [line.strip() for line in lines]
    return made if len(made) == len(widths) and all(made) else []


def outlines(line: TextLine) -> tuple[Contour, ...]:
    """The letters of a line in the badge's units."""
    start = line.x - line.width / 2
    made: list[Contour] = []
    for sign in line.text:
        letter = fonts.glyph(sign, line.weight)
        made.extend(
            [(start + x * line.size, line.baseline - y * line.size) for x, y in contour]
            for contour in letter.contours
        )
        start += letter.advance * line.size
    return tuple(made)


def along_arc(
    text: str,
    *,
    centre: Point,
    radius: float,
    size: float,
    weight: int,
    tracking: float,
    at: float = 0.0,
    inward: bool = False,
) -> tuple[Contour, ...]:
    """Letters whose foot stands on a circle, read from its outside; `inward` hangs them into it from below.

    `at` is the angle of their middle, clockwise from upwards.
    """
    length = fonts.width(text, weight=weight, tracking=tracking) * size
    turn = -1 if inward else 1
    angle = at - turn * length / radius / 2
    made: list[Contour] = []
    for sign in text:
        letter = fonts.glyph(sign, weight)
        middle = angle + turn * letter.advance * size / radius / 2
        made.extend(
            [
                _placed(point, letter.advance, size, centre, radius, middle, turn)
                for point in contour
            ]
            for contour in letter.contours
        )
        angle += turn * (letter.advance + tracking) * size / radius
    return tuple(made)


def _placed(
    point: Point, advance: float, size: float, centre: Point, radius: float, angle: float, turn: int
) -> Point:
    x, y = (point[0] - advance / 2) * size * turn, point[1] * size * turn
    distance = radius + y
    sine, cosine = math.sin(angle), math.cos(angle)
    return (
        centre[0] + distance * sine + x * cosine,
        centre[1] - distance * cosine + x * sine,
    )

"""Points and outlines in the units of a badge: SIZE wide and high, x to the right, y down."""

from __future__ import annotations

import math
from collections.abc import Sequence

Point = tuple[float, float]
Contour = Sequence[Point]

SIZE = 600.0
CENTRE: Point = (SIZE / 2, SIZE / 2)


def circle(centre: Point, radius: float, *, steps: int = 180) -> list[Point]:
    return [polar(centre, 2 * math.pi * step / steps, radius) for step in range(steps)]


def polar(centre: Point, angle: float, distance: float) -> Point:
    """`angle` in radians, clockwise from upwards."""
    return centre[0] + math.sin(angle) * distance, centre[1] - math.cos(angle) * distance


def arc(centre: Point, radius: float, *, start: float, end: float, steps: int = 48) -> list[Point]:
    turn = (end - start) / steps
    return [polar(centre, start + turn * step, radius) for step in range(steps + 1)]


def star(centre: Point, radius: float, *, points: int = 5, waist: float = 0.46) -> list[Point]:
    return [
        polar(centre, math.pi * corner / points, radius * (waist if corner % 2 else 1))
        for corner in range(2 * points)
    ]


def area(contour: Contour) -> float:
    """Positive clockwise (y down), negative the other way round."""
    pairs = zip(contour, [*contour[1:], contour[0]], strict=True)
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs) / 2


def inset(contour: Contour, distance: float) -> list[Point]:
    """A smooth clockwise contour moved inwards by the same distance everywhere."""
    moved = []
    count = len(contour)
    for place, (x, y) in enumerate(contour):
        (x1, y1), (x2, y2) = contour[place - 1], contour[(place + 1) % count]
        dx, dy = x2 - x1, y2 - y1
        length = math.hypot(dx, dy) or 1.0
        moved.append((x - dy / length * distance, y + dx / length * distance))
    return moved


def span_at(contour: Contour, y: float) -> tuple[float, float]:
    """From where to where a contour reaches at a height; an empty span at the centre where it does not."""
    crossings = [
        x1 + (x2 - x1) * (y - y1) / (y2 - y1)
        for (x1, y1), (x2, y2) in zip(contour, [*contour[1:], contour[0]], strict=True)
        if (y1 <= y < y2) or (y2 <= y < y1)
    ]
    return (min(crossings), max(crossings)) if crossings else (CENTRE[0], CENTRE[0])


def span_between(contour: Contour, top: float, bottom: float) -> tuple[float, float]:
    """The span that is inside at both heights: that of a line of text in a convex form."""
    spans = [span_at(contour, y) for y in (top, (top + bottom) / 2, bottom)]
    return max(left for left, _ in spans), min(right for _, right in spans)

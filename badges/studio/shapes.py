"""The silhouettes that a badge can have, as smooth outlines."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from functools import cache

from badges.studio.geometry import CENTRE, Point, inset, polar
from badges.studio.paths import flattened

_STEPS = 360
_REACH = 292.0  # of 300: leaves room for a smooth edge

Outline = Callable[[float], float]


@cache
def outline(name: str) -> tuple[Point, ...]:
    """The silhouette of a shape, clockwise."""
    if name == "shield":
        return tuple(_resampled(flattened(_SHIELD)[0]))
    return tuple(_fitted(_OUTLINES[name]))


@cache
def edge(name: str, distance: float) -> tuple[Point, ...]:
    """The silhouette itself moved inwards, waves and all."""
    return tuple(inset(outline(name), distance))


@cache
def inner(name: str, distance: float) -> tuple[Point, ...]:
    """What lies `distance` inside of the silhouette, without the loops that sharp corners make."""
    around = parallel(name, 0.0)
    least = 0.985 * distance
    return tuple(
        point
        for point in parallel(name, distance)
        if min(math.dist(point, each) for each in around) >= least
    )


@cache
def parallel(name: str, distance: float) -> tuple[Point, ...]:
    """The silhouette moved inwards point by point; a wavy one is round inside."""
    base = _ROUND_INSIDE.get(name)
    if base is not None:
        return tuple(polar(CENTRE, _turn(step), base - distance) for step in range(_STEPS))
    return edge(name, distance)


def _turn(step: int) -> float:
    return 2 * math.pi * step / _STEPS


def _regular(corners: int, *, sharpness: int, turn: float = 0.0) -> Outline:
    """A regular polygon with round corners, one of them upwards: the p-norm of its faces."""
    faces = [2 * math.pi * (face + 0.5 + turn) / corners for face in range(corners)]

    def distance(angle: float) -> float:
        reaches = (max(0.0, math.cos(angle - face)) for face in faces)
        return float(sum(reach**sharpness for reach in reaches) ** (-1 / sharpness))

    return distance


def _scallop(lobes: int, depth: float) -> Outline:
    return lambda angle: 1 - depth * (1 - abs(math.cos(lobes * angle / 2)))


def _wave(waves: int, depth: float) -> Outline:
    return lambda angle: 1 + depth * math.cos(waves * angle)


def _fitted(distance: Outline) -> list[Point]:
    """The form in the size that just fills the badge, in the middle of its height and width."""
    points = [polar((0.0, 0.0), _turn(step), distance(_turn(step))) for step in range(_STEPS)]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    scale = 2 * _REACH / max(max(xs) - min(xs), max(ys) - min(ys))
    middle = ((max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2)
    return [
        (CENTRE[0] + (x - middle[0]) * scale, CENTRE[1] + (y - middle[1]) * scale)
        for x, y in points
    ]


def _resampled(points: list[Point]) -> list[Point]:
    """The same outline at equal distances, so that it can be moved inwards."""
    closed = [*points, points[0]]
    lengths = [math.dist(a, b) for a, b in itertools.pairwise(closed)]
    step, place, walked = sum(lengths) / _STEPS, 0, 0.0
    made = []
    for number in range(_STEPS):
        wanted = number * step
        while walked + lengths[place] <= wanted and place < len(lengths) - 1:
            walked += lengths[place]
            place += 1
        share = (wanted - walked) / lengths[place] if lengths[place] else 0.0
        (x1, y1), (x2, y2) = closed[place], closed[place + 1]
        made.append((x1 + (x2 - x1) * share, y1 + (y2 - y1) * share))
    return made


_SHIELD = (
    "M300 26 C372 26 446 22 516 15 C541 13 560 28 560 54 L560 296 C560 436 452 540 322 586 "
    "C308 591 292 591 278 586 C148 540 40 436 40 296 L40 54 C40 28 59 13 84 15 C154 22 228 26 300 26 Z"
)

_OUTLINES: dict[str, Outline] = {
    "hexagon": _regular(6, sharpness=30),
    "circle": lambda _angle: 1.0,
    "square": _regular(4, sharpness=7, turn=0.5),
    "octagon": _regular(8, sharpness=44, turn=0.5),
    "seal": _scallop(28, 0.07),
    "wave": _wave(16, 0.024),
    "barrel": _regular(6, sharpness=16, turn=0.5),
}
_ROUND_INSIDE = {"seal": _REACH * 0.95, "wave": _REACH * 0.96}

SHAPES = ("hexagon", "shield", "circle", "square", "octagon", "seal", "wave", "barrel")
IS_ARCHED = frozenset({"circle", "seal", "wave", "octagon"})
"""In which the issuer's name runs along the rim."""

"""Outlines as points: silhouettes, curves, stars and the ribbon."""

from __future__ import annotations

import math
from collections.abc import Callable

from badges.artwork.canvas import Point
from badges.artwork.seed import Seed

Outline = Callable[
    [float], float
]  # angle to the right of upwards, clockwise -> distance from the centre
_STEPS = 720
_REACH = 0.985  # of the canvas: leaves room for a smooth edge


def outline_of(family: Seed) -> Outline:
    return OUTLINES[family.pick("outline", len(OUTLINES))]


def polygon(outline: Outline, *, scale: float = 1.0) -> list[Point]:
    angles = (2 * math.pi * step / _STEPS for step in range(_STEPS))
    return [_polar(angle, outline(angle) * scale) for angle in angles]


def circle(centre: Point, radius: float) -> list[Point]:
    return [(centre[0] + x, centre[1] + y) for x, y in polygon(lambda _angle: radius)]


def rosette(petals: int, *, radius: float, swing: float, phase: float) -> list[Point]:
    return polygon(lambda angle: radius + swing * math.cos(petals * angle + phase))


def star(centre: Point, radius: float, *, points: int = 5, waist: float = 0.44) -> list[Point]:
    corners = []
    for corner in range(2 * points):
        x, y = _polar(math.pi * corner / points, radius * (waist if corner % 2 else 1))
        corners.append((centre[0] + x, centre[1] + y))
    return corners


def _polar(angle: float, distance: float) -> Point:
    return math.sin(angle) * distance, -math.cos(angle) * distance


def _rounded(faces: list[tuple[float, float]], *, sharpness: int) -> Outline:
    """A convex form with round corners: the p-norm of its faces, each an angle and a distance."""

    def outline(angle: float) -> float:
        reaches = (max(0.0, math.cos(angle - face) / distance) for face, distance in faces)
        return sum(reach**sharpness for reach in reaches) ** (-1 / sharpness)

    return outline


def _regular(corners: int, *, sharpness: int, turn: float = 0.0) -> Outline:
    """A regular polygon of which a corner points upwards; `turn` is in steps from corner to corner."""
    step = 2 * math.pi / corners
    return _rounded(
        [((face + 0.5 + turn) * step, 1.0) for face in range(corners)], sharpness=sharpness
    )


def _wave(waves: int, depth: float) -> Outline:
    return lambda angle: 1 + depth * math.cos(waves * angle)


def _scallop(lobes: int, depth: float) -> Outline:
    return lambda angle: 1 - depth * (1 - abs(math.cos(lobes * angle / 2)))


def _fitted(outline: Outline) -> Outline:
    """The outline in the size that just fills the canvas."""
    points = polygon(outline)
    size = _REACH / max(max(abs(x), abs(y)) for x, y in points)
    return lambda angle: outline(angle) * size


_SHIELD = _rounded(
    [
        (0.0, 0.9),
        (math.pi / 2, 0.86),
        (-math.pi / 2, 0.86),
        (math.pi * 0.76, 0.82),
        (-math.pi * 0.76, 0.82),
    ],
    sharpness=18,
)

OUTLINES: tuple[Outline, ...] = tuple(
    _fitted(outline)
    for outline in (
        lambda _angle: 1.0,
        _regular(6, sharpness=22),
        _regular(8, sharpness=26, turn=0.5),
        _regular(4, sharpness=5, turn=0.5),
        _wave(12, 0.03),
        _scallop(20, 0.09),
        _regular(5, sharpness=18),
        _SHIELD,
    )
)

# The ribbon lies on a circle whose centre is far above the badge.
_BOW = 2.3
_BOW_CENTRE = 0.615 - _BOW
_HALF_HEIGHT = 0.155
_HALF_WIDTH = 0.33  # as an angle on the bow


def on_ribbon(x: float) -> Point:
    """The point of the ribbon's middle line at x."""
    return x, _BOW_CENTRE + math.sqrt(_BOW**2 - x**2)


def ribbon() -> list[Point]:
    return [*ribbon_edge(-1), *reversed(ribbon_edge(1))]


def ribbon_edge(side: int) -> list[Point]:
    """The upper (-1) or lower (1) edge, from left to right."""
    return _bow(-_HALF_WIDTH, _HALF_WIDTH, _BOW + side * _HALF_HEIGHT)


def ribbon_tail(side: int) -> list[Point]:
    """The end that shows behind the left (-1) or right (1) of the ribbon, with its notch."""
    inner, outer, notch, lift = 0.25, 0.415, 0.375, 0.09
    upper = _bow(inner, outer, _BOW - _HALF_HEIGHT - lift)
    lower = _bow(inner, outer, _BOW + _HALF_HEIGHT - lift)
    tail = [*upper, *_bow(notch, notch, _BOW - lift), *reversed(lower)]
    return [(side * x, y) for x, y in tail]


def ribbon_fold(side: int) -> list[Point]:
    """The dark triangle where the tail goes behind."""
    corners = [
        *_bow(0.25, 0.25, _BOW - _HALF_HEIGHT - 0.09),
        *_bow(_HALF_WIDTH, _HALF_WIDTH, _BOW - _HALF_HEIGHT),
        *_bow(0.25, 0.25, _BOW - _HALF_HEIGHT),
    ]
    return [(side * x, y) for x, y in corners]


def _bow(start: float, end: float, radius: float) -> list[Point]:
    steps = 48 if end > start else 0
    angles = [start + (end - start) * step / max(steps, 1) for step in range(steps + 1)]
    return [(math.sin(angle) * radius, _BOW_CENTRE + math.cos(angle) * radius) for angle in angles]

"""The picture in the middle: one of a few signs, light on dark, with a spot of the accent colour."""

from __future__ import annotations

import math
from collections.abc import Callable

from badges.artwork.canvas import Canvas, Point
from badges.artwork.palette import Colour, Palette
from badges.artwork.seed import Seed
from badges.artwork.shapes import star

Motif = Callable[[Canvas, Palette], None]
_MIDDLE = (0.0, -0.13)


def motif_of(family: Seed) -> Motif:
    return MOTIFS[family.pick("motif", len(MOTIFS))]


def _at(x: float, y: float) -> Point:
    return _MIDDLE[0] + x, _MIDDLE[1] + y


def _around(angle: float, distance: float) -> Point:
    return _at(math.sin(angle) * distance, -math.cos(angle) * distance)


def bars(canvas: Canvas, palette: Palette) -> None:
    """Columns that grow, and the line over them."""
    tops = (0.06, -0.06, -0.14)
    for x, top in zip((-0.25, 0.0, 0.25), tops, strict=True):
        _column(canvas, x=x, top=top, foot=0.3, colour=palette.paper, half_width=0.085)
    trend = [_at(-0.3, -0.1), _at(-0.08, -0.22), _at(0.06, -0.17), _at(0.3, -0.38)]
    canvas.stroke(trend, palette.accent, width=0.055)
    canvas.disc(trend[-1], 0.065, palette.accent)


def _column(
    canvas: Canvas, *, x: float, top: float, foot: float, colour: Colour, half_width: float
) -> None:
    left, right = x - half_width, x + half_width
    canvas.fill([_at(left, top), _at(right, top), _at(right, foot), _at(left, foot)], colour)


def network(canvas: Canvas, palette: Palette) -> None:
    """One in the middle, joined to six, joined to each other."""
    outer = [_around(math.pi * corner / 3, 0.33) for corner in range(6)]
    for here, there in zip(outer, outer[1:] + outer[:1], strict=True):
        canvas.stroke([here, there], palette.glow, width=0.03)
    for node in outer:
        canvas.stroke([_MIDDLE, node], palette.paper, width=0.04)
        canvas.disc(node, 0.085, palette.paper)
    canvas.disc(_MIDDLE, 0.145, palette.accent)


def book(canvas: Canvas, palette: Palette) -> None:
    """An open book with a star rising from it."""
    for side in (-1, 1):
        page = [
            _at(side * (0.02 + 0.38 * t), 0.02 - 0.11 * math.sin(math.pi * min(t * 1.15, 1)))
            for t in _steps(24)
        ]
        low = [(x, y + 0.31) for x, y in reversed(page)]
        canvas.fill([*page, *low], palette.paper)
        for row in (0.1, 0.185):
            canvas.stroke([(x, y + row) for x, y in page[5:20]], palette.glow, width=0.022)
    canvas.fill(star(_at(0, -0.25), 0.155), palette.accent)


def sprout(canvas: Canvas, palette: Palette) -> None:
    """Two leaves on a stem."""
    stem = [_at(0.03 * math.sin(3 * t), 0.36 - 0.5 * t) for t in _steps(24)]
    canvas.stroke(stem, palette.paper, width=0.055)
    canvas.fill(_leaf(_at(0.0, 0.02), angle=-0.95, length=0.47), palette.paper)
    canvas.fill(_leaf(_at(0.0, -0.08), angle=0.72, length=0.42), palette.accent)


def _leaf(foot: Point, *, angle: float, length: float) -> list[Point]:
    points: list[Point] = []
    for t in [*_steps(32), *reversed(_steps(32))]:
        side = 1 if len(points) <= 32 else -1
        along, across = length * t, side * 0.27 * length * math.sin(math.pi * t**0.85)
        x = along * math.sin(angle) + across * math.cos(angle)
        y = -along * math.cos(angle) + across * math.sin(angle)
        points.append((foot[0] + x, foot[1] + y))
    return points


def people(canvas: Canvas, palette: Palette) -> None:
    """Three people, one in front."""
    for side in (-1, 1):
        _person(canvas, _at(side * 0.27, -0.06), 0.105, palette.glow)
    _person(canvas, _at(0, -0.16), 0.145, palette.paper, edge=palette.night)
    canvas.fill(star(_at(0, 0.185), 0.095), palette.accent)


def _person(
    canvas: Canvas, head: Point, size: float, colour: Colour, *, edge: Colour | None = None
) -> None:
    if edge is not None:
        canvas.disc(head, size + 0.035, edge)
        canvas.fill(_shoulders(head, size, grow=0.035), edge)
    canvas.disc(head, size, colour)
    canvas.fill(_shoulders(head, size, grow=0.0), colour)


def _shoulders(head: Point, size: float, *, grow: float) -> list[Point]:
    width, top, height = 1.75 * size + grow, head[1] + 1.35 * size - grow, 1.6 * size
    arc = [
        (head[0] + math.cos(math.pi * t) * width, top + height * (1 - math.sin(math.pi * t)))
        for t in _steps(32)
    ]
    foot = top + 2.3 * size + grow
    return [(head[0] + width, foot), *arc, (head[0] - width, foot)]


def orbit(canvas: Canvas, palette: Palette) -> None:
    """Three orbits around a core."""
    for turn in range(3):
        angle = math.pi * turn / 3
        path = [
            _turned(0.16 * math.sin(a), 0.4 * math.cos(a), angle)
            for a in (2 * math.pi * t for t in _steps(120))
        ]
        canvas.line(path, palette.paper, width=0.036, closed=True)
        canvas.disc(_turned(0, -0.4 if turn else 0.4, angle), 0.06, palette.paper)
    canvas.disc(_MIDDLE, 0.12, palette.accent)


def _turned(x: float, y: float, angle: float) -> Point:
    return _at(x * math.cos(angle) - y * math.sin(angle), x * math.sin(angle) + y * math.cos(angle))


def compass(canvas: Canvas, palette: Palette) -> None:
    """A wind rose in its ring."""
    canvas.ring(_MIDDLE, 0.4, palette.glow, width=0.035)
    diagonal = [
        _turned(x - _MIDDLE[0], y - _MIDDLE[1], math.pi / 4)
        for x, y in star(_MIDDLE, 0.27, points=4, waist=0.32)
    ]
    canvas.fill(diagonal, palette.accent)
    canvas.fill(star(_MIDDLE, 0.44, points=4, waist=0.27), palette.paper)
    canvas.disc(_MIDDLE, 0.062, palette.night)


def heart(canvas: Canvas, palette: Palette) -> None:
    """Care, and the columns of a chart inside it."""
    outline = []
    for t in _steps(180):
        a = 2 * math.pi * t
        x = 16 * math.sin(a) ** 3
        y = 13 * math.cos(a) - 5 * math.cos(2 * a) - 2 * math.cos(3 * a) - math.cos(4 * a)
        outline.append(_at(x * 0.0268, 0.035 - y * 0.0268))
    canvas.fill(outline, palette.paper)
    columns = (
        (-0.15, 0.01, palette.day),
        (0.0, -0.06, palette.dusk),
        (0.15, -0.18, palette.ribbon),
    )
    for x, top, colour in columns:
        _column(canvas, x=x, top=top, foot=0.12, colour=colour, half_width=0.054)


def _steps(count: int) -> list[float]:
    return [step / count for step in range(count + 1)]


MOTIFS: tuple[Motif, ...] = (bars, network, book, sprout, people, orbit, compass, heart)

"""The band between frame and field, cut into cells: for levels of the badge, or for a learner's competencies.

A cell is a piece of the band along the silhouette, so that it fits every shape.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from badges.studio.geometry import Point
from badges.studio.palettes import Palette
from badges.studio.scene import Fill, Scene
from badges.studio.shapes import parallel

_OUTER, _INNER = 17.0, 35.0
_STEPS = 360
_WIDE, _NARROW = 7.0, 2.5  # gaps, in steps


def cells(shape: str, counts: Sequence[int], *, around: float = 0.0) -> list[list[list[Point]]]:
    """For each of some groups as many cells as it counts, clockwise from the top; wide gaps part the groups.

    With `around`, what lies so near to a cell is taken in with it, up to the middle of the gap to the next.
    """
    wide, narrow = _WIDE, _NARROW
    gaps = wide * len(counts) + narrow * sum(count - 1 for count in counts)
    share = (_STEPS - gaps) / len(counts)
    made, place = [], wide / 2
    for count in counts:
        length = share / count
        group = []
        for _cell in range(count):
            spread = narrow / 2 if around else 0.0
            group.append(
                _cell_between(shape, place - spread, place + length + spread, around=around)
            )
            place += length + narrow
        place += wide - narrow
        made.append(group)
    return made


def _cell_between(shape: str, start: float, end: float, *, around: float) -> list[Point]:
    outer, inside = parallel(shape, _OUTER - around), parallel(shape, _INNER + around)
    return [
        *(_at(outer, place) for place in _places(start, end)),
        *(_at(inside, place) for place in reversed(_places(start, end))),
    ]


def _places(start: float, end: float) -> list[float]:
    between = [float(step) for step in range(math.floor(start) + 1, math.ceil(end))]
    return [start, *between, end]


def _at(contour: Sequence[Point], place: float) -> Point:
    index, share = math.floor(place) % len(contour), place % 1
    (x1, y1), (x2, y2) = contour[index], contour[(index + 1) % len(contour)]
    return x1 + (x2 - x1) * share, y1 + (y2 - y1) * share


def lit(shape: str, palette: Palette, *, counts: Sequence[int], reached: Sequence[int]) -> Scene:
    """The cells of each group, as many of them shining as it reached."""
    parts: Scene = []
    quiet = palette.deep.towards(palette.accent, 0.3)
    for group, high in zip(cells(shape, counts), reached, strict=True):
        for number, cell in enumerate(group):
            parts.append(Fill((cell,), palette.accent if number < high else quiet))
    return parts

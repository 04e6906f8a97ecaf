"""A design as a scene: where everything stands.

From the top: the issuer's name along the rim, the icon in its halo, the title, the marks of level, the ribbon. Small
badges leave out what cannot be read: below 200 pixels the names, below 40 the ribbon and the marks as well.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache, partial
from typing import NamedTuple

from badges.studio import fonts, lettering, ornaments, ring
from badges.studio.colours import WHITE, Colour
from badges.studio.design import Design, Kind, Lettering, LevelStyle
from badges.studio.geometry import CENTRE, Contour, Point, circle, span_between
from badges.studio.icons import ICONS
from badges.studio.lettering import TextLine
from badges.studio.paths import flattened
from badges.studio.scene import Element, Fill, Line, Scene
from badges.studio.shapes import IS_ARCHED, inner

WITH_WORDS, WITH_RIBBON = 160, 40
"""Pixels from which on a badge has its words, and its ribbon."""

KINDS: dict[Kind, tuple[str, str]] = {
    Kind.MICRO_DEGREE: ("마이크로디그리", "MICRO-DEGREE"),
    Kind.MICRO_MAJOR: ("마이크로전공", "MICRO-MAJOR"),
    Kind.COURSE: ("교과목", "COURSE"),
    Kind.SKILL: ("역량", "SKILL"),
    Kind.RECORD: ("학습 기록", "RECORD"),
}
"""What the ribbon says in Korean and in English."""


class Cells(NamedTuple):
    """A ring's groups: how many cells each has, and how many of them shine."""

    counts: Sequence[int]
    reached: Sequence[int]


NO_CELLS = Cells((3, 3, 3), (0, 0, 0))

_BETWEEN = 19.0  # the titles in two languages
_MARGIN = 26.0  # between lettering and the field's edge
_FOOT = 414.0  # of the title, where a ribbon lies below it: its ends stand higher than its middle


def scene(design: Design, *, size: int = 600, cells: Cells = NO_CELLS) -> Scene:
    """Everything that is drawn of a design at a size in pixels; `cells` are those of a data-driven ring."""
    has_words = size >= WITH_WORDS and design.lettering is not Lettering.NONE
    parts = ornaments.frame(design)
    if design.level.style is LevelStyle.SEGMENTS:
        level = design.level
        parts += ring.lit(
            design.shape,
            design.palette,
            counts=[1] * level.of,
            reached=[int(place < level.reached) for place in range(level.of)],
        )
    elif design.ring:
        parts += ring.lit(design.shape, design.palette, counts=cells.counts, reached=cells.reached)
    if size < WITH_RIBBON:
        return parts + _icon(design, middle=(300, 300), side=330, width=2.1)
    if not has_words:
        return parts + _wordless(design)
    parts += _issuer(design)
    # The issuer's name stands low where a corner is on top.
    is_low = bool(design.issuer) and design.shape == "hexagon"
    middle, side = ((300, 199), 146) if is_low else ((300, 190), 158)
    parts += _icon(design, middle=middle, side=side, width=1.6)
    parts += [_text(line, design) for line in title_lines(design)]
    parts += ornaments.marks(
        design.level, design.palette, middle=(300, _marks_height(design)), size=13.5
    )
    return parts + _ribbon(design)


def _wordless(design: Design) -> Scene:
    """Icon, marks and, if there is one, an empty ribbon."""
    has_band = design.kind is not Kind.NONE and not design.ring
    middle = (300.0, 245.0 if has_band else 270.0)
    parts = _icon(design, middle=middle, side=250, width=1.9)
    if not has_band:
        return parts + ornaments.marks(design.level, design.palette, middle=(300, 455), size=25)
    parts += ornaments.ribbon(design.palette, "")
    on_band = replace(design.palette, accent=design.palette.on_accent)
    return parts + ornaments.marks(design.level, on_band, middle=(300, 476), size=21)


def title_lines(design: Design) -> list[TextLine]:
    """The title in place: Korean above English where both are wanted, the second half as large."""
    korean, english = design.title.ko, design.title.en
    both = design.lettering is Lettering.BOTH and korean != english
    top, bottom = 283.0, _title_foot(design)
    first = english if design.lettering is Lettering.ENGLISH else korean
    if not both:
        return _fit(first, design, top=top, bottom=bottom, largest=54)
    middle = top + (bottom - top) * 0.62
    upper = _fit(first, design, top=top, bottom=middle, largest=46, most_lines=2)
    lower = _fit(
        english,
        design,
        top=middle + 10,
        bottom=bottom,
        largest=23,
        most_lines=2,
        weight=fonts.MEDIUM,
    )
    return _packed(upper, lower, design, top=top, bottom=bottom)


def _packed(
    upper: list[TextLine], lower: list[TextLine], design: Design, *, top: float, bottom: float
) -> list[TextLine]:
    """Both texts as one group in the middle of their room, where they fit there as well."""
    if not upper or not lower:
        return upper + lower
    heights = [lines[-1].baseline - lines[0].top for lines in (upper, lower)]
    start = top + (bottom - top - sum(heights) - _BETWEEN) / 2
    down = start - upper[0].top
    up = start + heights[0] + _BETWEEN - lower[0].top
    moved = [each.moved(down) for each in upper] + [each.moved(up) for each in lower]
    room = room_of(design)
    if all(line.width <= room(line.top, line.baseline) for line in moved):
        return moved
    closer = min(0.0, upper[-1].baseline + _BETWEEN - lower[0].top)
    return upper + [each.moved(closer) for each in lower]


def _fit(
    text: str,
    design: Design,
    *,
    top: float,
    bottom: float,
    largest: int,
    most_lines: int = 3,
    weight: int = fonts.BOLD,
) -> list[TextLine]:
    area = lettering.Area(CENTRE[0], top, bottom, room_of(design))
    return lettering.fitted(
        text, area, largest=largest, smallest=9, most_lines=most_lines, weight=weight
    )


def room_of(design: Design) -> lettering.Room:
    """How wide a line between two heights may be, so that it keeps off the edge."""
    return partial(_room, design.shape, ornaments.frame_of(design))


def _room(shape: str, frame: float, top: float, bottom: float) -> float:
    # To whole units outwards: the same few heights are asked for again and again.
    return _room_between(shape, frame, math.floor(top), math.ceil(bottom))


@lru_cache(maxsize=4096)
def _room_between(shape: str, frame: float, top: int, bottom: int) -> float:
    left, right = span_between(inner(shape, frame), top, bottom)
    return max(0.0, 2 * min(CENTRE[0] - left, right - CENTRE[0]) - 2 * _MARGIN)


def _has_marks(design: Design) -> bool:
    return design.level.style in (LevelStyle.STARS, LevelStyle.CHEVRONS)


def _marks_height(design: Design) -> float:
    return 421.0 if design.kind is not Kind.NONE else 472.0


def _title_foot(design: Design) -> float:
    if design.kind is Kind.NONE:
        return 438.0 if _has_marks(design) else 480.0
    return _FOOT - (18.0 if _has_marks(design) else 0.0)


def _text(line: TextLine, design: Design) -> Element:
    return Fill(lettering.outlines(line), design.palette.ink)


def _issuer(design: Design) -> Scene:
    """Along the rim of what is round, straight in the others."""
    name = design.issuer
    if not name:
        return []
    palette = design.palette
    if design.shape in IS_ARCHED:
        rim = ornaments.frame_of(design) - 30
        radius = (216.0 if design.shape in ("circle", "octagon") else 205.0) - rim
        letters = lettering.along_arc(
            name, centre=CENTRE, radius=radius, size=22, weight=fonts.MEDIUM, tracking=0.14
        )
        return [Fill(letters, palette.accent)]
    top = (
        ornaments.frame_of(design) - 30 + {"hexagon": 92.0, "shield": 82.0}.get(design.shape, 66.0)
    )
    area = lettering.Area(CENTRE[0], top, top + 20, room_of(design))
    lines = lettering.fitted(name, area, largest=23, smallest=9, weight=fonts.MEDIUM, most_lines=1)
    return [Fill(lettering.outlines(line), palette.accent) for line in lines]


def _ribbon(design: Design) -> Scene:
    if design.kind is Kind.NONE:
        return []
    korean, english = KINDS[design.kind]
    words = english if design.lettering is Lettering.ENGLISH else korean
    if not design.ring:
        return ornaments.ribbon(design.palette, words)
    # A ribbon would lie over the ring, and hide what somebody has achieved.
    area = lettering.Area(CENTRE[0], 462, 486, room_of(design))
    lines = lettering.fitted(words, area, largest=26, smallest=9, most_lines=1)
    return [Fill(lettering.outlines(line), design.palette.accent) for line in lines]


def _icon(design: Design, *, middle: Point, side: float, width: float) -> Scene:
    """The icon in a halo; `width` of its lines on its grid of 24."""
    palette, icon = design.palette, ICONS[design.icon]
    is_dark = palette.ink.luminance > palette.top.luminance
    light, opacity = (WHITE, 0.10) if is_dark else (palette.deep, 0.06)
    parts: Scene = [Fill((circle(middle, side * 0.66),), light, opacity)]
    parts += _drawn(icon.main, palette.ink, middle=middle, side=side, width=width)
    return parts + _drawn(icon.accent, palette.accent, middle=middle, side=side, width=width)


def _drawn(
    data: tuple[str, ...], ink: Colour, *, middle: Point, side: float, width: float
) -> Scene:
    scale = side / 24
    parts: Scene = []
    for each in data:
        kind, *numbers = each.split(" ")
        if kind == ".":
            x, y, radius = (float(number) for number in numbers)
            dot = circle(_placed((x, y), middle, scale), (radius + width / 3) * scale, steps=60)
            parts.append(Fill((dot,), ink))
            continue
        paths = tuple([_placed(point, middle, scale) for point in path] for path in _paths(each))
        parts.append(Line(paths, ink, width * scale))
    return parts


def _paths(data: str) -> tuple[Contour, ...]:
    kind, *numbers = data.split(" ")
    if kind == "o":
        x, y, radius = (float(number) for number in numbers)
        ring_ = circle((x, y), radius, steps=90)
        return ([*ring_, ring_[0]],)
    if kind == "r":
        return flattened(_rectangle(*(float(number) for number in numbers)))
    return flattened(data)


def _rectangle(x: float, y: float, width: float, height: float, corner: float = 2.2) -> str:
    right, foot = x + width, y + height
    return (
        f"M{x + corner} {y}H{right - corner}Q{right} {y} {right} {y + corner}V{foot - corner}"
        f"Q{right} {foot} {right - corner} {foot}H{x + corner}Q{x} {foot} {x} {foot - corner}"
        f"V{y + corner}Q{x} {y} {x + corner} {y}Z"
    )


def _placed(point: Point, middle: Point, scale: float) -> Point:
    return middle[0] + (point[0] - 12) * scale, middle[1] + (point[1] - 12) * scale

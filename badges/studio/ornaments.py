"""The parts of a badge beside its icon and words: frame, engraving, ribbon and marks of level."""

from __future__ import annotations

import math

from badges.studio import fonts
from badges.studio.colours import BLACK, WHITE, Colour
from badges.studio.design import Design, Level, LevelStyle, Pattern
from badges.studio.geometry import CENTRE, SIZE, Contour, Point, arc, circle, polar, star
from badges.studio.lettering import along_arc
from badges.studio.palettes import Palette
from badges.studio.scene import Element, Fill, Gradient, Line, Scene
from badges.studio.shapes import edge, inner, outline

_FRAME, _FRAME_WITH_BAND = 30.0, 40.0

_BOW_RADIUS = 1500.0
_BOW_MIDDLE = 479.0
_BOW_CENTRE: Point = (CENTRE[0], _BOW_MIDDLE - _BOW_RADIUS)
_RIBBON = 31.0  # half its height
_RIBBON_ANGLE = 0.158
_DROP = 17.0


def frame_of(design: Design) -> float:
    """From the silhouette to the field: more where a band of cells lies between them."""
    has_band = design.ring or design.level.style is LevelStyle.SEGMENTS
    return _FRAME_WITH_BAND if has_band else _FRAME


def frame(design: Design) -> Scene:
    """Dark edge, metal, dark groove and the field."""
    palette, shape, width = design.palette, design.shape, frame_of(design)
    metal = Gradient((90, 40), (510, 560), _metal(palette.accent))
    field = Gradient((200, 20), (400, 580), (palette.top, palette.bottom))
    return [
        Fill((outline(shape),), palette.deep),
        *_lace(shape, metal),
        Fill((inner(shape, 5),), metal),
        Fill((inner(shape, 16 if width == _FRAME else 13),), palette.deep),
        Fill((inner(shape, width),), field),
        *_engraving(design),
        Line((inner(shape, width + 9),), palette.accent, 2.2, closed=True, opacity=0.75),
    ]


def _lace(shape: str, metal: Gradient) -> Scene:
    """The waves around a form that is round inside, and the shadow that its rim throws on them."""
    if edge(shape, 5) == inner(shape, 5):
        return []
    return [
        Fill((edge(shape, 5),), metal),
        Fill((inner(shape, 2),), BLACK, 0.5),
    ]


def _metal(accent: Colour) -> tuple[Colour, ...]:
    light, dark = accent.towards(WHITE, 0.55), accent.towards(BLACK, 0.28)
    return (light, accent, dark, accent, light.towards(accent, 0.4), dark)


def _engraving(design: Design) -> list[Element]:
    """Fine lines or light in the field, as on a certificate; only ever quiet."""
    palette = design.palette
    clip = inner(design.shape, frame_of(design))
    is_dark = palette.ink.luminance > palette.top.luminance
    light = WHITE if is_dark else palette.deep
    if design.pattern is Pattern.RAYS:
        wedges = tuple(
            _wedge(2 * math.pi * (place + 0.25) / 24, math.pi / 24) for place in range(24)
        )
        return [Fill(wedges, light, 0.055 if is_dark else 0.04, clip)]
    if design.pattern is Pattern.FACETS:
        return [
            Fill(
                ([(300, 0), (600, 0), (600, 600), (300, 600)],),
                BLACK,
                0.10 if is_dark else 0.035,
                clip,
            ),
            Fill(([(300, 225), (-40, -20), (640, -20)],), light, 0.07 if is_dark else 0.04, clip),
        ]
    if design.pattern is Pattern.PLAIN:
        return []
    lines: dict[Pattern, list[Contour]] = {
        Pattern.RINGS: [circle(_HEART, radius) for radius in range(140, 470, 22)],
        Pattern.ROSETTE: [_rosette(turn) for turn in range(3)],
        Pattern.GRID: _grid(),
    }
    closed = design.pattern is not Pattern.GRID
    return [
        Line(
            tuple(lines[design.pattern]),
            light,
            1.8,
            closed=closed,
            opacity=0.17 if is_dark else 0.13,
            clip=clip,
        )
    ]


_HEART: Point = (300.0, 205.0)


def _wedge(angle: float, width: float) -> list[Point]:
    return [_HEART, polar(_HEART, angle - width / 2, 520), polar(_HEART, angle + width / 2, 520)]


def _rosette(turn: int) -> list[Point]:
    return [
        polar(CENTRE, angle, 205 + 34 * math.cos(14 * angle + 2 * math.pi * turn / 3))
        for angle in (2 * math.pi * step / 360 for step in range(360))
    ]


def _grid() -> list[Contour]:
    return [
        [(start, 0.0), (start + slope * SIZE, SIZE)]
        for slope in (1, -1)
        for start in range(-600, 1201, 34)
    ]


def ribbon(palette: Palette, words: str) -> Scene:
    """A bowed band across the badge with its two ends behind it, and what it says."""
    band = palette.accent
    shade = Gradient(
        (300, 440), (300, 520), (band.towards(WHITE, 0.22), band, band.towards(BLACK, 0.12))
    )
    parts: Scene = []
    for side in (-1, 1):
        parts += [
            Fill((_mirrored(_tail(), side),), band.towards(BLACK, 0.3)),
            Fill((_mirrored(_fold(), side),), palette.deep),
        ]
    parts.append(Fill((_band(_RIBBON + 3.5),), palette.deep, 0.55))
    parts.append(Fill((_band(_RIBBON),), shade))
    for side in (-1, 1):
        line = _bow(_BOW_RADIUS + side * (_RIBBON - 5.5), -_RIBBON_ANGLE, _RIBBON_ANGLE)
        parts.append(Line((line,), palette.on_accent, 1.6, opacity=0.45))
    if not words:
        return parts
    size, tracking = _ribbon_size(words)
    # Letters on the band hang from its centre above: read with their feet away from it.
    letters = along_arc(
        words,
        centre=_BOW_CENTRE,
        radius=_BOW_RADIUS + size * 0.365,
        size=size,
        weight=fonts.BOLD,
        tracking=tracking,
        at=math.pi,
        inward=True,
    )
    return [*parts, Fill(letters, palette.on_accent)]


def _ribbon_size(words: str) -> tuple[float, float]:
    """The largest size at which the words fit between the ends of the band, and the space between letters."""
    tracking = 0.16 if words.isascii() else 0.1
    room = 2 * _RIBBON_ANGLE * _BOW_RADIUS - 60
    length = fonts.width(words, weight=fonts.BOLD, tracking=tracking)
    return min(36.0, room / length), tracking


def _bow(radius: float, start: float, end: float) -> list[Point]:
    """Part of a circle about the band's centre, from left to right; angles from straight down."""
    return arc(_BOW_CENTRE, radius, start=math.pi - start, end=math.pi - end, steps=24)


def _band(half: float) -> list[Point]:
    reach = _RIBBON_ANGLE
    upper = _bow(_BOW_RADIUS - half, -reach, reach)
    lower = _bow(_BOW_RADIUS + half, -reach, reach)
    return [*upper, *reversed(lower)]


def _tail() -> list[Point]:
    near, far, notch = 0.122, 0.19, 0.176
    radius = _BOW_RADIUS - _DROP
    upper, lower = _bow(radius - _RIBBON, near, far), _bow(radius + _RIBBON, near, far)
    return [*upper, *_bow(radius, notch, notch)[:1], *reversed(lower)]


def _fold() -> list[Point]:
    top = _bow(_BOW_RADIUS - _RIBBON, 0.122, _RIBBON_ANGLE)
    behind = _bow(_BOW_RADIUS - _DROP - _RIBBON, 0.122, 0.123)[0]
    return [behind, top[-1], top[0]]


def _mirrored(points: list[Point], side: int) -> list[Point]:
    if side > 0:
        return points
    return [(SIZE - x, y) for x, y in reversed(points)]


def marks(level: Level, palette: Palette, *, middle: Point, size: float) -> Scene:
    """A row of stars or chevrons: those that are reached full, the others as an outline."""
    if level.style not in (LevelStyle.STARS, LevelStyle.CHEVRONS):
        return []
    parts: Scene = []
    step = size * 2.5
    for place in range(level.of):
        x = middle[0] + (place - (level.of - 1) / 2) * step
        is_reached = place < level.reached
        if level.style is LevelStyle.CHEVRONS:
            points = [
                (x - size * 0.9, middle[1] + size * 0.45),
                (x, middle[1] - size * 0.45),
                (x + size * 0.9, middle[1] + size * 0.45),
            ]
            parts.append(
                Line((points,), palette.accent, size * 0.5, opacity=1 if is_reached else 0.3)
            )
        elif is_reached:
            parts.append(Fill((star((x, middle[1] + size * 0.06), size),), palette.accent))
        else:
            hollow = star((x, middle[1] + size * 0.06), size * 0.82)
            parts.append(Line((hollow,), palette.accent, size * 0.16, closed=True, opacity=0.6))
    return parts

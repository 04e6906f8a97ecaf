"""Badge images drawn by code: no designer, no fonts and no downloads between a new program and its badge.

The same code always gives the same bytes. The part of the code before its last hyphen is the family: it decides the
silhouette, the colours and the motif, so that `SSDO-F` and `SSDO-A` belong together; the whole code decides the
engraving and the level decides the metal and the number of stars. There is no lettering: text is unreadable at 64
pixels, and the name stands beside the badge wherever it is shown.
"""

from __future__ import annotations

import math

from badges.artwork import motifs, shapes
from badges.artwork.canvas import Canvas
from badges.artwork.encoding import png
from badges.artwork.palette import Metal, Palette, metal_of, palette_of
from badges.artwork.seed import Seed

SIZE = 600
MAX_LEVEL = 5
STRANDS = 3
_FIELD = 0.845  # of the silhouette's size: what the metal rim leaves
_MEDALLION = 0.55


def draw(code: str, *, title: str = "", level: int = 1) -> bytes:
    """A square PNG of SIZE pixels, transparent outside the badge.

    `title` goes into the PNG's own `Title` field. Raises ValueError for an empty code or
    a level that is not 1 to MAX_LEVEL.
    """
    if not code or not 1 <= level <= MAX_LEVEL:
        raise ValueError(f"a badge needs a code and a level from 1 to {MAX_LEVEL}")
    family, member = Seed.of_family(code), Seed.of(code)
    palette, metal = palette_of(family), metal_of(level)
    outline = shapes.outline_of(family)
    canvas = Canvas(SIZE)
    _rim(canvas, outline, palette=palette, metal=metal)
    _engraving(canvas, outline, palette=palette, member=member)
    _medallion(canvas, palette=palette, metal=metal)
    motifs.motif_of(family)(canvas, palette)
    _ribbon(canvas, palette=palette, metal=metal, level=level)
    return png(canvas.finished(), title=title)


def _rim(canvas: Canvas, outline: shapes.Outline, *, palette: Palette, metal: Metal) -> None:
    canvas.fill(shapes.polygon(outline), palette.night)
    canvas.shade(
        shapes.polygon(outline, scale=0.975), (metal.light, metal.dark, metal.light, metal.dark)
    )
    canvas.fill(shapes.polygon(outline, scale=_FIELD + 0.02), palette.night)
    canvas.shade(shapes.polygon(outline, scale=_FIELD), (palette.day, palette.dusk))


def _engraving(canvas: Canvas, outline: shapes.Outline, *, palette: Palette, member: Seed) -> None:
    """Guilloche lines as on a certificate; how they run is the whole code's."""
    field = shapes.polygon(outline, scale=_FIELD - 0.035)
    canvas.line(field, palette.glow, width=0.008, closed=True)
    petals = 10 + 2 * member.pick("petals", 6)
    swing = 0.06 + 0.015 * member.pick("swing", 4)
    curves = [
        shapes.rosette(petals, radius=0.70, swing=swing, phase=2 * math.pi * strand / STRANDS)
        for strand in range(STRANDS)
    ]
    canvas.engrave(curves, palette.glow, width=0.007, inside=field)


def _medallion(canvas: Canvas, *, palette: Palette, metal: Metal) -> None:
    centre = (0.0, -0.1)
    canvas.disc(centre, _MEDALLION + 0.035, palette.night)
    canvas.shade(shapes.circle(centre, _MEDALLION + 0.022), (metal.light, metal.dark))
    canvas.shade(shapes.circle(centre, _MEDALLION - 0.012), (palette.dusk, palette.night))


def _ribbon(canvas: Canvas, *, palette: Palette, metal: Metal, level: int) -> None:
    for side in (-1, 1):
        canvas.fill(shapes.ribbon_tail(side), palette.ribbon_dark)
        canvas.fill(shapes.ribbon_fold(side), palette.night)
    canvas.shade(shapes.ribbon(), (palette.ribbon, palette.ribbon_dark))
    canvas.line(shapes.ribbon_edge(-1), metal.light, width=0.012)
    canvas.line(shapes.ribbon_edge(1), metal.light, width=0.012)
    for star in range(level):
        x = (star - (level - 1) / 2) * 0.24
        canvas.fill(shapes.star(shapes.on_ribbon(x), 0.108), palette.paper)

"""A badge's picture with the levels that its holder reached, fast enough to be made for each of thousands.

Everything slow is done once for a badge: the picture with a quiet ring, the same with a shining one, and which cell
each pixel belongs to are kept as one PNG, a sheet of three pictures above each other under one palette. A holder's
picture takes each cell from the upper or the middle one; nothing is drawn any more, so that it is the same pixels
on every machine.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import lru_cache

from PIL import Image, ImageDraw, PngImagePlugin

from badges.artwork.encoding import with_palette
from badges.studio import raster, ring
from badges.studio.composing import Cells, scene
from badges.studio.design import Design
from badges.studio.geometry import SIZE

MOST_GROUPS, MOST_CELLS = 8, 8
_SIDE = int(SIZE)


def counts_of(levels: Sequence[int]) -> tuple[int, ...]:
    """How many cells each competency gets, by its number of levels; those without two levels get none."""
    return tuple(count for count in levels if 2 <= count <= MOST_CELLS)[:MOST_GROUPS]


def sheet(design: Design, *, counts: Sequence[int]) -> bytes:
    """What `picture` puts pictures together from; takes some seconds."""
    pair = Image.new("RGBA", (_SIDE, 3 * _SIDE))
    for place, reached in enumerate(([0] * len(counts), counts)):
        drawn = raster.raster(scene(design, cells=Cells(counts, reached)), size=_SIDE)
        pair.paste(drawn, (0, place * _SIDE))
    made = with_palette(pair)
    labels = Image.new("L", (_SIDE, _SIDE))
    pen = ImageDraw.Draw(labels)
    for group, cells in enumerate(ring.cells(design.shape, counts, around=4.0)):
        for number, cell in enumerate(cells):
            pen.polygon(list(cell), fill=_label(group, number))
    made.paste(Image.frombytes("P", labels.size, labels.tobytes()), (0, 2 * _SIDE))
    texts = PngImagePlugin.PngInfo()
    texts.add_itxt("Title", design.alt.both)
    out = io.BytesIO()
    made.save(out, "PNG", optimize=True, pnginfo=texts)
    return out.getvalue()


@lru_cache(maxsize=128)
def picture(sheet: bytes, reached: tuple[int, ...]) -> bytes:
    """The picture of a holder who reached so many cells of each group, as a PNG."""
    quiet, shining, labels, title = _opened(sheet)
    is_lit = [0] * 256
    for group, high in enumerate(reached[:MOST_GROUPS]):
        for number in range(min(high, MOST_CELLS)):
            is_lit[_label(group, number)] = 255
    made = quiet.copy()
    made.paste(shining, (0, 0), labels.point(is_lit))
    texts = PngImagePlugin.PngInfo()
    if title:
        texts.add_itxt("Title", title)
    out = io.BytesIO()
    made.save(out, "PNG", compress_level=6, pnginfo=texts)
    return out.getvalue()


@lru_cache(maxsize=8)
def _opened(data: bytes) -> tuple[Image.Image, Image.Image, Image.Image, str]:
    with Image.open(io.BytesIO(data), formats=["PNG"]) as image:
        image.load()
        title = str(image.info.get("Title", ""))
        parts = [image.crop((0, top, _SIDE, top + _SIDE)) for top in (0, _SIDE, 2 * _SIDE)]
    labels = Image.frombytes("L", (_SIDE, _SIDE), parts[2].tobytes())
    return parts[0], parts[1], labels, title


def _label(group: int, number: int) -> int:
    return 1 + group * MOST_CELLS + number

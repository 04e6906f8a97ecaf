"""Badge art from data: a design is chosen, checked, and drawn as SVG and PNG from one geometry. No Django in here."""

from __future__ import annotations

from badges.artwork.encoding import png as encoded
from badges.studio import composing, raster, svg
from badges.studio.design import Design


def draw_svg(design: Design, *, size: int = 600) -> bytes:
    """The drawing for a size in pixels; below some sizes parts are left out (see `composing`)."""
    return svg.svg(composing.scene(design, size=size), title=design.alt.both)


def draw_png(design: Design, *, size: int = 600) -> bytes:
    """The same as a PNG with a palette, transparent outside of the badge."""
    return encoded(
        raster.raster(composing.scene(design, size=size), size=size), title=design.alt.both
    )

"""Badge art from data: a design is chosen, checked, and drawn as SVG and PNG from one geometry. No Django in here."""

from __future__ import annotations

from badges.artwork.encoding import png as encoded
from badges.studio import composing, raster, svg
from badges.studio.design import Design
from badges.studio.scene import Scene


def draw_svg(design: Design, *, size: int = 600) -> bytes:
    """The drawing for a size in pixels; below some sizes parts are left out (see `composing`)."""
    return as_svg(composing.scene(design, size=size), design)


def draw_png(design: Design, *, size: int = 600) -> bytes:
    """The same as a PNG with a palette, transparent outside of the badge."""
    return as_png(composing.scene(design, size=size), design, size=size)


def as_svg(scene: Scene, design: Design) -> bytes:
    """A scene that was composed of a design, with its alternative text."""
    return svg.svg(scene, title=design.alt.both)


def as_png(scene: Scene, design: Design, *, size: int = 600) -> bytes:
    """The same as a PNG."""
    return encoded(raster.raster(scene, size=size), title=design.alt.both)

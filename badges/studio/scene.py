"""What a badge is made of, before it becomes SVG or pixels: filled contours and lines, from the back to the front."""

from __future__ import annotations

from dataclasses import dataclass

from badges.studio.colours import Colour
from badges.studio.geometry import Contour, Point


@dataclass(frozen=True, slots=True)
class Gradient:
    """Colours at equal distances from one point to another."""

    start: Point
    end: Point
    colours: tuple[Colour, ...]


Paint = Colour | Gradient


@dataclass(frozen=True, slots=True)
class Fill:
    """Contours filled by the nonzero rule; `clip` is a contour outside of which nothing is painted."""

    contours: tuple[Contour, ...]
    paint: Paint
    opacity: float = 1.0
    clip: Contour | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """Lines of one width with round ends and joints."""

    paths: tuple[Contour, ...]
    colour: Colour
    width: float
    closed: bool = False
    opacity: float = 1.0
    clip: Contour | None = None


Element = Fill | Line
Scene = list[Element]

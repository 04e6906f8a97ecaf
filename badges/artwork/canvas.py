"""A square to paint on in units of its half: x to the right, y down, from -1 to 1."""

from __future__ import annotations

from collections.abc import Sequence

from PIL import Image, ImageDraw

from badges.artwork.palette import Colour

Point = tuple[float, float]
Points = Sequence[Point]
_OVERSAMPLING = 3


class Canvas:
    """Painted three times as large as wanted and made smaller at the end: Pillow draws no smooth edges itself."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._side = size * _OVERSAMPLING
        self._image = Image.new("RGBA", (self._side, self._side))

    def fill(self, points: Points, colour: Colour) -> None:
        ImageDraw.Draw(self._image).polygon(self._pixels(points), fill=(*colour, 255))

    def disc(self, centre: Point, radius: float, colour: Colour) -> None:
        (x, y), reach = self._pixel(centre), radius * self._side / 2
        box = (x - reach, y - reach, x + reach, y + reach)
        ImageDraw.Draw(self._image).ellipse(box, fill=(*colour, 255))

    def ring(self, centre: Point, radius: float, colour: Colour, *, width: float) -> None:
        (x, y), reach = self._pixel(centre), (radius + width / 2) * self._side / 2
        box = (x - reach, y - reach, x + reach, y + reach)
        stroke = round(width * self._side / 2)
        ImageDraw.Draw(self._image).ellipse(box, outline=(*colour, 255), width=stroke)

    def shade(self, points: Points, colours: Sequence[Colour]) -> None:
        """Fill from top to bottom through the colours."""
        pixels = self._pixels(points)
        top, bottom = min(y for _, y in pixels), max(y for _, y in pixels)
        mask = Image.new("L", self._image.size)
        ImageDraw.Draw(mask).polygon(pixels, fill=255)
        self._image.paste(self._gradient(colours, top=top, bottom=bottom), mask=mask)

    def line(
        self,
        points: Points,
        colour: Colour,
        *,
        width: float,
        closed: bool = False,
        inside: Points | None = None,
    ) -> None:
        """A line through the points; with `inside`, only what falls into that shape."""
        pixels = self._pixels([*points, points[0]] if closed else points)
        mask = Image.new("L", self._image.size)
        ImageDraw.Draw(mask).line(
            pixels, fill=255, width=max(1, round(width * self._side / 2)), joint="curve"
        )
        if inside is not None:
            limit = Image.new("L", self._image.size)
            ImageDraw.Draw(limit).polygon(self._pixels(inside), fill=255)
            mask = Image.composite(mask, Image.new("L", mask.size), limit)
        self._image.paste((*colour, 255), mask=mask)

    def stroke(self, points: Points, colour: Colour, *, width: float) -> None:
        """A line with round ends and joints."""
        self.line(points, colour, width=width)
        for point in points:
            self.disc(point, width / 2, colour)

    def finished(self) -> Image.Image:
        return self._image.reduce(_OVERSAMPLING)

    def _gradient(self, colours: Sequence[Colour], *, top: float, bottom: float) -> Image.Image:
        column = Image.new("RGBA", (1, self._side))
        for y in range(self._side):
            place = min(max((y - top) / (bottom - top), 0), 1) * (len(colours) - 1)
            index = min(int(place), len(colours) - 2)
            column.putpixel(
                (0, y), (*_between(colours[index], colours[index + 1], place - index), 255)
            )
        return column.resize(self._image.size)

    def _pixel(self, point: Point) -> Point:
        return (point[0] + 1) * self._side / 2, (point[1] + 1) * self._side / 2

    def _pixels(self, points: Points) -> list[Point]:
        return [self._pixel(point) for point in points]


def _between(start: Colour, end: Colour, share: float) -> Colour:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(start, end, strict=True))
    return red, green, blue

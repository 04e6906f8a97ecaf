"""A square to paint on in units of its half: x to the right, y down, from -1 to 1."""

from __future__ import annotations

from collections.abc import Sequence

from PIL import Image, ImageChops, ImageDraw

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
        box = self._box(pixels)
        mask = self._mask(pixels, box=box)
        self._image.paste(_gradient(colours, size=mask.size), box[:2], mask)

    def line(self, points: Points, colour: Colour, *, width: float, closed: bool = False) -> None:
        pen = ImageDraw.Draw(self._image)
        self._draw_line(pen, points, fill=(*colour, 255), width=width, closed=closed)

    def engrave(
        self, curves: Sequence[Points], colour: Colour, *, width: float, inside: Points
    ) -> None:
        """Closed curves, as far as they fall into a shape."""
        lines = Image.new("L", self._image.size)
        for curve in curves:
            self._draw_line(ImageDraw.Draw(lines), curve, fill=255, width=width, closed=True)
        pixels = self._pixels(inside)
        box = self._box(pixels)
        limit = self._mask(pixels, box=box)
        self._image.paste((*colour, 255), box, ImageChops.darker(lines.crop(box), limit))

    def stroke(self, points: Points, colour: Colour, *, width: float) -> None:
        """A line with round ends and joints."""
        self.line(points, colour, width=width)
        for point in points:
            self.disc(point, width / 2, colour)

    def finished(self) -> Image.Image:
        return self._image.reduce(_OVERSAMPLING)

    def _draw_line(
        self,
        pen: ImageDraw.ImageDraw,
        points: Points,
        *,
        fill: int | tuple[int, int, int, int],
        width: float,
        closed: bool,
    ) -> None:
        pixels = self._pixels([*points, points[0]] if closed else points)
        pen.line(pixels, fill=fill, width=max(1, round(width * self._side / 2)), joint="curve")

    def _box(self, pixels: Points) -> tuple[int, int, int, int]:
        """What of the image a shape can touch: painting less than the whole is most of the speed."""
        xs, ys = [x for x, _ in pixels], [y for _, y in pixels]
        left, top = max(int(min(xs)), 0), max(int(min(ys)), 0)
        right, bottom = min(int(max(xs)) + 2, self._side), min(int(max(ys)) + 2, self._side)
        return left, top, right, bottom

    def _mask(self, pixels: Points, *, box: tuple[int, int, int, int]) -> Image.Image:
        mask = Image.new("L", (box[2] - box[0], box[3] - box[1]))
        ImageDraw.Draw(mask).polygon([(x - box[0], y - box[1]) for x, y in pixels], fill=255)
        return mask

    def _pixel(self, point: Point) -> Point:
        return (point[0] + 1) * self._side / 2, (point[1] + 1) * self._side / 2

    def _pixels(self, points: Points) -> list[Point]:
        return [self._pixel(point) for point in points]


def _gradient(colours: Sequence[Colour], *, size: tuple[int, int]) -> Image.Image:
    column = Image.new("RGBA", (1, size[1]))
    for y in range(size[1]):
        place = y / size[1] * (len(colours) - 1)
        index = min(int(place), len(colours) - 2)
        column.putpixel((0, y), (*_between(colours[index], colours[index + 1], place - index), 255))
    return column.resize(size, Image.Resampling.NEAREST)


def _between(start: Colour, end: Colour, share: float) -> Colour:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(start, end, strict=True))
    return red, green, blue

"""A scene as pixels, painted larger than wanted and made smaller at the end: Pillow draws no smooth edges itself."""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import pairwise

from PIL import Image, ImageChops, ImageDraw

from badges.studio.colours import Colour
from badges.studio.geometry import SIZE, Contour, area
from badges.studio.scene import Fill, Gradient, Line, Scene

_Box = tuple[int, int, int, int]
_FINEST = 1800
_NEUTRAL = 128


def raster(scene: Scene, *, size: int) -> Image.Image:
    """The scene as an RGBA image of `size` pixels, transparent where nothing is painted."""
    fine = max(3, min(8, _FINEST // size))
    side = size * fine
    colours, cover = Image.new("RGB", (side, side)), Image.new("L", (side, side))
    for element in scene:
        _paint(colours, cover, element, scale=side / SIZE)
    colours.putalpha(cover)
    return colours.reduce(fine)


def _paint(colours: Image.Image, cover: Image.Image, element: Fill | Line, *, scale: float) -> None:
    contours = element.contours if isinstance(element, Fill) else element.paths
    scaled = [[(x * scale, y * scale) for x, y in each] for each in contours if len(each) > 1]
    grow = element.width * scale / 2 + 1 if isinstance(element, Line) else 0.0
    box = _box(scaled, grow=grow, side=cover.width)
    if box is None:
        return
    if isinstance(element, Fill):
        mask, paint = _filled(scaled, box), element.paint
    else:
        mask, paint = _drawn(scaled, box, element, scale=scale), element.colour
    if element.clip is not None:
        clip = [[(x * scale, y * scale) for x, y in element.clip]]
        mask = ImageChops.darker(mask, _filled(clip, box))
    if element.opacity < 1:
        mask = mask.point([round(value * element.opacity) for value in range(256)])
    ink = paint if isinstance(paint, Colour) else _shaded(paint, box, scale=scale)
    colours.paste(ink, box, mask)
    cover.paste(ImageChops.lighter(cover.crop(box), mask), box)


def _box(contours: Iterable[Contour], *, grow: float, side: int) -> _Box | None:
    points = [point for each in contours for point in each]
    if not points:
        return None
    xs, ys = [x for x, _ in points], [y for _, y in points]
    left, top = max(math.floor(min(xs) - grow), 0), max(math.floor(min(ys) - grow), 0)
    right = min(math.ceil(max(xs) + grow) + 1, side)
    bottom = min(math.ceil(max(ys) + grow) + 1, side)
    return (left, top, right, bottom) if right > left and bottom > top else None


def _filled(contours: list[list[tuple[float, float]]], box: _Box) -> Image.Image:
    """By the nonzero rule: letters of a variable font overlap themselves."""
    if len(contours) == 1:
        return _polygon(contours[0], box, fill=255)
    winding = Image.new("L", (box[2] - box[0], box[3] - box[1]), _NEUTRAL)
    for contour in contours:
        own = _box([contour], grow=0, side=1 << 20)
        if own is None:
            continue
        own = (max(own[0], box[0]), max(own[1], box[1]), min(own[2], box[2]), min(own[3], box[3]))
        if own[2] <= own[0] or own[3] <= own[1]:
            continue
        place = (own[0] - box[0], own[1] - box[1], own[2] - box[0], own[3] - box[1])
        change = ImageChops.add if area(contour) > 0 else ImageChops.subtract
        winding.paste(change(winding.crop(place), _polygon(contour, own, fill=1)), place)
    return winding.point([0 if value == _NEUTRAL else 255 for value in range(256)])


def _polygon(contour: list[tuple[float, float]], box: _Box, *, fill: int) -> Image.Image:
    mask = Image.new("L", (box[2] - box[0], box[3] - box[1]))
    ImageDraw.Draw(mask).polygon([(x - box[0], y - box[1]) for x, y in contour], fill=fill)
    return mask


def _drawn(
    paths: list[list[tuple[float, float]]], box: _Box, line: Line, *, scale: float
) -> Image.Image:
    """Each piece as a rectangle with a disc at its end: Pillow's own thick lines stand half a pixel off."""
    mask = Image.new("L", (box[2] - box[0], box[3] - box[1]))
    pen, reach = ImageDraw.Draw(mask), max(line.width * scale / 2, 0.5)
    for path in paths:
        points = [(x - box[0], y - box[1]) for x, y in path]
        if line.closed:
            points.append(points[0])
        for (x1, y1), (x2, y2) in pairwise(points):
            length = math.hypot(x2 - x1, y2 - y1) or 1.0
            dx, dy = (y2 - y1) / length * reach, (x1 - x2) / length * reach
            corners = [
                (x1 + dx, y1 + dy),
                (x2 + dx, y2 + dy),
                (x2 - dx, y2 - dy),
                (x1 - dx, y1 - dy),
            ]
            pen.polygon(corners, fill=255)
        if reach > 1.5:
            for x, y in points:
                pen.ellipse((x - reach, y - reach, x + reach, y + reach), fill=255)
    return mask


def _shaded(paint: Gradient, box: _Box, *, scale: float) -> Image.Image:
    """Where each pixel lies between start and end, then that place's colour by a table."""
    (x1, y1), (x2, y2) = ((x * scale, y * scale) for x, y in (paint.start, paint.end))
    length = (x2 - x1) ** 2 + (y2 - y1) ** 2
    across, down = (x2 - x1) / length * 255, (y2 - y1) / length * 255
    offset = (box[0] - x1) * across + (box[1] - y1) * down
    ramp = Image.new("L", (3, 3 * 256))
    for y in range(3 * 256):
        ramp.paste(min(max(y - 256, 0), 255), (0, y, 3, y + 1))
    size = (box[2] - box[0], box[3] - box[1])
    place = ramp.transform(
        size,
        Image.Transform.AFFINE,
        (0, 0, 1, across, down, offset + 256),
        Image.Resampling.NEAREST,
    )
    table = [_between(paint.colours, value / 255) for value in range(256)]
    channels = [place.point([each[part] for each in table]) for part in range(3)]
    return Image.merge("RGB", channels)


def _between(colours: tuple[Colour, ...], share: float) -> Colour:
    place = share * (len(colours) - 1)
    index = min(int(place), len(colours) - 2)
    return colours[index].towards(colours[index + 1], place - index)

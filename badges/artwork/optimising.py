"""Badge images that somebody made, small enough to travel in every credential's file.

An image keeps its pixels as long as that is small enough. If it is not, it is first made no larger than any page shows
it, then its colours are reduced, then it is made smaller still. An animated one stays as it is: one frame of it would
be another image.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

from PIL import Image, ImageOps

from badges.artwork.encoding import png

LIMIT = 88_000
"""Bytes of an artwork, so that with a credential of up to 12,000 the file has no more than 100,000."""

_SIDES = (600, 480, 360, 300, 240, 120)
"""Pixels: the first is the size that the centre draws its own images in; no page shows one larger."""

_MANY_COLOURS = 150_000

_SMALL, _WORTH = 32_000, 0.9
"""A small image is left alone, and so is one within the limit unless as much as a tenth of it can be saved."""


def optimised(data: bytes) -> bytes:
    """A sound PNG, made small; the same again for the result. Takes up to some seconds."""
    if len(data) <= _SMALL:
        return data
    with Image.open(io.BytesIO(data), formats=["PNG"]) as image:
        if getattr(image, "n_frames", 1) > 1:
            return data
        image.load()
        whole = _encoded(image)
        best = whole if len(whole) < _WORTH * len(data) else data
        if len(best) <= LIMIT:
            return best
        smaller = list(_until_small_enough(image))
    return min(best, *smaller, key=len)


def _until_small_enough(image: Image.Image) -> Iterator[bytes]:
    """Ever smaller images, up to the first that is within the limit."""
    for made in _smaller(image):
        yield made
        if len(made) <= LIMIT:
            return


def _smaller(image: Image.Image) -> Iterator[bytes]:
    colours = image.convert("RGBA")
    for side in _SIDES:
        fitting = colours.copy()
        fitting.thumbnail((side, side), Image.Resampling.LANCZOS)
        if side == _SIDES[0] and fitting.size != image.size:
            yield _encoded(_without_needless_alpha(fitting))
        yield png(_calmed(fitting), title="")


def _calmed(image: Image.Image) -> Image.Image:
    """Pure noise has so many colours that choosing a palette would take half a minute; close ones are made one."""
    if image.getcolors(_MANY_COLOURS) is not None:
        return image
    calm = ImageOps.posterize(image.convert("RGB"), 5)
    calm.putalpha(image.getchannel("A"))
    return calm


def _without_needless_alpha(image: Image.Image) -> Image.Image:
    return image.convert("RGB") if image.getchannel("A").getextrema() == (255, 255) else image


def _encoded(image: Image.Image) -> bytes:
    """The same pixels, packed as well as PNG can; what else a file carried (a preview, a camera's notes) is left out."""
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True, icc_profile=image.info.get("icc_profile"))
    return out.getvalue()

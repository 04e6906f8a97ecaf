"""A QR code in a photo or a screenshot: the way of whoever holds a badge on paper or sees it on a screen.

What the code carries is a stranger's text like any other; what may be fetched is decided where links
are. Refuses what is no sound image, or one with more pixels than are worth a thread's memory.
"""

from __future__ import annotations

import io
import threading

import zxingcpp
from django.utils.translation import gettext_lazy as _
from PIL import Image, UnidentifiedImageError

from credcenter.kernel.errors import InputTooLarge, InvalidInput

MAX_PIXELS = 26_000_000
"""Cameras take 12 to 24 million; at four bytes a pixel one photo takes 100 MB while it is read."""

_FORMATS = ("JPEG", "PNG", "WEBP")
_MARKS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF")
# A code that fills a hand's breadth of the photo is found in the small one, 20 times as fast.
_SIDES = (1600, 4800)
_CODES = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
# One photo at a time in each process: memory for four threads' worth of them is not planned for.
_one_photo = threading.Lock()


def is_photo(data: bytes) -> bool:
    """Whether the bytes begin as those of an image that can hold a picture of a code."""
    return data.startswith(_MARKS)


def code_in(data: bytes) -> str:
    """The text of the one QR code in an image; empty when there is none.

    Raises InputTooLarge, and InvalidInput for several codes or no image.
    """
    with _one_photo:
        found = _codes_in(data)
    if len(found) > 1:
        message = _("There are several QR codes in this picture. Photograph one of them alone.")
        raise InvalidInput(message, code="photo_several_codes")
    return found.pop() if found else ""


def _codes_in(data: bytes) -> set[str]:
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
            _refuse_large(*image.size)
            # A JPEG is unpacked at half or a quarter of its size where that is enough.
            image.draft("L", (_SIDES[-1], _SIDES[-1]))
            grey = _grey(image)
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        SyntaxError,
        Image.DecompressionBombError,
    ) as error:
        message = _("This picture cannot be read. Try a photo as JPEG or PNG.")
        raise InvalidInput(message, code="photo_unreadable") from error
    return next((found for side in _SIDES if (found := _read(grey, side=side))), set())


def _refuse_large(width: int, height: int) -> None:
    if width * height > MAX_PIXELS:
        message = _("The picture is %(width)d × %(height)d pixels. Send a smaller one.")
        raise InputTooLarge(message % {"width": width, "height": height}, code="photo_too_large")


def _grey(image: Image.Image) -> Image.Image:
    """In grey on white: a code saved without its paper would be black on black."""
    if "A" not in image.getbands() and "transparency" not in image.info:
        return image.convert("L")
    paper = Image.new("RGBA", image.size, "white")
    paper.alpha_composite(image.convert("RGBA"))
    return paper.convert("L")


def _read(grey: Image.Image, *, side: int) -> set[str]:
    small = grey.copy()
    small.thumbnail((side, side))
    codes = zxingcpp.read_barcodes(small, formats=_CODES)
    return {code.text for code in codes if code.valid and code.text}

"""What an uploaded image must be."""

from __future__ import annotations

import io

from django.utils.translation import gettext_lazy as _
from PIL import Image, UnidentifiedImageError

from credcenter.kernel.errors import InputTooLarge, InvalidInput

ARTWORK_MAX_BYTES = 2 * 1024 * 1024
"""Each badge carries its artwork: a larger one makes every download and mail heavy."""

ARTWORK_MIN_PIXELS, ARTWORK_MAX_PIXELS = 90, 2000
"""Open Badges platforms show at least 90 pixels; beyond 2,000 nobody sees a difference."""


def check_artwork(data: bytes) -> None:
    """Refuse what is no sound PNG of 90 to 2,000 pixels a side and 2 MB."""
    if len(data) > ARTWORK_MAX_BYTES:
        raise InputTooLarge(_("The badge image is larger than 2 MB."), code="artwork_too_large")
    width, height = _measured(data)
    if not ARTWORK_MIN_PIXELS <= min(width, height) <= max(width, height) <= ARTWORK_MAX_PIXELS:
        message = _("The badge image is %(width)d × %(height)d pixels; use 90 to 2000 a side.")
        raise InvalidInput(message % {"width": width, "height": height}, code="artwork_size")


def _measured(data: bytes) -> tuple[int, int]:
    try:
        with Image.open(io.BytesIO(data), formats=["PNG"]) as image:
            size = image.size
            # The header is trusted before the pixels: a bomb is refused by its stated size.
            if max(size) <= ARTWORK_MAX_PIXELS:
                image.load()
            return size
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        SyntaxError,
        Image.DecompressionBombError,
    ) as exc:
        message = _("The badge image is not a valid PNG file.")
        raise InvalidInput(message, code="artwork_unreadable") from exc

"""Baking and unbaking by what the image is: PNG or SVG (OB 3.0 section 5.3)."""

from __future__ import annotations

import re
from typing import Protocol

from badges.openbadges import png, svg
from badges.openbadges.errors import ImageError
from badges.openbadges.types import BakedImage, SignedCredential

_SVG = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml|!--|!DOCTYPE\s+svg|(?:[\w-]+:)?svg[\s>/])", re.IGNORECASE
)


class _Format(Protocol):
    def bake(self, image: bytes, credential: SignedCredential) -> BakedImage: ...

    def unbake(self, image: bytes) -> bytes: ...


def is_svg(data: bytes) -> bool:
    """Whether these bytes begin as an SVG does; says nothing about the rest."""
    return _SVG.match(data) is not None


def bake(image: bytes, credential: SignedCredential) -> BakedImage:
    """Put the signed bytes into a copy of a PNG or SVG, in place of any earlier credential."""
    return _format(image).bake(image, credential)


def unbake(image: bytes) -> bytes:
    """The text a PNG or SVG was baked with: the JSON of a credential, or a compact JWS."""
    return _format(image).unbake(image)


def _format(image: bytes) -> _Format:
    if image.startswith(png.SIGNATURE):
        return png
    if is_svg(image):
        return svg
    raise ImageError("image.unknown")

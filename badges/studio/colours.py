"""Colours, and how well one is seen on another (WCAG 2.2, definition of contrast ratio)."""

from __future__ import annotations

import re
from typing import NamedTuple

from badges.studio.errors import DesignRefused

_HEX = re.compile(r"#?([0-9a-fA-F]{6})")


class Colour(NamedTuple):
    """Red, green and blue, each 0 to 255."""

    red: int
    green: int
    blue: int

    @property
    def hex(self) -> str:
        return f"#{self.red:02x}{self.green:02x}{self.blue:02x}"

    @property
    def luminance(self) -> float:
        parts = [_linear(part / 255) for part in self]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    def towards(self, other: Colour, share: float) -> Colour:
        """The colour with a share (0 to 1) of another one."""
        return Colour(*(round(a + (b - a) * share) for a, b in zip(self, other, strict=True)))


WHITE = Colour(255, 255, 255)
BLACK = Colour(0, 0, 0)


def colour(text: str, *, field: str = "") -> Colour:
    """The colour of `#rrggbb`; DesignRefused."""
    match = _HEX.fullmatch(text)
    if match is None:
        raise DesignRefused("colour_unreadable", field=field)
    value = int(match[1], 16)
    return Colour(value >> 16, value >> 8 & 255, value & 255)


def contrast(first: Colour, second: Colour) -> float:
    """From 1 (the same) to 21 (black on white)."""
    dark, light = sorted((first.luminance, second.luminance))
    return (light + 0.05) / (dark + 0.05)


def _linear(part: float) -> float:
    return float(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)

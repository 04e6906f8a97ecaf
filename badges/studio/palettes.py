"""The colours of a badge by what they do, and the sets of them that the centre offers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from badges.studio.colours import BLACK, WHITE, Colour, colour, contrast
from badges.studio.errors import DesignRefused

TEXT_CONTRAST = 4.5
"""Of lettering on its ground (WCAG 2.2, 1.4.3)."""

SIGN_CONTRAST = 3.0
"""Of signs and rims on theirs (WCAG 2.2, 1.4.11)."""


@dataclass(frozen=True, slots=True)
class Palette:
    """The field runs from `top` to `bottom`; `deep` is the frame, `accent` the metal, `ink` the lettering."""

    top: Colour
    bottom: Colour
    deep: Colour
    accent: Colour
    ink: Colour

    @property
    def on_accent(self) -> Colour:
        """What lettering on the ribbon is written in."""
        return max((self.deep, self.ink, WHITE), key=lambda each: contrast(each, self.accent))


class Check(NamedTuple):
    """How well one part of a badge is seen on another, and how well it must be."""

    what: str
    ratio: float
    least: float

    @property
    def is_met(self) -> bool:
        return self.ratio >= self.least


def checks(palette: Palette) -> list[Check]:
    """Every pair of colours that meets in a badge."""
    grounds = (palette.top, palette.bottom)
    return [
        Check("ink", min(contrast(palette.ink, each) for each in grounds), TEXT_CONTRAST),
        Check("accent", min(contrast(palette.accent, each) for each in grounds), SIGN_CONTRAST),
        Check("frame", contrast(palette.accent, palette.deep), SIGN_CONTRAST),
        Check("ribbon", contrast(palette.on_accent, palette.accent), TEXT_CONTRAST),
    ]


def require_contrast(palette: Palette) -> None:
    """DesignRefused (`contrast_low`) for the first pair that is hard to tell apart."""
    for check in checks(palette):
        if not check.is_met:
            ratio = int(check.ratio * 100) / 100  # never rounded up to the limit
            raise DesignRefused(
                "contrast_low", field="colours", what=check.what, ratio=ratio, least=check.least
            )


def own_palette(*, field: Colour, accent: Colour, ink: Colour) -> Palette:
    """Three colours of somebody's own; what lies between them is mixed."""
    is_dark = ink.luminance > field.luminance
    deep = field.towards(BLACK, 0.62) if is_dark else ink
    bottom = field.towards(BLACK, 0.3 if is_dark else 0.06)
    return Palette(top=field, bottom=bottom, deep=deep, accent=accent, ink=ink)


def _palette(*colours: str) -> Palette:
    return Palette(*(colour(each) for each in colours))


#                      top       bottom    deep      accent    ink
PALETTES: dict[str, Palette] = {
    "ocean": _palette("1f66ad", "123a75", "0a1f42", "ffc84f", "ffffff"),
    "pine": _palette("1b7460", "0c4740", "062b29", "f6cf6b", "ffffff"),
    "plum": _palette("7b3f9e", "472069", "260f3f", "ffc7a8", "ffffff"),
    "burgundy": _palette("a5304f", "691530", "3a091a", "ffd2a6", "ffffff"),
    "dusk": _palette("3d4f7c", "1f2a4d", "0f1630", "84e3d3", "ffffff"),
    "terracotta": _palette("b54a28", "7d2a15", "431208", "ffdc97", "ffffff"),
    "lagoon": _palette("0b7285", "08475a", "042b38", "ffd47a", "ffffff"),
    "moss": _palette("56702a", "33481a", "1c2a0e", "ffe08a", "ffffff"),
    "graphite": _palette("44464f", "212329", "0e0f13", "ecc872", "ffffff"),
    "royal": _palette("4b47b5", "2a2673", "151241", "ffb86b", "ffffff"),
    "ivory": _palette("fffaf0", "f5ead3", "0d1f3c", "b9552f", "14284a"),
    "celadon": _palette("f1f9f4", "d8ece1", "062520", "1f8070", "0c332c"),
}
"""Named for what they look like; every pair in them passes `checks`."""

"""Colours: one palette a family, one metal a level."""

from __future__ import annotations

from dataclasses import dataclass

from badges.artwork.seed import Seed

Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Palette:
    """From the darkest to the lightest; the ribbon contrasts with the field."""

    night: Colour
    dusk: Colour
    day: Colour
    glow: Colour
    ribbon: Colour
    ribbon_dark: Colour
    accent: Colour
    paper: Colour = (255, 253, 246)


@dataclass(frozen=True, slots=True)
class Metal:
    """A rim's light and dark."""

    light: Colour
    dark: Colour


def _rgb(text: str) -> Colour:
    value = int(text, 16)
    return value >> 16, value >> 8 & 255, value & 255


def _palette(*colours: str) -> Palette:
    return Palette(*(_rgb(colour) for colour in colours))


#        night     dusk      day       glow      ribbon    dark      accent
PALETTES = (
    _palette(
        "0A1E3F", "143A78", "2F6FC4", "7FB0EE", "E0523F", "A93226", "FFC857"
    ),  # sea blue, coral
    _palette(
        "06302F", "0C5652", "1C8F84", "74CDBE", "E8703A", "B34B1D", "FFD166"
    ),  # teal, tangerine
    _palette(
        "2A1245", "4C2380", "7F4FC9", "BC9BF0", "E2A51D", "A87408", "FFD97A"
    ),  # violet, saffron
    _palette(
        "3B0B1E", "74163A", "B8305F", "EE8FB0", "1F7A8C", "125463", "FFD166"
    ),  # burgundy, petrol
    _palette("0E2F16", "1E5A2C", "3F9550", "9AD6A2", "C8453B", "93291F", "FFE08A"),  # forest, brick
    _palette("35200A", "6B4213", "B57A25", "EBBE74", "27548A", "173760", "FFE3A3"),  # amber, navy
    _palette("14213D", "263B66", "4A6796", "9DB6DB", "F0A202", "B57300", "FFD166"),  # slate, amber
    _palette(
        "07283D", "0B4D6E", "1D86B2", "7CC8E6", "C13C7A", "8C2355", "FFD6A5"
    ),  # lagoon, magenta
    _palette(
        "40130A", "832A14", "CE5B30", "F7AE8A", "1B6B6F", "0E474A", "FFE29A"
    ),  # terracotta, sea green
    _palette("1B1B3A", "33336B", "5C5CB0", "A6A6E8", "2A9D8F", "1A6C62", "F4C95D"),  # indigo, jade
)

METALS = (
    Metal(light=(250, 251, 253), dark=(168, 178, 192)),  # silver
    Metal(light=(255, 240, 184), dark=(206, 152, 42)),  # gold
    Metal(light=(255, 228, 214), dark=(201, 122, 92)),  # rose gold
    Metal(light=(235, 250, 255), dark=(122, 163, 186)),  # platinum
    Metal(light=(240, 232, 255), dark=(140, 116, 190)),  # iolite
)


def palette_of(family: Seed) -> Palette:
    return PALETTES[family.pick("palette", len(PALETTES))]


def metal_of(level: int) -> Metal:
    return METALS[level - 1]

"""A badge's design: what is chosen, as data that can be kept, handed on and drawn again."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from badges.studio.colours import Colour
from badges.studio.palettes import PALETTES, Palette, own_palette

VERSION = 1
"""Of the JSON; a reader of this version refuses a later one."""

MOST_LEVELS = 5
MOST_TITLE = 60
MOST_ISSUER = 16
MOST_ALT = 300


class Lettering(StrEnum):
    """In which language the title stands on the badge."""

    KOREAN = "ko"
    ENGLISH = "en"
    BOTH = "both"
    NONE = "none"


class LevelStyle(StrEnum):
    """How a badge shows its level."""

    STARS = "stars"
    CHEVRONS = "chevrons"
    SEGMENTS = "segments"
    NONE = "none"


class Kind(StrEnum):
    """What the ribbon says."""

    MICRO_DEGREE = "micro-degree"
    MICRO_MAJOR = "micro-major"
    COURSE = "course"
    SKILL = "skill"
    RECORD = "record"
    NONE = "none"


class Pattern(StrEnum):
    """What is engraved into the field."""

    PLAIN = "plain"
    RAYS = "rays"
    RINGS = "rings"
    ROSETTE = "rosette"
    FACETS = "facets"
    GRID = "grid"


@dataclass(frozen=True, slots=True)
class Words:
    """A text in Korean and English; either may be empty."""

    ko: str = ""
    en: str = ""

    @property
    def both(self) -> str:
        """Korean with English behind it."""
        return " / ".join(dict.fromkeys(each for each in (self.ko, self.en) if each))


@dataclass(frozen=True, slots=True)
class OwnColours:
    """Three colours in place of a palette's."""

    field: Colour
    accent: Colour
    ink: Colour


@dataclass(frozen=True, slots=True)
class Level:
    """`reached` of `of` marks."""

    style: LevelStyle = LevelStyle.STARS
    reached: int = 1
    of: int = 3


@dataclass(frozen=True, slots=True)
class Design:
    """All choices of one badge. `reading.design` makes one of JSON and refuses what cannot be drawn."""

    shape: str = "hexagon"
    colours: str | OwnColours = "ocean"
    icon: str = "education"
    title: Words = field(default_factory=Words)
    lettering: Lettering = Lettering.BOTH
    level: Level = field(default_factory=Level)
    kind: Kind = Kind.MICRO_DEGREE
    issuer: str = ""
    pattern: Pattern = Pattern.RAYS
    ring: bool = False
    alt: Words = field(default_factory=Words)

    @property
    def palette(self) -> Palette:
        if isinstance(self.colours, str):
            return PALETTES[self.colours]
        own = self.colours
        return own_palette(field=own.field, accent=own.accent, ink=own.ink)

    def to_json(self) -> dict[str, Any]:
        """What `reading.design` reads back as the same design."""
        own = self.colours
        return {
            "version": VERSION,
            "shape": self.shape,
            "colours": own
            if isinstance(own, str)
            else {"field": own.field.hex, "accent": own.accent.hex, "ink": own.ink.hex},
            "icon": self.icon,
            "title": {"ko": self.title.ko, "en": self.title.en},
            "lettering": self.lettering.value,
            "level": {
                "style": self.level.style.value,
                "reached": self.level.reached,
                "of": self.level.of,
            },
            "kind": self.kind.value,
            "issuer": self.issuer,
            "pattern": self.pattern.value,
            "ring": self.ring,
            "alt": {"ko": self.alt.ko, "en": self.alt.en},
        }

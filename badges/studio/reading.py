"""Designs out of JSON, which may come from anybody: unknown keys, odd types and what cannot be drawn are refused."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, TypeVar

from badges.studio import fonts
from badges.studio.colours import colour
from badges.studio.design import (
    MOST_ALT,
    MOST_ISSUER,
    MOST_LEVELS,
    MOST_TITLE,
    VERSION,
    Design,
    Kind,
    Lettering,
    Level,
    LevelStyle,
    OwnColours,
    Pattern,
    Words,
)
from badges.studio.errors import DesignRefused
from badges.studio.icons import ICONS
from badges.studio.palettes import PALETTES, require_contrast
from badges.studio.shapes import SHAPES

_Choice = TypeVar("_Choice", bound=StrEnum)
_KEYS = frozenset(Design().to_json())


def design(data: object) -> Design:
    """The design that parsed JSON describes; DesignRefused, with the field, for the first thing wrong."""
    said = _members(data, _KEYS, field="")
    if said.get("version") != VERSION or isinstance(said["version"], bool):
        raise DesignRefused("version_unknown", field="version", known=VERSION)
    made = Design(
        shape=_one_of(said, "shape", SHAPES),
        colours=_colours(said.get("colours")),
        icon=_one_of(said, "icon", tuple(ICONS)),
        title=_words(said.get("title"), field="title", most=MOST_TITLE, is_drawn=True),
        lettering=_choice(said, "lettering", Lettering),
        level=_level(said.get("level")),
        kind=_choice(said, "kind", Kind),
        issuer=_text(said.get("issuer"), field="issuer", most=MOST_ISSUER, is_drawn=True),
        pattern=_choice(said, "pattern", Pattern),
        ring=_flag(said, "ring"),
        alt=_words(said.get("alt"), field="alt", most=MOST_ALT, is_drawn=False),
    )
    _check(made)
    return made


def _check(made: Design) -> None:
    """What no field tells alone."""
    wanted = {
        Lettering.KOREAN: ("ko",),
        Lettering.ENGLISH: ("en",),
        Lettering.BOTH: ("ko", "en"),
        Lettering.NONE: (),
    }
    for language in wanted[made.lettering]:
        if not getattr(made.title, language):
            raise DesignRefused("text_missing", field=f"title.{language}")
    for language in ("ko", "en"):
        if not getattr(made.alt, language):
            raise DesignRefused("text_missing", field=f"alt.{language}")
    if made.ring and made.level.style is LevelStyle.SEGMENTS:
        raise DesignRefused("ring_taken", field="level.style")
    require_contrast(made.palette)


def _members(data: object, keys: frozenset[str], *, field: str) -> Mapping[str, Any]:
    if not isinstance(data, dict):
        raise DesignRefused("object_expected", field=field)
    unknown = sorted(str(key)[:40] for key in data if key not in keys)
    if unknown:
        raise DesignRefused("key_unknown", field=field, key=unknown[0])
    missing = sorted(keys - data.keys())
    if missing:
        raise DesignRefused("key_missing", field=field, key=missing[0])
    return data


def _one_of(said: Mapping[str, Any], key: str, known: tuple[str, ...], field: str = "") -> str:
    value = said.get(key)
    if not isinstance(value, str) or value not in known:
        raise DesignRefused("choice_unknown", field=field or key)
    return value


def _choice(said: Mapping[str, Any], key: str, kind: type[_Choice], field: str = "") -> _Choice:
    return kind(_one_of(said, key, tuple(kind), field))


def _colours(value: object) -> str | OwnColours:
    if isinstance(value, str):
        return _one_of({"colours": value}, "colours", tuple(PALETTES))
    said = _members(value, frozenset({"field", "accent", "ink"}), field="colours")
    parts = {
        name: colour(
            _text(each, field=f"colours.{name}", most=7, is_drawn=False), field=f"colours.{name}"
        )
        for name, each in said.items()
    }
    return OwnColours(**parts)


def _level(value: object) -> Level:
    said = _members(value, frozenset({"style", "reached", "of"}), field="level")
    style = _choice(said, "style", LevelStyle, "level.style")
    of = _count(said["of"], most=MOST_LEVELS, field="level.of")
    return Level(style, _count(said["reached"], most=of, field="level.reached"), of)


def _count(value: object, *, most: int, field: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= most:
        raise DesignRefused("number_out_of_range", field=field, most=most)
    return value


def _flag(said: Mapping[str, Any], key: str) -> bool:
    value = said.get(key)
    if not isinstance(value, bool):
        raise DesignRefused("choice_unknown", field=key)
    return value


def _words(value: object, *, field: str, most: int, is_drawn: bool) -> Words:
    said = _members(value, frozenset({"ko", "en"}), field=field)
    return Words(
        **{
            language: _text(text, field=f"{field}.{language}", most=most, is_drawn=is_drawn)
            for language, text in said.items()
        }
    )


def _text(value: object, *, field: str, most: int, is_drawn: bool) -> str:
    """One line of text, its spaces made single; what is drawn must be in the typeface."""
    if not isinstance(value, str):
        raise DesignRefused("text_expected", field=field)
    if len(value) > 4 * most:
        raise DesignRefused("text_too_long", field=field, most=most)
    for sign in value:
        if unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"):
            raise DesignRefused("sign_unknown", field=field, sign=f"U+{ord(sign):04X}")
    text = " ".join(unicodedata.normalize("NFC", value).split())
    if len(text) > most:
        raise DesignRefused("text_too_long", field=field, most=most)
    if is_drawn:
        _require_letters(text, field=field)
    return text


def _require_letters(text: str, *, field: str) -> None:
    for sign in text:
        if not fonts.knows(sign) or unicodedata.combining(sign):
            raise DesignRefused("sign_unknown", field=field, sign=f"{sign} (U+{ord(sign):04X})")

"""A design for a badge that nobody designed yet, out of its code and its words.

The same code and words always give the same design. Codes of one family share the palette, so that `SSDO-F` and
`SSDO-A` belong together; what the words are about decides the icon.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from badges.studio import reading
from badges.studio.design import (
    MOST_ALT,
    MOST_LEVELS,
    MOST_TITLE,
    Design,
    Kind,
    Lettering,
    Level,
    LevelStyle,
    Pattern,
    Words,
)
from badges.studio.errors import DesignRefused
from badges.studio.palettes import PALETTES
from badges.studio.seed import Seed
from badges.studio.subjects import icon_about

_SHAPES = ("hexagon", "shield", "octagon", "wave", "barrel", "seal")
_PATTERNS = tuple(Pattern)
_KIND_WORDS = re.compile(
    r"\s*마이크로\s?(?:디그리|전공)$|^micro-?(?:degree|major) (?:in|of) |\s+micro-?(?:degree|major)$",
    re.IGNORECASE,
)
_KINDS = {
    "MicroCredential": Kind.MICRO_DEGREE,
    "Course": Kind.COURSE,
    "Competency": Kind.SKILL,
}


def proposed(
    code: str, *, name: Words, achievement_type: str = "", tags: Iterable[str] = (), level: int = 1
) -> Design:
    """A design that can be drawn, whatever the words: what does not fit on a badge is left to its alt text.

    Raises ValueError for an empty code or a level that is not 1 to MOST_LEVELS.
    """
    if not code or not 1 <= level <= MOST_LEVELS:
        raise ValueError(f"a badge needs a code and a level from 1 to {MOST_LEVELS}")
    family, member = Seed.of_family(code), Seed.of(code)
    kind = _kind(achievement_type, name)
    is_course = kind is Kind.COURSE
    draft = Design(
        shape="circle" if is_course else _shape(family, level),
        colours=family.pick("palette", tuple(PALETTES)[:10]),
        icon=icon_about((name.ko, name.en, *tags), otherwise=member),
        level=Level(LevelStyle.NONE if is_course else LevelStyle.STARS, level, level),
        kind=kind,
        pattern=Pattern.RINGS if is_course else member.pick("pattern", _PATTERNS),
        alt=alt_of(name),
    )
    return _titled(draft, name)


def alt_of(name: Words) -> Words:
    """What is said in place of a badge's picture."""
    korean, english = _sound(name.ko or name.en), _sound(name.en or name.ko)
    return Words(f"{korean} 배지"[:MOST_ALT], f"Badge: {english}"[:MOST_ALT])


def _kind(achievement_type: str, name: Words) -> Kind:
    if "마이크로전공" in name.ko:
        return Kind.MICRO_MAJOR
    return _KINDS.get(achievement_type, Kind.NONE)


def _shape(family: Seed, level: int) -> str:
    """The next silhouette at each step of a program: at 64 pixels it is what tells two badges apart."""
    first = _SHAPES.index(family.pick("shape", _SHAPES))
    return _SHAPES[(first + level - 1) % len(_SHAPES)]


def _without_kind(text: str) -> str:
    """A name without what its ribbon says anyway."""
    short = _KIND_WORDS.sub("", text).strip(" ,:·-–()")
    return short or text


def _titled(draft: Design, name: Words) -> Design:
    """With as much of the name as can be drawn."""
    if draft.kind in (Kind.MICRO_DEGREE, Kind.MICRO_MAJOR):
        name = Words(_without_kind(name.ko), _without_kind(name.en))
    korean, english = (" ".join(each.split())[: MOST_TITLE + 1] for each in (name.ko, name.en))
    for lettering, title in (
        (Lettering.BOTH, Words(korean, english)),
        (Lettering.KOREAN, Words(korean, "")),
        (Lettering.ENGLISH, Words("", english)),
    ):
        try:
            return reading.design(replace(draft, lettering=lettering, title=title).to_json())
        except DesignRefused:
            continue
    return replace(draft, lettering=Lettering.NONE)


def _sound(text: str) -> str:
    return re.sub(r"[\x00-\x1f\x7f]", "", " ".join(text.split()))[:200] or "?"

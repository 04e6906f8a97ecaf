"""The forms of terms and codes."""

from __future__ import annotations

import datetime as dt
import re

_TERM = re.compile(r"([0-9]{4})-(1|S|2|W)")
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_SEASONS = {"1": 1, "S": 2, "2": 3, "W": 4}

FIRST_YEAR = 1950
"""No university in the country has course results from before."""


def term_key(term: str) -> tuple[int, int]:
    """Terms in order of time: 2026-1, 2026-S (summer), 2026-2, 2026-W (winter). Raises ValueError for no term."""
    match = _TERM.fullmatch(term)
    if match is None:
        message = f"{term!r} is not a term"
        raise ValueError(message)
    return int(match[1]), _SEASONS[match[2]]


def term_of(day: dt.date) -> str:
    """The term that a day belongs to: the first begins in March, the second in September."""
    if day.month >= 9:
        return f"{day.year}-2"
    return f"{day.year}-1" if day.month >= 3 else f"{day.year - 1}-2"


def is_term(text: str, *, last_year: int) -> bool:
    """Whether a text is a term between 1950 and a year."""
    match = _TERM.fullmatch(text)
    return match is not None and FIRST_YEAR <= int(match[1]) <= last_year


def is_code(text: str, *, longest: int) -> bool:
    """Letters, digits, hyphens and underscores; codes name files and stand in addresses."""
    return len(text) <= longest and _CODE.fullmatch(text) is not None

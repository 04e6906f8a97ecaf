"""Terms and graduation days around a date, so that the demo is never out of date."""

from __future__ import annotations

import datetime as dt


def term_before(today: dt.date, *, terms: int) -> str:
    """The term that many terms ago, such as `2026-1`: the first starts in March, the second in September."""
    half_years = _term_count(today) - terms
    return f"{half_years // 2}-{half_years % 2 + 1}"


def graduation_before(today: dt.date, *, graduations: int) -> dt.date:
    """A past graduation day, the latest for 0: 20 February or 21 August."""
    years = range(today.year, today.year - graduations - 2, -1)
    days = [day for year in years for day in (dt.date(year, 8, 21), dt.date(year, 2, 20))]
    return [day for day in days if day < today][graduations]


def _term_count(today: dt.date) -> int:
    if today.month < 3:
        return (today.year - 1) * 2 + 1
    return today.year * 2 + (today.month >= 9)

"""Terms and graduation days around a date."""

from __future__ import annotations

import datetime as dt

import pytest

from credcenter.kernel import clock
from programs.demo.calendar import graduation_before, term_before


@pytest.mark.parametrize(
    ("day", "term"),
    [
        ("2026-03-01", "2026-1"),
        ("2026-08-31", "2026-1"),
        ("2026-09-01", "2026-2"),
        ("2027-02-28", "2026-2"),
    ],
)
def test_terms_start_in_march_and_september(day: str, term: str) -> None:
    assert term_before(dt.date.fromisoformat(day), terms=0) == term


def test_terms_and_graduations_go_back_in_half_years() -> None:
    day = dt.date(2026, 3, 2)
    assert [term_before(day, terms=n) for n in range(3)] == ["2026-1", "2025-2", "2025-1"]
    days = [graduation_before(day, graduations=n).isoformat() for n in range(3)]
    assert days == ["2026-02-20", "2025-08-21", "2025-02-20"]
    assert graduation_before(clock.today(), graduations=0) < clock.today()

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from credcenter.kernel.plain_values import decimals, read_date, read_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("85", Decimal(85)), ("85.5", Decimal("85.5")), ("８５", Decimal(85)), (" 85 ", Decimal(85)),
        ("-1", Decimal(-1)), ("+3", Decimal(3)), ("85점", None), ("NaN", None), ("Infinity", None),
        ("1e3", None), ("1_000", None), ("1,000", None), ("", None), (".5", None), ("5.", None), ("٣", None),
    ],
)  # fmt: skip
def test_a_number_is_read_by_one_rule(text: str, number: Decimal | None) -> None:
    assert read_number(text) == number


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2026-02-20", dt.date(2026, 2, 20)), ("2026.2.20", dt.date(2026, 2, 20)),
        ("2026. 2. 20.", dt.date(2026, 2, 20)), ("2026/02/20", dt.date(2026, 2, 20)),
        ("２０２６-０２-２０", dt.date(2026, 2, 20)), ("2026-02-30", None), ("20.02.2026", None),
        ("2026-02/20", None), ("2025년 가을", None), ("", None), ("20260220", None),
    ],
)  # fmt: skip
def test_a_date_is_year_first(text: str, date: dt.date | None) -> None:
    assert read_date(text) == date


@pytest.mark.parametrize(
    ("text", "count"), [("90", 0), ("90.00", 0), ("90.50", 1), ("1E+2", 0), ("0.125", 3)]
)
def test_decimals_that_matter(text: str, count: int) -> None:
    assert decimals(Decimal(text)) == count

from __future__ import annotations

import pytest

from badges.charts import bar_of

LEVELS = [("0", "Foundation"), ("70", "Practitioner"), ("85", "Advanced")]


def test_bar_has_a_mark_where_each_level_begins():
    bar = bar_of("82.5", low="0", high="100", levels=LEVELS)
    assert bar is not None
    assert bar.percent == 82.5
    assert [(mark.at, mark.is_reached) for mark in bar.marks] == [
        (0.0, True),
        (70.0, True),
        (85.0, False),
    ]


def test_range_need_not_begin_at_nought():
    bar = bar_of("3.0", low="2", high="4.5", levels=[("1", "outside"), ("2.5", "inside")])
    assert bar is not None
    assert (bar.percent, [mark.name for mark in bar.marks]) == (40.0, ["inside"])


@pytest.mark.parametrize(("value", "percent"), [("-5", 0.0), ("120", 100.0)])
def test_value_outside_its_range_stays_on_the_bar(value, percent):
    bar = bar_of(value, low="0", high="100", levels=[])
    assert bar is not None
    assert bar.percent == percent


@pytest.mark.parametrize(
    "value", ["", "A+", "NaN", "Infinity", "1e999999", "1e999999999", "1e-999999999", "１２가"]
)
def test_what_is_no_number_has_no_bar(value):
    assert bar_of(value, low="0", high="100", levels=LEVELS) is None


@pytest.mark.parametrize(("low", "high"), [("0", ""), ("5", "5"), ("9", "1")])
def test_what_is_no_range_has_no_bar(low, high):
    assert bar_of("3", low=low, high=high, levels=[]) is None

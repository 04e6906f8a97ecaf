"""Times as XML Schema writes them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from badges.openbadges.datetimes import format_time, parse_time

ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
AFTER = datetime(1900, 1, 1)  # noqa: DTZ001 - hypothesis adds the zone
BEFORE = datetime(9000, 1, 1)  # noqa: DTZ001


@given(st.datetimes(AFTER, BEFORE, timezones=ZONES))
def test_a_time_is_read_back_to_the_second(moment: datetime) -> None:
    assert parse_time(format_time(moment)) == moment.astimezone(UTC).replace(microsecond=0)


def test_zones_and_fractions_are_understood() -> None:
    assert parse_time("2026-11-23T18:00:00.123456789+09:00") == datetime(
        2026, 11, 23, 9, 0, 0, 123456, tzinfo=UTC
    )


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-23T09:00:00",
        "2026-11-23",
        "2026-11-23 09:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-11-23T25:00:00Z",
        "0001-01-01T00:00:00+14:00",
        "2026-11-23T09:00:00Z\n",
        "２０２６-11-23T09:00:00Z",
        "",
        None,
        20261123,
    ],
)
def test_anything_else_is_no_time(text: object) -> None:
    assert parse_time(text) is None

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from badges import rules

KOREA = ZoneInfo("Asia/Seoul")


@pytest.mark.parametrize(
    ("minted_at", "moment"),
    [
        # On the day itself: before nine in Korea the day has not begun in UTC.
        ((20, 8), "2026-02-19T23:00:00+00:00"),
        ((20, 10), "2026-02-20T00:00:00+00:00"),
        ((20, 22), "2026-02-20T12:00:00+00:00"),
        ((21, 8), "2026-02-20T12:00:00+00:00"),
    ],
    ids=["08:00", "10:00", "22:00", "the next day"],
)
def test_award_is_dated_on_its_day_and_never_after_it_was_minted(
    minted_at: tuple[int, int], moment: str
) -> None:
    day, hour = minted_at
    minted = dt.datetime(2026, 2, day, hour, tzinfo=KOREA).astimezone(dt.UTC)
    found = rules.moment_of_award(dt.date(2026, 2, 20), minted_at=minted)
    assert found.isoformat() == moment
    assert found <= minted


def test_pauses_grow_to_an_end_and_can_be_counted_without_one() -> None:
    pauses = [rules.pause_after(attempts) for attempts in (1, 2, 3, 9, 10_000)]
    assert [each.total_seconds() for each in pauses] == [2, 4, 8, 300, 300]
    assert rules.mail_pause_after(10_000) == dt.timedelta(hours=6)

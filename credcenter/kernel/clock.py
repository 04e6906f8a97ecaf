"""The one source of time, so that every moment in the system can be frozen in a test."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone


def now() -> dt.datetime:
    """The current moment, aware, in UTC."""
    return dt.datetime.now(tz=dt.UTC)


def now_to_the_second() -> dt.datetime:
    """The current moment without a fraction: what goes into a signed document.

    A numeric date in a JWT has whole seconds (OB 3.0 section 8.2.4.1), so the JSON must not say more.
    """
    return now().replace(microsecond=0)


def today() -> dt.date:
    """The current date where the centre is (the setting TIME_ZONE)."""
    return timezone.localdate(now())


def noon_of(day: dt.date) -> dt.datetime:
    """Noon of a date in UTC: read back in any zone from UTC-12 to UTC+11 it is still that date."""
    return dt.datetime.combine(day, dt.time(hour=12), tzinfo=dt.UTC)

"""Parts of a document that may hold anything anywhere: what does not have the expected form is left out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

Json = Mapping[str, Any]

EARLIEST = dt.datetime(1, 1, 2, tzinfo=dt.UTC)
LATEST = dt.datetime(9999, 12, 30, tzinfo=dt.UTC)
"""A day inside the calendar's ends, so that a page can show a time in its own zone."""


def values(part: Json, name: str) -> list[Any]:
    """A member as a list: JSON-LD writes one value with or without brackets."""
    value = part.get(name)
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def objects(part: Json, name: str) -> list[Json]:
    """The objects among the values of a member."""
    return [each for each in values(part, name) if isinstance(each, Mapping)]


def first_object(part: Json, name: str) -> Json:
    """The first of them, or an empty one."""
    return next(iter(objects(part, name)), {})


def text(part: Json, name: str) -> str:
    """A member that is a text or a number, as text; nothing for any other."""
    value = part.get(name)
    if isinstance(value, str):
        return value
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return f"{value}" if is_number else ""


def link(part: Json, name: str) -> str:
    """An address that is safe to put into `href`; javascript:, data: and the like are not."""
    url = text(part, name)
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in {"http", "https"} and parts.netloc else ""


def time(part: Json, name: str) -> dt.datetime | None:
    """A moment, in UTC where no zone is told; None for what is none."""
    try:
        moment = dt.datetime.fromisoformat(text(part, name))
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    # The end of the calendar, with which issuers write "never", has no hour in every zone.
    return min(max(moment, EARLIEST), LATEST)

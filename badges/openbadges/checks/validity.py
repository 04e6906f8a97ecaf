"""When it is valid: validFrom and validUntil (VC 2.0 section 4.9)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from badges.openbadges.datetimes import format_time, parse_time
from badges.openbadges.limits import CLOCK_SLACK
from badges.openbadges.report import Check, failed, passed


def check_dates(
    document: Mapping[str, Any], *, now: datetime, required: bool = True, id_: str = "dates"
) -> Check:
    """Whether ``now`` lies in the validity window. Status lists need no validFrom (VC 2.0)."""
    times: dict[str, datetime] = {}
    for name in ("validFrom", "validUntil"):
        if name in document:
            moment = parse_time(document[name])
            if moment is None:
                return failed(id_, "dates.malformed", field=name)
            times[name] = moment
    if required and "validFrom" not in times:
        return failed(id_, "dates.malformed", field="validFrom")
    start, end = times.get("validFrom"), times.get("validUntil")
    if start is not None and start > now + CLOCK_SLACK:
        return failed(id_, "dates.not_yet", at=format_time(start))
    if end is not None and end < now - CLOCK_SLACK:
        return failed(id_, "dates.expired", at=format_time(end))
    return passed(id_, "dates.until", at=format_time(end)) if end else passed(id_, "dates.valid")

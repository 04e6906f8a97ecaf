"""When it is valid: validFrom and validUntil (VC 2.0 section 4.9), in VC 1.1 by their older names."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from badges.openbadges.datetimes import format_time, parse_time
from badges.openbadges.limits import CLOCK_SLACK
from badges.openbadges.report import Check, failed, passed

_STARTS = ("validFrom", "issuanceDate")
_ENDS = ("validUntil", "expirationDate")


def check_dates(
    document: Mapping[str, Any], *, now: datetime, required: bool = True, id_: str = "dates"
) -> Check:
    """Whether ``now`` lies in the validity window. Status lists need no validFrom (VC 2.0)."""
    times: dict[str, datetime] = {}
    for name in (*_STARTS, *_ENDS):
        if name in document:
            moment = parse_time(document[name])
            if moment is None:
                return failed(id_, "dates.malformed", field=name)
            times[name] = moment
    starts, ends = ([times[name] for name in names if name in times] for names in (_STARTS, _ENDS))
    if required and not starts:
        return failed(id_, "dates.malformed", field="validFrom")
    if starts and max(starts) > now + CLOCK_SLACK:
        return failed(id_, "dates.not_yet", at=format_time(max(starts)))
    if ends and min(ends) < now - CLOCK_SLACK:
        return failed(id_, "dates.expired", at=format_time(min(ends)))
    return (
        passed(id_, "dates.until", at=format_time(min(ends)))
        if ends
        else passed(id_, "dates.valid")
    )

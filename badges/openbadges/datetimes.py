"""XML Schema dateTime, as VC 2.0 (section 4.9) and OB 3.0 (DateTimeZ) write it.

Refuses times without a zone: they name no instant, except in proofs.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

_DATE_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


def format_time(moment: datetime) -> str:
    """``2026-11-23T01:02:03Z``. Whole seconds: VC-JWT compares them as NumericDate."""
    utc = moment.astimezone(UTC)
    return utc.replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def parse_time(text: object) -> datetime | None:
    """The instant, in UTC, or None if ``text`` is not a dateTime with a zone."""
    if not isinstance(text, str) or not _DATE_TIME.fullmatch(text):
        return None
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def parse_proof_time(text: object) -> datetime | None:
    """The instant of a proof's ``created`` or ``expires``: without a zone it is meant in UTC.

    VC Data Integrity 1.0 section 2.1 asks for that reading of what is written wrongly.
    """
    return parse_time(text) or (parse_time(f"{text}Z") if isinstance(text, str) else None)

"""Numbers and dates as people type them in tables: full-width digits are digits, everything else is strict."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from decimal import Decimal

_NUMBER = re.compile(r"[+-]?[0-9]{1,12}(\.[0-9]{1,12})?")
_DATE = re.compile(r"([0-9]{4})([-./])\s?([0-9]{1,2})\2\s?([0-9]{1,2})\.?")


def read_number(text: str) -> Decimal | None:
    """The number in a cell such as `85`, `-1`, `92.5` or `８５`; None for anything else (`85점`, `NaN`, `1e3`)."""
    plain = narrow(text)
    return Decimal(plain) if _NUMBER.fullmatch(plain) else None


def read_date(text: str) -> dt.date | None:
    """The date in a cell, year first: `2026-02-20`, `2026.2.20.` or `2026/02/20`; None for anything else."""
    match = _DATE.fullmatch(narrow(text))
    if match is None:
        return None
    try:
        return dt.date(int(match[1]), int(match[3]), int(match[4]))
    except ValueError:
        return None


def decimals(value: Decimal) -> int:
    """How many digits of a number after the point matter: 0 for `90.00`, 1 for `90.50`."""
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def narrow(text: str) -> str:
    """Full-width letters and digits as ordinary ones (NFKC), without space around."""
    return unicodedata.normalize("NFKC", text).strip()

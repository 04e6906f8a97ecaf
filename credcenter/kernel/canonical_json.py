"""One spelling for equal data, so that a hash of it means something (RFC 8785, without its number format)."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any


def canonical_json(data: Any) -> str:
    """The data as JSON: keys sorted, no spaces, and every number as a string.

    RFC 8785 section 3.2.2.3 writes numbers as ECMAScript doubles; as strings they keep every digit and need no rule.
    Keys must be ASCII, where its order by UTF-16 units is Python's. Raises TypeError for what JSON has no form for.
    """
    return json.dumps(_plain(data), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def sha256_of(text: str) -> str:
    """SHA-256 over the UTF-8 bytes, in hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(data: Any) -> Any:
    if data is None or isinstance(data, bool | str):
        return data
    if isinstance(data, Mapping):
        return {_key(key): _plain(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_plain(value) for value in data]
    if isinstance(data, int):
        return str(data)
    if isinstance(data, float | Decimal):
        return f"{Decimal(str(data)).normalize():f}"
    if isinstance(data, dt.date):
        return data.isoformat()
    message = f"{type(data).__name__} has no form in JSON"
    raise TypeError(message)


def _key(key: Any) -> str:
    if not isinstance(key, str) or not key.isascii():
        message = f"{key!r} cannot be a key"
        raise TypeError(message)
    return key

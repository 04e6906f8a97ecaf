"""JSON that every reader reads alike (RFC 8259 section 4, I-JSON RFC 7493).

Refuses duplicate keys, NaN and Infinity, lone surrogates, byte order marks, and documents that are
too large, too deep or too many-valued. ``Unreadable`` is for text that is no JSON or is out of
bounds, ``AmbiguousDocument`` for JSON that two programs could read differently.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from typing import Any, NoReturn

from badges.openbadges.errors import AmbiguousDocument, Unreadable
from badges.openbadges.limits import (
    MAX_DOCUMENT_BYTES,
    MAX_JSON_DEPTH,
    MAX_JSON_VALUES,
    MAX_NUMBER_DIGITS,
)

_NOT_BRACKETS = bytes(set(range(256)) - set(b'"[]{}'))
_WRITER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))
_SURROGATE = re.compile("[\ud800-\udfff]")


def loads(data: bytes) -> Any:
    """The value of a strict UTF-8 JSON text."""
    if len(data) > MAX_DOCUMENT_BYTES:
        raise Unreadable("json.too_large", limit=MAX_DOCUMENT_BYTES)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Unreadable("json.not_utf8", position=error.start) from error
    _refuse_deep(data)
    try:
        value = json.loads(
            text,
            object_pairs_hook=_object,
            parse_constant=_refuse_constant,
            parse_int=_integer,
            parse_float=_float,
        )
    except json.JSONDecodeError as error:
        raise Unreadable("json.syntax", line=error.lineno, column=error.colno) from error
    if _may_be_oversized(data):
        _refuse_oversized(value)
    return value


def loads_object(data: bytes) -> dict[str, Any]:
    """The object of a strict UTF-8 JSON text."""
    value = loads(data)
    if not isinstance(value, dict):
        raise Unreadable("json.not_object")
    return value


def dumps(document: Mapping[str, Any]) -> bytes:
    """One UTF-8 line, keys in the given order; NaN, Infinity and lone surrogates are errors."""
    return _WRITER.encode(document).encode("utf-8")


def _refuse_deep(data: bytes) -> None:
    # Before parsing: json's scanner recurses as deep as the text says. Without escaped quotes every
    # second part between quotes is a string; as far as the scanner comes, that is how it reads too.
    bare = data.replace(b"\\\\", b"").replace(b'\\"', b"").translate(None, _NOT_BRACKETS)
    depth = 0
    for bracket in b"".join(bare.split(b'"')[::2]):
        if bracket in b"[{":
            depth += 1
            if depth > MAX_JSON_DEPTH:
                raise Unreadable("json.too_deep", limit=MAX_JSON_DEPTH)
        else:
            depth -= 1


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        twice = next(key for key, count in Counter(key for key, _ in pairs).items() if count > 1)
        raise AmbiguousDocument("json.duplicate_key", key=_printable(twice))
    return members


def _refuse_constant(name: str) -> NoReturn:
    raise Unreadable("json.constant", name=name)


def _integer(digits: str) -> int:
    if len(digits) > MAX_NUMBER_DIGITS:
        raise Unreadable("json.number", limit=MAX_NUMBER_DIGITS)
    return int(digits)


def _float(digits: str) -> float:
    value = float(digits)
    if value in (float("inf"), float("-inf")):
        # 1e999 is a number in JSON and Infinity in a float: it could not be written back.
        raise Unreadable("json.constant", name="Infinity")
    return value


def _may_be_oversized(data: bytes) -> bool:
    """Whether there is a reason to look at every value.

    Each value but the first follows a comma or opens its container. A surrogate can only be written as an escape:
    UTF-8 has none.
    """
    most = data.count(b",") + data.count(b"[") + data.count(b"{") + 1
    return most > MAX_JSON_VALUES or b"\\u" in data


def _refuse_oversized(value: Any) -> None:
    pending = [value]
    count = 0
    while pending:
        current = pending.pop()
        count += 1
        if count > MAX_JSON_VALUES:
            raise Unreadable("json.too_many_values", limit=MAX_JSON_VALUES)
        if isinstance(current, str):
            _refuse_surrogates(current)
        elif isinstance(current, dict):
            for key in current:
                _refuse_surrogates(key)
            pending.extend(current.values())
        elif isinstance(current, list):
            pending.extend(current)


def _refuse_surrogates(text: str) -> None:
    if _SURROGATE.search(text):
        raise AmbiguousDocument("json.surrogate", text=_printable(text))


def _printable(text: str) -> str:
    return text.encode("ascii", "backslashreplace").decode("ascii")[:80]

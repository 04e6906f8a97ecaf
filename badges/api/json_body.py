"""The members of a JSON request, each as the very bytes that were sent.

A signed document must not be parsed and written again on its way to the verifier: a key that stands
twice would be gone, and with it the reason to refuse the document.
"""

from __future__ import annotations

import json
import re
from contextlib import suppress
from typing import Any, NamedTuple

from badges.openbadges import strict_json
from badges.openbadges.errors import AmbiguousDocument, Unreadable

_SPACE = re.compile(r"[ \t\n\r]*")


def _nothing(_value: Any) -> None:
    """Values are only stepped over: nothing is built of them, and no number is computed."""


_STEPS = json.JSONDecoder(
    object_pairs_hook=_nothing, parse_int=_nothing, parse_float=_nothing, parse_constant=_nothing
)


class _Member(NamedTuple):
    name: str
    raw: bytes
    end: int


def members(body: bytes) -> dict[str, bytes]:
    """Name and raw value of each member; white space around a value is left out.

    Raises Unreadable for what is no JSON object within the bounds, and AmbiguousDocument for a name
    that stands twice. What is ambiguous inside a value is for the reader of that value.
    """
    # An ambiguous one has size and depth in order: they are looked at first.
    with suppress(AmbiguousDocument):
        strict_json.loads_object(body)
    text = body.decode("utf-8")
    try:
        return _scan(text)
    except json.JSONDecodeError as error:
        raise Unreadable("json.syntax", line=error.lineno, column=error.colno) from error


def _scan(text: str) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    at = _expect(text, 0, "{")
    if text[at : at + 1] == "}":
        _end(text, at + 1)
        return found
    while True:
        name, raw, at = _member(text, at)
        if name in found:
            raise AmbiguousDocument("json.duplicate_key", key=ascii(name)[1:80])
        found[name] = raw
        if text[at : at + 1] != ",":
            break
        at = _space(text, at + 1)
    _end(text, _expect(text, at, "}"))
    return found


def _member(text: str, at: int) -> _Member:
    name, at = _STEPS.raw_decode(text, at)
    if not isinstance(name, str):
        raise Unreadable("json.not_object")
    start = _expect(text, at, ":")
    _value, end = _STEPS.raw_decode(text, start)
    return _Member(name, text[start:end].encode("utf-8"), _space(text, end))


def _expect(text: str, at: int, sign: str) -> int:
    at = _space(text, at)
    if text[at : at + 1] != sign:
        raise Unreadable("json.not_object")
    return _space(text, at + 1)


def _end(text: str, at: int) -> None:
    if _space(text, at) != len(text):
        raise Unreadable("json.not_object")


def _space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at

"""Texts and addresses out of a stranger's file: each kept as it is, or refused with its place."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from credcenter.kernel.errors import InputTooLarge, InvalidInput

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

LONGEST_NAME, LONGEST_STATEMENT, LONGEST_URL = 200, 4000, 500
# Signs that turn the direction of what stands around them (Unicode UAX #9): a name with one can be made to read as
# another.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


def fault(
    message: str | _StrPromise, *, code: str, place: str, file_name: str, is_size: bool = False
) -> InvalidInput:
    """An error that begins with the file and the place in it."""
    said = _("%(file)s, %(place)s: %(message)s")
    named = {"file": file_name, "place": place, "message": message}
    kind = InputTooLarge if is_size else InvalidInput
    return kind(said % named, code=code, file=file_name, place=place)


def text_of(
    value: Any, *, longest: int, place: str, file_name: str, may_be_empty: bool = False
) -> str:
    """A text in composed form (NFC), stripped, without control or direction signs."""
    if value is None:
        value = ""
    if not isinstance(value, str):
        raise fault(_("This must be a text."), code="not_a_text", place=place, file_name=file_name)
    found = unicodedata.normalize("NFC", value).strip()
    if not found and not may_be_empty:
        raise fault(_("This is empty."), code="empty", place=place, file_name=file_name)
    if len(found) > longest:
        message = _("This is longer than %(limit)d characters.") % {"limit": longest}
        raise fault(message, code="too_long", place=place, file_name=file_name)
    is_odd = any(
        unicodedata.category(sign) in {"Cc", "Cs", "Cn"} and sign not in "\n\t\r" for sign in found
    )
    if is_odd or _TURNING.search(found):
        raise fault(
            _("This holds a control character."),
            code="control_character",
            place=place,
            file_name=file_name,
        )
    return found


def url_of(value: Any, *, place: str, file_name: str, may_be_empty: bool = False) -> str:
    """A web address. It is never opened by us, but readers of a badge click on it."""
    url = text_of(
        value, longest=LONGEST_URL, place=place, file_name=file_name, may_be_empty=may_be_empty
    )
    if url and not is_web_address(url):
        message = _("This must be an address that begins with https://.")
        raise fault(message, code="url_bad", place=place, file_name=file_name)
    return url


def is_web_address(url: str) -> bool:
    """http(s) with a host, without a user name, spaces or a backslash that browsers read as a slash."""
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname, parts.port
    except ValueError:
        return False
    has_odd_sign = any(sign.isspace() or sign in '\\<>"' for sign in url)
    return (
        parts.scheme in {"http", "https"}
        and bool(host)
        and "@" not in parts.netloc
        and not has_odd_sign
    )


def shortened(statement: str, *, longest: int = LONGEST_NAME) -> str:
    """A statement as a name: whole where it fits, else broken off at a space."""
    line = " ".join(statement.split())
    if len(line) <= longest:
        return line
    cut = line[: longest - 1]
    kept = cut.rsplit(" ", 1)[0] if " " in cut[longest // 2 :] else cut
    return f"{kept}…"

"""Where the credential is: JSON as it is, or inside a PNG. JWT and SVG are named, not read."""

from __future__ import annotations

import re
from dataclasses import dataclass

from badges.openbadges import png
from badges.openbadges.errors import ImageError, Unreadable
from badges.openbadges.report import Check, failed, not_checked, passed

_JWS = re.compile(rb"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]+")
_SVG = re.compile(rb"<(\?xml|!--|!DOCTYPE\s+svg|svg[\s>])", re.IGNORECASE)
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Found:
    """``text`` is the JSON to read on; None ends the verification with ``check``."""

    format: str
    text: bytes | None
    check: Check


def find(data: bytes) -> Found:
    """Sniff ``data``; raises ``Unreadable`` if there is no credential to speak of."""
    if data.startswith(png.SIGNATURE):
        return _in_png(data)
    return _in_text(data, "json")


def _in_png(data: bytes) -> Found:
    try:
        text = png.unbake(data)
    except ImageError as error:
        if error.code == "png.two_credentials":
            # Readable, but which of the two would a person be shown?
            return Found("png", None, failed("format", error.code))
        raise Unreadable(error.code, **error.params) from error
    return _in_text(text, "png")


def _in_text(data: bytes, format_: str) -> Found:
    text = data.removeprefix(_BYTE_ORDER_MARK).strip()
    if not text:
        raise Unreadable("format.empty")
    if text.startswith((b"{", b"[")):
        return Found(format_, text, passed("format", f"format.{format_}"))
    if _JWS.fullmatch(text):
        shown = "jwt" if format_ == "json" else format_
        return Found(shown, None, not_checked("format", "format.jwt"))
    if _SVG.match(text):
        return Found("svg", None, not_checked("format", "format.svg"))
    raise Unreadable("format.unknown")

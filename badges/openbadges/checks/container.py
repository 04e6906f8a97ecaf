"""Where the credential is: JSON or a compact JWS, as it is or inside a PNG or SVG."""

from __future__ import annotations

import re
from dataclasses import dataclass

from badges.openbadges import png
from badges.openbadges.baking import is_svg, unbake
from badges.openbadges.errors import ImageError, Unreadable
from badges.openbadges.report import Check, failed, passed

_JWS = re.compile(rb"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]+")
# Readable, but which of the two would a person be shown?
_AMBIGUOUS = frozenset({"png.two_credentials", "svg.two_credentials"})
_ADDRESS = re.compile(rb"https?://[!-~]{1,2000}")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Found:
    """``text`` is the JSON or JWS to read on; None ends the verification with ``check``."""

    format: str
    text: bytes | None
    check: Check
    is_jws: bool = False
    is_address: bool = False


def find(data: bytes) -> Found:
    """Sniff ``data``; raises ``Unreadable`` if there is no credential to speak of."""
    if data.startswith(png.SIGNATURE):
        return _in_image(data, "png")
    if is_svg(data):
        return _in_image(data, "svg")
    return _in_text(data, "json")


def _in_image(data: bytes, format_: str) -> Found:
    try:
        text = unbake(data)
    except ImageError as error:
        if error.code in _AMBIGUOUS:
            return Found(format_, None, failed("format", error.code))
        raise Unreadable(error.code, **error.params) from error
    return _in_text(text, format_)


def _in_text(data: bytes, format_: str) -> Found:
    text = data.removeprefix(_BYTE_ORDER_MARK).strip()
    if not text:
        raise Unreadable("format.empty")
    if text.startswith((b"{", b"[")):
        return Found(format_, text, passed("format", f"format.{format_}"))
    if _JWS.fullmatch(text):
        shown = "jwt" if format_ == "json" else format_
        return Found(shown, text, passed("format", f"format.{shown}"), is_jws=True)
    if format_ != "json" and _ADDRESS.fullmatch(text):
        # Open Badges 2.0 once baked no more than where the assertion is hosted.
        return Found(format_, text, passed("format", f"format.{format_}"), is_address=True)
    raise Unreadable("format.unknown")

"""QR codes (ISO/IEC 18004) of addresses, for screens and paper."""

from __future__ import annotations

from io import BytesIO

import segno

# Medium: 15 % may be dirt or a fold. A larger share makes smaller squares of our long addresses.
_CORRECTION = "m"


def as_svg(address: str, *, title: str) -> bytes:
    """Black on white, whatever the theme: many readers do not find an inverted one."""
    out = BytesIO()
    _code(address).save(
        out, kind="svg", border=4, light="#fff", omitsize=True, title=title, nl=False
    )
    return out.getvalue()


def as_png(address: str) -> bytes:
    """Ten pixels a square, for print at 300 dpi about four centimetres wide."""
    out = BytesIO()
    _code(address).save(out, kind="png", border=4, scale=10)
    return out.getvalue()


def squares(address: str) -> list[str]:
    """The rows without the quiet zone, `1` for dark: for whoever draws it in a format of their own."""
    return ["".join("1" if each else "0" for each in row) for row in _code(address).matrix]


def _code(address: str) -> segno.QRCode:
    return segno.make(address, error=_CORRECTION, micro=False)

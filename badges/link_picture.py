"""The picture that a link to a public page shows in a message or a feed: 1200 × 630 pixels (Open Graph), drawn in code.

Pure: artwork and texts in, a PNG out. The typeface is Noto Sans KR (SIL Open Font License 1.1) out of the package
`justmytype-intl-cjk`, with Hanja, which the web fonts leave out.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from PIL import Image, ImageDraw, ImageFont

SIZE = (1200, 630)
EDITION = 1
"""To be raised when the drawing changes: pictures are kept by it."""

_GROUND, _INK, _SOFT, _ACCENT, _WARN = "#f7f6f2", "#1d2420", "#565d57", "#155e59", "#9c2426"
_ART = 400
_LEFT, _TEXT, _RIGHT = 80, 540, 1130
_GAP = 18
_BOLD, _REGULAR = 700, 400
# Sizes that a title is tried at, large to small, each with the lines that it may take.
_TITLES = ((64, 2), (54, 3), (44, 4), (36, 5))


@dataclass(frozen=True, slots=True)
class Words:
    """What stands on the picture; `holder` and `warning` may be empty, `foot` names the site."""

    title: str
    issuer: str
    foot: str
    holder: str = ""
    warning: str = ""


def drawn(art: bytes | None, words: Words) -> bytes:
    """The picture as a PNG. `art` is a square image of ours, or None."""
    picture = Image.new("RGB", SIZE, _GROUND)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, SIZE[0], 14), fill=_ACCENT)
    if art is not None:
        with Image.open(io.BytesIO(art), formats=["PNG"]) as image:
            badge = image.convert("RGBA").resize((_ART, _ART), Image.Resampling.LANCZOS)
        picture.paste(badge, (_LEFT, (SIZE[1] - _ART) // 2), badge)
    _write(pen, words, left=_LEFT if art is None else _TEXT)
    out = io.BytesIO()
    # Few colours beside the art: a palette halves what every preview loads.
    picture.quantize(256, method=Image.Quantize.MEDIANCUT).save(out, "PNG", optimize=True)
    return out.getvalue()


def _write(pen: ImageDraw.ImageDraw, words: Words, *, left: int) -> None:
    width = _RIGHT - left
    size, lines = _fitting(words.title, width=width)
    parts = [(line, size, _BOLD, _INK) for line in lines]
    parts += [(line, 34, _BOLD, _INK) for line in _lines(words.holder, size=34, width=width)[:1]]
    parts += [
        (line, 28, _REGULAR, _SOFT) for line in _lines(words.issuer, size=28, width=width)[:2]
    ]
    parts += [(words.warning, 30, _BOLD, _WARN)] if words.warning else []
    top = (SIZE[1] - sum(round(each[1] * 1.4) for each in parts)) // 2 - 20
    for number, (text, height, weight, colour) in enumerate(parts, start=1):
        pen.text((left, top), text, font=_font(height, weight), fill=colour)
        top += round(height * 1.4) + (_GAP if number == len(lines) else 0)
    pen.text((left, SIZE[1] - 76), words.foot, font=_font(24, _BOLD), fill=_ACCENT)


def _fitting(title: str, *, width: int) -> tuple[int, list[str]]:
    """The largest size at which a title keeps to its lines; cut off where even the smallest is too large."""
    for size, most in _TITLES:
        lines = _lines(title, size=size, width=width, weight=_BOLD)
        if len(lines) <= most:
            return size, lines
    return size, [*lines[: most - 1], f"{lines[most - 1]} …"]


def _lines(text: str, *, size: int, width: int, weight: int = _REGULAR) -> list[str]:
    """Broken between words, as Korean is too; a word longer than a line between its letters."""
    font, lines = _font(size, weight), [""]
    for word in text[:400].split():
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= width:
            lines[-1] = longer
            continue
        lines.append("")
        for letter in word:
            if font.getlength(lines[-1] + letter) > width:
                lines.append("")
            lines[-1] += letter
    return [line for line in lines if line]


@lru_cache(maxsize=16)
def _font(size: int, weight: int) -> ImageFont.FreeTypeFont:
    source = files("justmytype_intl_cjk") / "fonts" / "ofl" / "notosanskr" / "NotoSansKR[wght].ttf"
    font = ImageFont.truetype(str(source), size)
    font.set_variation_by_axes([weight])
    return font

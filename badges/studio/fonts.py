"""Letters as outlines, so that a badge looks the same where no font is installed.

The typeface is Noto Sans KR (SIL Open Font License 1.1), out of the package `justmytype-intl-cjk`.
"""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont

from badges.studio.geometry import Point
from badges.studio.paths import curve

REGULAR, MEDIUM, BOLD = 400, 600, 800
_FILE = "fonts/ofl/notosanskr/NotoSansKR[wght].ttf"
_CURVE_STEPS = 5


@dataclass(frozen=True, slots=True)
class Glyph:
    """A letter in units of its em: y up, from its own origin."""

    contours: tuple[tuple[Point, ...], ...]
    advance: float


def knows(sign: str) -> bool:
    return ord(sign) in _signs()


@lru_cache(maxsize=4096)
def glyph(sign: str, weight: int) -> Glyph:
    """The outline of a sign that the typeface `knows`; of another one, the box that stands for it."""
    pen = _Outline()
    drawn = _letters(weight)[_signs().get(ord(sign), ".notdef")]
    drawn.draw(pen)
    unit = _font()["head"].unitsPerEm
    contours = tuple(tuple((x / unit, y / unit) for x, y in each) for each in pen.contours)
    return Glyph(contours, drawn.width / unit)


def width(text: str, *, weight: int, tracking: float = 0.0) -> float:
    """How long a text is, in ems; `tracking` is put between two letters."""
    letters = sum(glyph(sign, weight).advance for sign in text)
    return letters + tracking * max(len(text) - 1, 0)


class _Outline(BasePen):
    """Collects contours as points."""

    def __init__(self) -> None:
        super().__init__(None)
        self.contours: list[list[Point]] = []

    def _moveTo(self, pt: Any) -> None:  # noqa: N802 (the name is fontTools')
        self.contours.append([pt])

    def _lineTo(self, pt: Any) -> None:  # noqa: N802
        self.contours[-1].append(pt)

    def _qCurveToOne(self, pt1: Any, pt2: Any) -> None:  # noqa: N802
        start = self.contours[-1][-1]
        self.contours[-1].extend(curve([start, pt1, pt2], steps=_CURVE_STEPS))

    def _curveToOne(self, pt1: Any, pt2: Any, pt3: Any) -> None:  # noqa: N802
        start = self.contours[-1][-1]
        self.contours[-1].extend(curve([start, pt1, pt2, pt3], steps=_CURVE_STEPS))


@cache
def _font() -> Any:
    spec = importlib.util.find_spec("justmytype_intl_cjk")
    if spec is None or spec.origin is None:
        raise FileNotFoundError(
            "the package justmytype-intl-cjk, which has the typeface, is missing"
        )
    return TTFont(Path(spec.origin).parent / _FILE, lazy=True)


@cache
def _signs() -> dict[int, str]:
    return dict(_font().getBestCmap())


@cache
def _letters(weight: int) -> Any:
    return _font().getGlyphSet(location={"wght": weight})

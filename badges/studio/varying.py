"""A design a little changed: what somebody looks for who does not know yet what it should be."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

from badges.studio.design import Design, Pattern
from badges.studio.palettes import PALETTES
from badges.studio.shapes import SHAPES


def varied(design: Design, dice: Random) -> Design:
    """One or two of shape, palette and engraving changed; words, icon, level and ribbon stay."""
    changes: dict[str, list[Any]] = {
        "shape": [each for each in SHAPES if each != design.shape],
        "colours": [each for each in PALETTES if each != design.colours],
        "pattern": [each for each in Pattern if each is not design.pattern],
    }
    chosen = dice.sample(sorted(changes), dice.randint(1, 2))
    return replace(design, **{name: dice.choice(changes[name]) for name in chosen})

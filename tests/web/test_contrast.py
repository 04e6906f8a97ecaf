"""The colours of both themes against WCAG 2.2 (1.4.3: text 4.5 : 1, 1.4.11: edges and focus 3 : 1)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings

LIGHT_SOURCE, DARK_SOURCE = (
    Path(settings.BASE_DIR, "static/css", name).read_text(encoding="utf-8")
    for name in ("tokens.css", "dark.css")
)

GROUNDS = ("ground", "surface", "surface-sunk")
TEXTS = ("text", "text-soft", "link", "accent", "accent-strong", "bad")
PAIRS = [(text, ground) for text in TEXTS for ground in GROUNDS]
PAIRS += [(tone, f"{tone}-soft") for tone in ("good", "wait", "warn", "bad", "plain")]
PAIRS += [("text", f"{tone}-soft") for tone in ("good", "wait", "warn", "bad", "accent")]
PAIRS += [("on-accent", "accent"), ("on-accent", "accent-strong"), ("accent-strong", "accent-soft")]
EDGES = [(edge, ground) for edge in ("line-strong", "focus", "accent") for ground in GROUNDS]


def colours(source: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", source))


THEMES = {"light": colours(LIGHT_SOURCE), "dark": colours(DARK_SOURCE)}


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_both_themes_name_the_same_colours() -> None:
    assert THEMES["light"].keys() == THEMES["dark"].keys()


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_is_readable(theme: str, text: str, ground: str) -> None:
    assert contrast(THEMES[theme][text], THEMES[theme][ground]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_edges_are_seen(theme: str, edge: str, ground: str) -> None:
    assert contrast(THEMES[theme][edge], THEMES[theme][ground]) >= 3


def test_black_on_white_measures_21() -> None:
    assert round(contrast("#000000", "#ffffff"), 2) == 21

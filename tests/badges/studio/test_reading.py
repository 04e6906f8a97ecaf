"""Designs from outside: what is read, and what is refused by field and code."""

from __future__ import annotations

import json
from typing import Any

import pytest

from badges.studio import reading
from badges.studio.colours import colour, contrast
from badges.studio.design import Design, OwnColours, Words
from badges.studio.errors import DesignRefused
from badges.studio.palettes import PALETTES, checks


def _said(**changes: Any) -> dict[str, Any]:
    title = Words("데이터 분석", "Data analysis")
    return Design(title=title, alt=title).to_json() | changes


def test_a_design_survives_its_json() -> None:
    own = OwnColours(colour("#123a75"), colour("ffc84f"), colour("#FFFFFF"))
    for colours in ("plum", own):
        design = Design(colours=colours, title=Words("가", "A"), alt=Words("가", "A"))
        assert reading.design(json.loads(json.dumps(design.to_json()))) == design


def test_every_palette_keeps_its_contrasts() -> None:
    for palette in PALETTES.values():
        assert [each for each in checks(palette) if not each.is_met] == []
    assert round(contrast(colour("#000000"), colour("#ffffff")), 3) == 21


def test_low_contrast_is_refused_with_the_ratio() -> None:
    pale = {"field": "#8899aa", "accent": "#ffc84f", "ink": "#ffffff"}
    with pytest.raises(DesignRefused) as refused:
        reading.design(_said(colours=pale))
    assert refused.value.code == "contrast_low"
    assert refused.value.params == {"what": "ink", "ratio": 2.92, "least": 4.5}


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"version": 2}, "version", "version_unknown"),
        ({"version": True}, "version", "version_unknown"),
        ({"script": "x"}, "", "key_unknown"),
        ({"shape": "<svg>"}, "shape", "choice_unknown"),
        ({"shape": ["hexagon"]}, "shape", "choice_unknown"),
        ({"icon": None}, "icon", "choice_unknown"),
        ({"colours": "pink"}, "colours", "choice_unknown"),
        (
            {"colours": {"field": "red", "accent": "#fff", "ink": "#000000"}},
            "colours.field",
            "colour_unreadable",
        ),
        ({"title": {"ko": "가" * 61, "en": "A"}}, "title.ko", "text_too_long"),
        ({"title": {"ko": "가" * 1_000_000, "en": "A"}}, "title.ko", "text_too_long"),
        ({"title": {"ko": "가\x00", "en": "A"}}, "title.ko", "sign_unknown"),
        ({"title": {"ko": "가\u202e", "en": "A"}}, "title.ko", "sign_unknown"),
        ({"title": {"ko": "😀", "en": "A"}}, "title.ko", "sign_unknown"),
        ({"title": {"ko": "\ud800", "en": "A"}}, "title.ko", "sign_unknown"),
        ({"title": {"ko": 5, "en": "A"}}, "title.ko", "text_expected"),
        ({"title": {"ko": " ", "en": "A"}}, "title.ko", "text_missing"),
        ({"title": "가"}, "title", "object_expected"),
        ({"alt": {"ko": "가", "en": ""}}, "alt.en", "text_missing"),
        (
            {"level": {"style": "stars", "reached": 1, "of": 10**30}},
            "level.of",
            "number_out_of_range",
        ),
        (
            {"level": {"style": "stars", "reached": 4, "of": 3}},
            "level.reached",
            "number_out_of_range",
        ),
        (
            {"level": {"style": "stars", "reached": 1.0, "of": 3}},
            "level.reached",
            "number_out_of_range",
        ),
        (
            {"level": {"style": "stars", "reached": True, "of": 3}},
            "level.reached",
            "number_out_of_range",
        ),
        ({"level": {"style": "stars"}}, "level", "key_missing"),
        ({"ring": 1}, "ring", "choice_unknown"),
        (
            {"ring": True, "level": {"style": "segments", "reached": 1, "of": 3}},
            "level.style",
            "ring_taken",
        ),
    ],
)
def test_refuses_by_field(changes: dict[str, Any], field: str, code: str) -> None:
    with pytest.raises(DesignRefused) as refused:
        reading.design(_said(**changes))
    assert (refused.value.field, refused.value.code) == (field, code)


@pytest.mark.parametrize("data", [None, [], "x", 5, {}, {"version": 1}])
def test_refuses_what_is_no_design(data: object) -> None:
    with pytest.raises(DesignRefused):
        reading.design(data)

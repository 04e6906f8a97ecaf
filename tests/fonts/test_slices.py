"""Web fonts in slices: every Korean syllable is in one, each character once, and ordinary pages need few."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings

from credcenter.fonts.made import BOLD, REGULAR, is_made
from credcenter.fonts.slices import SELDOM, slices, unicode_range

ALL = range(0x20, 0x20000)


def test_every_syllable_is_in_one_slice_and_no_character_in_two() -> None:
    found = list(slices(ALL))
    characters = [each for _name, points in found for each in points]
    assert len(characters) == len(set(characters))
    assert set(range(0xAC00, 0xD7A4)) <= set(characters)


def test_what_our_pages_say_needs_no_seldom_slice() -> None:
    seldom = {each for name, points in slices(ALL) if name.startswith(SELDOM) for each in points}
    catalogue = Path(settings.BASE_DIR, "locale/ko/LC_MESSAGES/django.po").read_text("utf-8")
    assert not seldom & set(map(ord, catalogue))


def test_only_what_a_font_has_is_asked_of_it() -> None:
    assert {name: points for name, points in slices([0x41, 0xAC00]) if points} == {
        "latin": [0x41],
        "frequent": [0xAC00],
    }


def test_ranges_are_written_as_css_reads_them() -> None:
    assert unicode_range([0xAC02, 0xAC00, 0xAC01, 0x41]) == "U+41,U+AC00-AC02"


def test_the_set_up_has_made_what_the_stylesheet_names() -> None:
    """Made by the script that made this environment; a run by hand needs `python -m credcenter.fonts` before."""
    folder = settings.FONT_FOLDER
    assert is_made(folder)
    named = re.findall(r'url\("([^"]+)"\)', (folder / "web" / "fonts.css").read_text())
    assert len(named) == len(list(slices(ALL)))
    assert all((folder / "web" / name).read_bytes()[:4] == b"wOF2" for name in named)
    assert all((folder / name).stat().st_size > 1_000_000 for name in (REGULAR, BOLD))
    assert "SIL OPEN FONT LICENSE" in (folder / "OFL.txt").read_text().upper()

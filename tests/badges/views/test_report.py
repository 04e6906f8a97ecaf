"""A report as people read it."""

from __future__ import annotations

import re
from pathlib import Path

from badges import openbadges
from badges.views.check_words import ABOUT, TITLES

CHECK = re.compile(r'(?:passed|failed|warned|not_checked)(?:_because)?\(\s*"([a-z_]+)"')


def test_every_check_has_a_name_for_people():
    files = Path(openbadges.__file__).parent.rglob("*.py")
    ids = {id_ for file in files for id_ in CHECK.findall(file.read_text(encoding="utf-8"))}
    assert len(ids) > 10
    assert ids - set(TITLES) == set()
    assert set(ABOUT) == set(TITLES)

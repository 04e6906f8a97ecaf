"""Badges of another issuer in every form that one can have, and what is known of that issuer."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from badges.openbadges import bake
from credcenter.kernel import clock
from tests.openbadges import samples

FORMS = {
    "json": lambda: samples.signed().data,
    "jwt": lambda: samples.token().data,
    "png": lambda: bake(samples.png(), samples.signed()).data,
    "svg": lambda: bake(samples.DRAWING, samples.signed()).data,
    "svg with a jwt": lambda: bake(samples.DRAWING, samples.token()).data,
}


@pytest.fixture
def known_stranger(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The stranger's documents are pinned, and it is the day the samples were made."""
    pins = {}
    for number, (url, data) in enumerate(samples.Library().documents.items()):
        (tmp_path / str(number)).write_bytes(data)
        pins[url] = str(number)
    map_file = tmp_path / "pinned.json"
    map_file.write_text(json.dumps(pins))
    settings.CREDCENTER_PINNED_DOCUMENTS = map_file
    monkeypatch.setattr(clock, "now", lambda: samples.NOW)

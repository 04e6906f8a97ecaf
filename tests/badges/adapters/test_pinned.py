"""The contexts among the pinned documents: read when asked for, added to ours, replacing none."""

from __future__ import annotations

import json

import pytest

from badges.adapters import pinned
from badges.openbadges.contexts import CREDENTIALS_V2, OB_MOVING
from badges.openbadges.vocabularies import DID_V1

OWN = "https://badges.example.ac.kr/context.json"
CONTEXT = {"@context": {"cohort": "https://badges.example.ac.kr/vocabulary#cohort"}}


@pytest.fixture
def pins(tmp_path, settings):
    """Pin these documents; a text is written as it is."""

    def pin(documents):
        names = {url: f"{number}.json" for number, url in enumerate(documents)}
        for url, content in documents.items():
            text = content if isinstance(content, str) else json.dumps(content)
            (tmp_path / names[url]).write_text(text, encoding="utf-8")
        (tmp_path / "pins.json").write_text(json.dumps(names))
        settings.CREDCENTER_PINNED_DOCUMENTS = tmp_path / "pins.json"
        return tmp_path

    return pin


def test_nothing_pinned_is_no_context(settings):
    assert settings.CREDCENTER_PINNED_DOCUMENTS is None
    assert pinned.contexts() is None


def test_contexts_are_told_from_other_documents(pins):
    keys = {"@context": [DID_V1], "id": "did:web:example.org"}
    pins({OWN: CONTEXT, "https://example.org/did.json": keys, "https://example.org/text": "한글"})
    found = pinned.contexts()
    assert dict(found) == {OWN: CONTEXT}
    assert len(found) == 1
    assert "https://example.org/nowhere" not in found


def test_what_has_a_fixed_meaning_is_not_replaced(pins):
    pins({CREDENTIALS_V2: CONTEXT, DID_V1: CONTEXT, OB_MOVING: CONTEXT})
    # The last one names no edition: which one it stands for is the operator's to say.
    assert list(pinned.contexts()) == [OB_MOVING]


def test_a_copy_that_cannot_be_read_is_no_context(pins, caplog):
    folder = pins({OWN: CONTEXT})
    (folder / "0.json").unlink()
    assert OWN not in pinned.contexts()
    assert OWN in caplog.text

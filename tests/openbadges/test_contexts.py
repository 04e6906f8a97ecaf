"""Pinned contexts: the installed package carries the bytes we pinned, and nothing else gets in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from badges.openbadges import ContextError, contexts


@pytest.fixture
def _fresh() -> Iterator[None]:
    contexts.pinned.cache_clear()
    yield
    contexts.pinned.cache_clear()


@pytest.mark.usefixtures("_fresh")
@pytest.mark.parametrize("url", contexts.PINNED)
def test_every_pinned_context_is_installed_unchanged(url: str) -> None:
    assert "@context" in contexts.pinned(url)


@pytest.mark.usefixtures("_fresh")
def test_a_changed_context_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    name, _ = contexts.PINNED[contexts.OB_CONTEXT]
    monkeypatch.setitem(contexts.PINNED, contexts.OB_CONTEXT, (name, "0" * 64))  # type: ignore[arg-type]
    with pytest.raises(ContextError) as refused:
        contexts.pinned(contexts.OB_CONTEXT)
    assert refused.value.code == "context.changed"


@pytest.mark.parametrize(
    "url",
    [
        "https://www.w3.org/ns/credentials/v2#",
        "http://www.w3.org/ns/credentials/v2",
        "https://www.w3.org/ns/credentials/V2",
        "../__init__.py",
    ],
)
def test_addresses_are_compared_exactly(url: str) -> None:
    with pytest.raises(ContextError) as refused:
        contexts.pinned(url)
    assert refused.value.code == "context.unknown"


def test_the_first_pin_is_the_file_w3c_publishes(standards: Path) -> None:
    published = (standards / "contexts" / "credentials-v2.jsonld").read_bytes()
    assert contexts.PINNED[contexts.CREDENTIALS_V2][1] == hashlib.sha256(published).hexdigest()


def test_the_loader_hands_out_copies() -> None:
    load = contexts.loader()
    load(contexts.CREDENTIALS_V2, {})["document"]["@context"].clear()
    assert load(contexts.CREDENTIALS_V2, {})["document"]["@context"]


def test_what_has_an_edition_is_fixed() -> None:
    assert contexts.is_fixed(contexts.CREDENTIALS_V2)
    assert contexts.is_fixed("https://www.w3.org/2018/credentials/v1")
    assert not contexts.is_fixed(contexts.OB_MOVING)
    assert not contexts.is_fixed("https://example.org/v1")


def test_only_the_extra_contexts_that_are_named_are_used() -> None:
    extra = {
        "urn:x:1": {"@context": ["urn:x:2", {"a": {"@id": "urn:a", "@context": "urn:x:3"}}]},
        "urn:x:2": {"@context": {"@import": "urn:x:4"}},
        "urn:x:3": {"@context": {}},
        "urn:x:4": {"@context": {}},
        "urn:x:5": {"@context": {}},
    }
    named = {"@context": [contexts.CREDENTIALS_V2], "x": {"@context": ["urn:x:1", {}]}}
    assert set(contexts.used(named, extra) or {}) == {"urn:x:1", "urn:x:2", "urn:x:3", "urn:x:4"}
    assert contexts.used({"@context": [contexts.CREDENTIALS_V2]}, extra) is None
    assert contexts.used(named, None) is None


def test_named_in_finds_nested_contexts_in_order() -> None:
    document = {"@context": ["a", {"b": "c"}], "x": [{"@context": "d"}, {"y": {"@context": []}}]}
    assert list(contexts.named_in(document)) == ["a", {"b": "c"}, "d"]


def test_a_step_is_counted_once_however_often_it_is_taken() -> None:
    inside = {"@context": ["b", "c"], "x": {"@context": "b"}}
    assert contexts.steps_of({"@context": "a"}) == 1
    assert contexts.steps_of({"@context": "a", "x": [inside] * 9}) == 4
    assert contexts.steps_of({"@context": "a", "x": [inside, {"@context": ["c", "b"]}]}) == 6

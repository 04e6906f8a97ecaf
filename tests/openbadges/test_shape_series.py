"""A batch of one achievement: the constants of its form, and the JSON that is signed."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from badges.openbadges import UnsignedCredential, strict_json
from badges.openbadges.canonical import canonicalize_fully
from badges.openbadges.shape_cache import ShapeCache
from badges.openbadges.shape_series import Next
from tests.openbadges import samples
from tests.openbadges.test_shapes import HOSTILE, TEXT

PLAIN = json.dumps(samples.document(samples.simple()))


def _cache() -> ShapeCache:
    return ShapeCache(eager=True, max_bytes=1 << 22, max_forms=10)


def _badge(number: int, *, achievement: str = "기초", name: str = "") -> dict[str, Any]:
    document: dict[str, Any] = json.loads(PLAIN)
    subject = document["credentialSubject"]
    subject["identifier"][0]["identityHash"] = name or f"2026{number:04}"
    for key in ("name", "description", "humanCode", "specialization", "fieldOfStudy"):
        subject["achievement"][key] = achievement
    subject["achievement"]["criteria"]["narrative"] = achievement
    subject["achievement"]["tag"] = [f"{achievement}{place}" for place in range(3)]
    subject["achievement"]["alignment"][0] |= {"targetName": achievement, "targetCode": achievement}
    return document | {"id": f"urn:x:{number}", "name": achievement}


def _check(cache: ShapeCache, document: dict[str, Any]) -> None:
    written = cache.write(document)
    assert written is not None
    assert written.quads == canonicalize_fully(document).encode()
    assert written.json() == strict_json.dumps(document)


@pytest.fixture
def bound(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many values were free in each template that a series made."""
    made: list[int] = []
    whole = Next.__init__

    def counted(self: Next, form: Any, values: Any, free: Any) -> None:
        made.append(len(set(free)))
        whole(self, form, values, free)

    monkeypatch.setattr(Next, "__init__", counted)
    return made


def test_a_batch_gets_a_template_of_its_own(bound: list[int]) -> None:
    cache = _cache()
    for number in range(12):
        _check(cache, _badge(number))
    assert bound == [2]


def test_another_achievement_gets_another_one(bound: list[int]) -> None:
    cache = _cache()
    for number in range(30):
        _check(cache, _badge(number, achievement="기초" if number < 5 else "심화"))
    assert (bound[0], bound[-1]) == (2, 2)
    assert len(bound) > 1


def test_what_begins_to_differ_later_is_set_free(bound: list[int]) -> None:
    cache = _cache()
    for number in range(20):
        document = _badge(number) | (
            {"validFrom": f"2026-11-{number:02}T09:00:00Z"} if number > 4 else {}
        )
        _check(cache, document)
    assert bound == [2, 3]


def test_what_cannot_go_this_way_goes_the_other() -> None:
    cache = _cache()
    for number in range(6):
        _check(cache, _badge(number))
    named_twice = _badge(7)
    named_twice["credentialSubject"]["achievement"]["id"] = "urn:x:7"
    assert cache.write(named_twice) is None
    assert cache.write(_badge(8, name="\x01")) is None
    # A literal that says the same as another value of the badge, and as its id.
    _check(cache, _badge(9, name="기초"))


def test_a_batch_that_cannot_go_this_way_teaches_nothing(bound: list[int]) -> None:
    cache = _cache()
    _check(cache, _badge(0))
    for number in range(8):
        assert cache.write(_badge(number, achievement="\x01")) is None
    assert bound == []


def test_what_others_wrote_teaches_nothing(bound: list[int]) -> None:
    signed, verified = _cache(), _cache()
    _check(signed, _badge(0))
    for number in range(8):
        assert verified.write(_badge(number), beside=signed) is not None
    assert (bound, len(verified)) == ([], 0)


def test_quads_that_become_equal_are_counted_once() -> None:
    cache = _cache()
    for number in range(8):
        document = _badge(number)
        document["credentialSubject"]["achievement"]["tag"] = ["a", "b", "a" if number > 5 else "c"]
        _check(cache, document)


@settings(max_examples=25, deadline=None)
@given(names=st.lists(TEXT, min_size=2, max_size=2))
def test_any_name_in_a_batch(names: list[str]) -> None:
    for number in range(5):
        _check(SHARED, _badge(number))
    for number, name in enumerate(names):
        document = _badge(number, name=name)
        written = SHARED.write(document)
        if written is not None:
            assert written.quads == canonicalize_fully(document).encode()
            assert written.json() == strict_json.dumps(document)


SHARED = _cache()


@pytest.mark.parametrize("text", [text for text in HOSTILE if text.isprintable() or text == "\n"])
def test_the_signed_bytes_are_the_json_of_the_document(text: str) -> None:
    document = json.loads(PLAIN) | {"name": text, "description": f"{text}/{text}"}
    signed = samples.signed(UnsignedCredential(document))
    assert signed.data == strict_json.dumps(signed.document)

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from credcenter.kernel.canonical_json import canonical_json, sha256_of


def test_keys_are_sorted_and_numbers_are_strings() -> None:
    data = {"b": [1, 2.5, Decimal("3.10")], "a": {"x": True}, "c": "한"}
    assert canonical_json(data) == '{"a":{"x":true},"b":["1","2.5","3.1"],"c":"한"}'


def test_the_order_of_writing_does_not_matter() -> None:
    assert canonical_json({"a": 1, "b": 2}) == canonical_json({"b": 2, "a": 1})


def test_the_hash_is_that_of_the_bytes() -> None:
    assert sha256_of("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


@pytest.mark.parametrize("data", [{"키": 1}, {1: 2}, {"a": object()}, {"a": {1}}])
def test_what_has_no_form_is_refused(data: object) -> None:
    with pytest.raises(TypeError):
        canonical_json(data)


def test_a_moment_is_written_as_iso() -> None:
    at = dt.datetime(2026, 2, 20, 1, 2, 3, tzinfo=dt.UTC)
    assert canonical_json([at]) == '["2026-02-20T01:02:03+00:00"]'

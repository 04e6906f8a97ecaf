"""Strict JSON: one reading for everybody, and bounds before work is done."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from badges.openbadges import AmbiguousDocument, Unreadable, strict_json
from badges.openbadges.limits import MAX_DOCUMENT_BYTES, MAX_JSON_DEPTH, MAX_JSON_VALUES

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**30), 10**30) | st.text()
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@given(st.dictionaries(st.text(), VALUES, max_size=4))
def test_what_is_written_is_read_back(document: dict[str, object]) -> None:
    assert strict_json.loads_object(strict_json.dumps(document)) == document


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b'{"a": 1, "a": 2}', "json.duplicate_key"),
        (b'{"x": [{"b": 1, "c": 2, "b": 1}]}', "json.duplicate_key"),
        (b'{"a": "\\ud800"}', "json.surrogate"),
        (b'{"\\udfff": 1}', "json.surrogate"),
    ],
)
def test_two_readings_are_ambiguous(text: bytes, code: str) -> None:
    with pytest.raises(AmbiguousDocument) as refused:
        strict_json.loads(text)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b"", "json.syntax"),
        (b"{'a': 1}", "json.syntax"),
        (b'{"a": 1,}', "json.syntax"),
        (b'{"a": "b', "json.syntax"),
        (b'{"a": "\n"}', "json.syntax"),
        (b'{"a": NaN}', "json.constant"),
        (b'{"a": -Infinity}', "json.constant"),
        (b'{"a": 1e999}', "json.constant"),
        (b'{"a": ' + b"1" * 5000 + b"}", "json.number"),
        ('{"a": "한"}'.encode("cp949"), "json.not_utf8"),
        ('{"a": "x"}'.encode("utf-16"), "json.not_utf8"),
        (b"[" * 100_000, "json.too_deep"),
        (b'{"a":' * (MAX_JSON_DEPTH + 1), "json.too_deep"),
        (b"[" + b"1," * 20_000 + b"1]", "json.too_many_values"),
        (b'"' + b"a" * MAX_DOCUMENT_BYTES + b'"', "json.too_large"),
    ],
)
def test_refuses(text: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        strict_json.loads(text)
    assert refused.value.code == code


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"a":', "}"), ('[0,{"a":', "}]")])
def test_depth_is_counted_to_the_letter(opening: str, closing: str) -> None:
    layers = opening.count("[") + opening.count("{")
    whole, left = divmod(MAX_JSON_DEPTH, layers)
    text = "[" * left + opening * whole + "0" + closing * whole + "]" * left
    strict_json.loads(text.encode())
    for deeper in (f"[{text}]", f"[0, {text}]", '{"a": "", "b": ' + text + "}"):
        with pytest.raises(Unreadable) as refused:
            strict_json.loads(deeper.encode())
        assert refused.value.code == "json.too_deep"


def test_values_are_counted_where_commas_stand_in_texts() -> None:
    text = json.dumps(["," * MAX_JSON_VALUES, "\U0001f600"]).encode()
    assert strict_json.loads(text) == ["," * MAX_JSON_VALUES, "\U0001f600"]


def test_brackets_in_text_are_not_depth() -> None:
    text = json.dumps({"a": '[{"\\' * 1000}).encode()
    assert strict_json.loads(text) == {"a": '[{"\\' * 1000}


def test_an_unclosed_quote_takes_no_longer_than_the_text() -> None:
    started = time.process_time()
    with pytest.raises(Unreadable):
        strict_json.loads(b'"' + b'\\"' * 500_000)
    assert time.process_time() - started < 3


def test_a_list_is_no_object() -> None:
    with pytest.raises(Unreadable) as refused:
        strict_json.loads_object(b"[]")
    assert refused.value.code == "json.not_object"


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_never_writes_what_is_no_json(value: float) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        strict_json.dumps({"a": value})

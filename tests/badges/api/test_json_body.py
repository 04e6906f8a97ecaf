"""Members of a JSON request as they were sent."""

from __future__ import annotations

import json

import pytest

from badges.api.json_body import members
from badges.openbadges.errors import AmbiguousDocument, Unreadable


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (b"{}", {}),
        (b" { } \n", {}),
        (b'{"a":1}', {"a": b"1"}),
        (
            b'{ "a" : [1, 2] , "b":\t{"c": 1.50, "c": 2} }',
            {"a": b"[1, 2]", "b": b'{"c": 1.50, "c": 2}'},
        ),
        (b'{"a": "}\\" ,", "\\u0062": null}', {"a": b'"}\\" ,"', "b": b"null"}),
        ('{"a": "가"}'.encode(), {"a": '"가"'.encode()}),
        (b'{"a": 1e2, "b": -0}', {"a": b"1e2", "b": b"-0"}),
    ],
)
def test_values_keep_their_bytes(body, found):
    assert members(body) == found


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"1", b"{", b'{"a"}', b'{"a":1,}', b'{"a":1} x', b'{1:2}', b'{"a":1 "b":2}', b"\xff"]
    # Ambiguous first and broken after: the strict reading stops at the first fault.
    + [b'{"a":{"b":1,"b":2}', b'[{"b":1,"b":2}]', b'{"a":{"b":1,"b":2}} x', b'{"a":{"b":1,"b":2},}']
    + [b'{"a":{"b":1,"b":2} "c":1}', b'{"a":{"b":1,"b":2},1:2}', b'{"a":{"b":1,"b":2},"c" 1}'],
)  # fmt: skip
def test_what_is_no_object_is_refused(body):
    with pytest.raises(Unreadable):
        members(body)


def test_name_that_stands_twice_is_refused():
    with pytest.raises(AmbiguousDocument) as refused:
        members(b'{"a": 1, "\\u0061": 1}')
    assert refused.value.code == "json.duplicate_key"


def test_long_numbers_after_an_ambiguity_cost_nothing():
    body = b'{"a": {"b": 1, "b": 2}, "c": ' + b"9" * 500_000 + b"}"
    assert len(members(body)["c"]) == 500_000
    assert json.loads(members(body)["a"]) == {"b": 2}

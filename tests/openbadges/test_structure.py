"""What counts as a URI: the short way through says the same as the long one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from badges.openbadges import structure


def _slowly(value: str, monkeypatch: pytest.MonkeyPatch) -> bool:
    with monkeypatch.context() as patched:
        patched.setattr(structure, "_USUAL_URI", structure.re.compile("(?!)"))
        return structure.is_uri(value)


@pytest.fixture(scope="module")
def monkeypatch() -> pytest.MonkeyPatch:
    return pytest.MonkeyPatch()


@given(value=st.from_regex(structure._USUAL_URI, fullmatch=True))
def test_a_usual_uri_is_one(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert structure.is_uri(value)
    assert _slowly(value, monkeypatch)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("https://a.example", True),
        ("HTTPS://a.example/한", True),
        ("https://한.example", True),
        ("ftp://a", True),
        ("tag:a,2026:b", True),
        ("https:///path", False),
        ("https://?q", False),
        ("https://#f", False),
        ("https:a", False),
        ("https://a b", False),
        ("urn:", False),
        ("did:", False),
        ("urn:a\n", False),
        ("a", False),
        (None, False),
        (["https://a.example"], False),
    ],
)
def test_what_a_uri_is(value: object, *, expected: bool) -> None:
    assert structure.is_uri(value) is expected

from __future__ import annotations

import pytest

from programs.validators import is_code, is_term, term_key


def test_terms_in_order_of_time() -> None:
    terms = ["2026-1", "2025-W", "2026-2", "2025-2", "2026-S", "2025-S"]
    in_time = ["2025-S", "2025-2", "2025-W", "2026-1", "2026-S", "2026-2"]
    assert sorted(terms, key=term_key) == in_time


@pytest.mark.parametrize(
    "text", ["2026", "2026-3", "26-1", "2026-1 ", "2026-s", "1949-1", "2028-1", ""]
)
def test_what_is_no_term(text: str) -> None:
    assert not is_term(text, last_year=2027)


@pytest.mark.parametrize("text", ["1950-1", "2026-S", "2027-W"])
def test_what_is_a_term(text: str) -> None:
    assert is_term(text, last_year=2027)


@pytest.mark.parametrize("text", ["", "-A", "a b", "a/b", "한글", "a.b", "x" * 33])
def test_what_is_no_code(text: str) -> None:
    assert not is_code(text, longest=32)
    assert is_code("SSDO-F_1", longest=32)

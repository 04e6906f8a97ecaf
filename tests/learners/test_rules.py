from __future__ import annotations

import pytest

from learners import rules


@pytest.mark.parametrize(
    ("text", "is_sound"),
    [
        ("20260001", True), ("A-2026_1", True), ("1", True), ("x" * 32, True),
        ("x" * 33, False), ("", False), ("../etc", False), ("2026/1", False), ("2026 1", False),
        ("-1", False), ("학번1", False), ("a.b", False),
    ],
)  # fmt: skip
def test_a_student_number_can_name_a_file(text: str, *, is_sound: bool) -> None:
    assert rules.is_student_number(text) is is_sound


@pytest.mark.parametrize(
    ("text", "is_sound"),
    [
        ("홍길동", True), ("HONG Gildong", True), ("O'Neil-Smith, Jr.", True), ("김 A(1)", True),
        ("", False), ("123", False), ("=cmd", False), ("+1a", False), ("@a", False), ("<b>", False),
        ("a\u202eb", False), ("a\nb", False), ("가" * 101, False), ("Kim & Lee", True),
        ("Kim &copy Lee", False), ("&lt;x", False), ("\u3164", False), ("\u115f김", False),
        ("Nguyễn Văn Ệ", True), ("a" + "\u0301" * 90, False),
    ],
)  # fmt: skip
def test_a_name_has_letters_and_no_tricks(text: str, *, is_sound: bool) -> None:
    assert rules.is_name(text) is is_sound


@pytest.mark.parametrize(
    ("text", "is_sound"),
    [
        ("gildong@students.example", True), ("a.b+c@x-y.example", True), ("hanbit.example", False),
        ("a@b", False), ("a b@c.example", False), ("a@c.example\nBcc: x@y.example", False),
        ("a" * 250 + "@c.example", False),
    ],
)  # fmt: skip
def test_an_address_can_be_mailed_to(text: str, *, is_sound: bool) -> None:
    assert rules.is_email(text) is is_sound


def test_cleaning_makes_one_spelling() -> None:
    assert rules.clean_student_number(" ２０２６０００１ ") == "20260001"
    assert rules.clean_name("  홍   길동 ") == "홍 길동"
    assert rules.clean_email(" Gildong@Students.EXAMPLE ") == "gildong@students.example"
    assert rules.is_same_name("Hong  Gildong", "HONG Gildong")
    assert not rules.is_same_name("홍길동", "홍길순")

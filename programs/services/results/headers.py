"""What the columns of other people's tables are called, in Korean and English."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from credcenter.kernel.plain_values import narrow

FIELDS = (
    "student_number",
    "name",
    "family_name",
    "given_name",
    "name_en",
    "email",
    "course",
    "year",
    "term",
    "score",
    "grade",
    "credits",
    "status",
    "counts_for_major",
)
"""What a column can mean; the first name that a header has wins."""

_NAMES: Mapping[str, tuple[str, ...]] = {
    "student_number": (
        *("학번", "학생번호", "학적번호", "교번", "수험번호"),
        *("student number", "student no", "student id", "studentid", "id number", "sis user id"),
        *("user.identifier", "user.username", "아이디 번호", "id 번호", "개인식별번호"),
    ),
    "name": ("성명", "이름", "학생명", "학생성명", "한글성명", "국문성명", "name", "student name", "student"),
    "family_name": ("성", "last name", "surname", "family name", "user.familyname"),
    "given_name": ("first name", "given name", "user.givenname"),
    "name_en": ("영문성명", "영문이름", "영문명", "성명(영문)", "english name", "name (english)", "name en"),
    "email": ("이메일", "이메일 주소", "전자우편", "메일", "e-mail", "email", "email address", "mail", "user.email"),
    "course": (
        *("과목코드", "교과목코드", "교과목번호", "과목번호", "학수번호", "학수코드", "교과코드", "강좌코드"),
        *("course", "course code", "course no", "course number", "course id", "subject code"),
        *("course.coursecode", "class.classcode"),
    ),
    "year": ("이수학년도", "이수년도", "이수연도", "학년도", "수강학년도", "수강년도", "개설학년도", "year", "academic year"),
    "term": (
        *("이수학기", "수강학기", "개설학기", "학년도학기", "이수학년도학기", "학기", "term", "semester"),
        *("session", "academic term", "session.title"),
    ),
    "score": (
        *("점수", "성적", "환산점수", "백분위점수", "취득점수", "총점", "원점수", "score", "mark", "marks", "points"),
        *("final score", "course total (real)", "course total", "result.score"),
    ),
    "grade": ("등급", "평점등급", "성적등급", "학점등급", "grade", "letter grade", "final grade", "course total (letter)"),
    "credits": ("학점", "이수학점", "취득학점", "과목학점", "credit", "credits", "credit hours"),
    "status": ("상태", "이수상태", "이수여부", "이수구분상태", "취득여부", "status", "completion", "result status"),
    "counts_for_major": (
        *("전공인정", "전공인정여부", "주전공인정", "전공중복", "전공중복인정", "주전공중복인정", "중복인정", "중복인정여부"),
        *("counts for major", "also for the major", "double counted"),
    ),
}  # fmt: skip

_SIGNS = re.compile(r"[\s_\-·:]+")

REASON = ("reason", "사유")
"""Columns that our own error file adds: they mean nothing when it comes back."""


def suggest(header: Sequence[str]) -> dict[str, str]:
    """For each field the column that is most likely meant: by our own names first, then by the order of the list."""
    by_form = {_form(name): name for name in reversed(header)}
    found: dict[str, str] = {}
    for field in FIELDS:
        names = (field, *_NAMES[field])
        column = next((by_form[_form(name)] for name in names if _form(name) in by_form), None)
        if column is not None and column not in found.values():
            found[field] = column
    if "name" in found:
        found.pop("family_name", None)
        found.pop("given_name", None)
    return found


def is_ours(header: Iterable[str], *, required: Iterable[str]) -> bool:
    """Whether a table has the names of our own results file, so that nothing is to be asked."""
    return set(required) <= set(header)


def _form(name: str) -> str:
    """How names are compared: width, case, spaces and hyphens do not matter."""
    return _SIGNS.sub("", narrow(name)).casefold()

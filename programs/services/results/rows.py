"""One row of a results file: the written rules by which each cell is read or refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_noop

from credcenter.kernel.plain_values import decimals, narrow, read_number
from credcenter.kernel.refusals import Refusal
from credcenter.kernel.tables import Row
from learners.services.profile import Person
from learners.services.row_check import PeopleCheck, refuse
from programs.enums import ResultStatus
from programs.models import Course
from programs.validators import is_term

REQUIRED_COLUMNS = ("student_number", "course", "term", "status")
_STATUSES = tuple(ResultStatus.values)
FLAG = "counts_for_major"
COLUMNS = (
    *REQUIRED_COLUMNS,
    *("name", "name_en", "email", "score", "grade", "credits", FLAG),
)
_YES = frozenset({"yes", "y", "true", "1", "o", "예", "인정", "중복인정"})
_NO = frozenset({"no", "n", "false", "0", "x", "아니오", "아니요", "미인정"})


@dataclass(frozen=True, slots=True)
class ResultRow:
    """A sound row. `score` is that of the file, or the one that the grade stands for; None where there is neither.

    `counts_for_major` is None where the file does not say: then the record keeps what it has.
    """

    row: int
    person: Person
    course: str
    term: str
    score: Decimal | None
    grade: str
    credits: Decimal
    status: str
    counts_for_major: bool | None = None

    @property
    def key(self) -> tuple[str, str, str]:
        """What there can be one result of."""
        return (self.person.student_number, self.course, self.term)

    def to_json(self) -> dict[str, Any]:
        """Flat JSON with numbers as strings: the row as a page shows it."""
        person = self.person
        return {
            "row": self.row,
            "student_number": person.student_number,
            "name": person.name,
            "name_en": person.name_en,
            "email": person.email,
            "course": self.course,
            "term": self.term,
            "score": None if self.score is None else str(self.score),
            "grade": self.grade,
            "credits": str(self.credits),
            "status": self.status,
            "counts_for_major": self.counts_for_major,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> ResultRow:
        """What `to_json` wrote."""
        person = Person(data["student_number"], data["name"], data["name_en"], data["email"])
        score = data["score"]
        return cls(
            row=data["row"],
            person=person,
            course=data["course"],
            term=data["term"],
            score=None if score is None else Decimal(score),
            grade=data["grade"],
            credits=Decimal(data["credits"]),
            status=data["status"],
            counts_for_major=data.get("counts_for_major"),
        )


class _RefusedError(Exception):
    """Ends the reading of a row at its first fault."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


@dataclass
class RowReader:
    """Reads row after row; knows the courses, our records of people, and the rows before."""

    courses: Mapping[str, Course]
    people: PeopleCheck
    last_year: int
    _first_row: dict[tuple[str, str, str], int] = field(default_factory=dict)

    def read(self, row: Row) -> ResultRow | Refusal:
        """The row, or the first reason against it."""
        try:
            return self._read(row)
        except _RefusedError as refused:
            return refused.refusal

    def _read(self, row: Row) -> ResultRow:
        person = self.people.person(row)
        if isinstance(person, Refusal):
            raise _RefusedError(person)
        course = self._course(row)
        status = _status(row)
        grade = narrow(row.cells.get("grade", "")).upper()
        score = _score(row, grade=grade, status=status)
        read = ResultRow(
            row=row.number,
            person=person,
            course=course.code,
            term=self._term(row),
            score=score,
            grade=grade,
            credits=_credits(row, course),
            status=status,
            counts_for_major=_flag(row),
        )
        first = self._first_row.setdefault(read.key, row.number)
        if first != row.number:
            message = gettext_noop(
                "Row %(first)d has a result of this learner, course and term already."
            )
            raise _refused(row, "course", "result_twice", message, first=first)
        return read

    def _course(self, row: Row) -> Course:
        code = narrow(row.cells["course"])
        course = self.courses.get(code)
        if course is None:
            message = gettext_noop(
                "There is no course %(course)s. Load the program that has it first."
            )
            raise _refused(row, "course", "course_unknown", message, course=code[:64])
        return course

    def _term(self, row: Row) -> str:
        term = narrow(row.cells["term"]).upper()
        if not is_term(term, last_year=self.last_year):
            message = gettext_noop(
                "%(term)s is not a term. Write it as 2026-1, 2026-S, 2026-2 or 2026-W."
            )
            raise _refused(row, "term", "term_bad", message, term=term[:40])
        return term


def course_code(row: Row) -> str:
    """The course that a row names, known or not."""
    return narrow(row.cells["course"])


def _status(row: Row) -> str:
    status = narrow(row.cells["status"]).lower()
    if status not in _STATUSES:
        message = gettext_noop("%(status)s is not a status. Use one of: %(known)s.")
        known = ", ".join(_STATUSES)
        raise _refused(row, "status", "status_bad", message, status=status[:40] or "–", known=known)
    return status


def _score(row: Row, *, grade: str, status: str) -> Decimal | None:
    """The score of the file; without one, the score that the grade stands for (CREDCENTER_GRADE_SCORES)."""
    grades: Mapping[str, str] = settings.CREDCENTER_GRADE_SCORES
    if grade and grade not in grades:
        message = gettext_noop("%(grade)s is not a grade. Use one of: %(known)s.")
        raise _refused(
            row, "grade", "grade_bad", message, grade=grade[:40], known=", ".join(grades)
        )
    if grade == "F" and status == ResultStatus.COMPLETED:
        message = gettext_noop("A course with the grade F is not completed.")
        raise _refused(row, "status", "failed_but_completed", message)
    text = row.cells.get("score", "")
    if text:
        return _number_score(row, text)
    if not grade and status == ResultStatus.COMPLETED:
        message = gettext_noop("A completed course needs a score or a grade.")
        raise _refused(row, "score", "score_missing", message)
    return Decimal(grades[grade]) if grade else None


def _number_score(row: Row, text: str) -> Decimal:
    value = read_number(text)
    if value is None or decimals(value) > 2:
        message = gettext_noop("%(value)s is not a number with at most two decimals.")
        raise _refused(row, "score", "score_bad", message, value=text[:40])
    if not 0 <= value <= 100:
        message = gettext_noop("The score %(value)s is outside the range 0 to 100.")
        raise _refused(row, "score", "score_out_of_range", message, value=text[:40])
    return value.copy_abs()


def _credits(row: Row, course: Course) -> Decimal:
    """The credits of the file, never more than the course has; without any, those of the course."""
    text = row.cells.get("credits", "")
    if not text:
        return course.credits
    value = read_number(text)
    if value is None or decimals(value) > 1 or value <= 0:
        message = gettext_noop("%(value)s is not a number of credits.")
        raise _refused(row, "credits", "credits_bad", message, value=text[:40])
    if value > course.credits:
        message = gettext_noop(
            "%(value)s credits are more than the %(credits)s of the course %(course)s."
        )
        params = {
            "value": text[:40],
            "credits": f"{course.credits.normalize():f}",
            "course": course.code,
        }
        raise _refused(row, "credits", "credits_too_many", message, **params)
    return value


def _flag(row: Row) -> bool | None:
    """Whether the course counts for the learner's major as well; None where nothing is said."""
    text = row.cells.get(FLAG, "")
    if not text:
        return None
    word = narrow(text).casefold()
    if word not in _YES | _NO:
        message = gettext_noop("%(value)s is neither yes nor no.")
        raise _refused(row, FLAG, "flag_bad", message, value=text[:40])
    return word in _YES


def _refused(row: Row, column: str, code: str, message: str, **params: object) -> _RefusedError:
    return _RefusedError(refuse(row, column, code, message, **params))

from __future__ import annotations

import pytest

from credcenter.kernel.audit import SYSTEM
from credcenter.kernel.refusals import Refusal
from credcenter.kernel.tables import Row
from learners.services.profile import Person, ensure_learners
from learners.services.row_check import people_check

pytestmark = pytest.mark.django_db

KNOWN = Person("20260001", "홍길동", "HONG Gildong", "gildong@students.example")


def outcomes(*rows: dict[str, str]) -> list[Person | Refusal]:
    numbered = [Row(number, cells) for number, cells in enumerate(rows, start=2)]
    check = people_check(numbered)
    return [check.person(row) for row in numbered]


def refused(*rows: dict[str, str]) -> tuple[int, str, str]:
    last = outcomes(*rows)[-1]
    assert isinstance(last, Refusal)
    assert last.reason
    return last.row, last.column, last.code


@pytest.fixture(autouse=True)
def _known(db: None) -> None:
    ensure_learners([KNOWN], actor=SYSTEM)


def cells(number: str = "20260002", name: str = "김서연", **more: str) -> dict[str, str]:
    return {"student_number": number, "name": name} | more


def test_a_good_row_yields_a_clean_person() -> None:
    row = cells(" ２０２６０００２", " 김  서연 ", name_en="KIM Seoyeon", email="Seoyeon@X.Example")
    assert outcomes(row) == [Person("20260002", "김 서연", "KIM Seoyeon", "seoyeon@x.example")]


def test_a_known_learner_needs_no_name() -> None:
    assert outcomes(cells("20260001", "")) == [Person("20260001", "홍길동")]


def test_a_learner_of_an_earlier_row_needs_no_name() -> None:
    assert outcomes(cells(), cells(name=""))[1] == Person("20260002", "김서연")


def test_another_english_name_or_address_of_a_known_learner_is_no_fault() -> None:
    row = cells("20260001", "홍길동", name_en="Hong Gil-dong", email="new@x.example")
    assert isinstance(outcomes(row)[0], Person)


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        (cells(""), "student_number", "student_number_missing"),
        (cells("../x"), "student_number", "student_number_bad"),
        (cells(name=""), "name", "name_missing"),
        (cells(name="=cmd"), "name", "name_bad"),
        (cells(name_en="<i>"), "name_en", "name_bad"),
        (cells(email="hanbit.example"), "email", "email_bad"),
        (cells(email="GILDONG@students.example"), "email", "email_taken"),
        (cells("20260001", "홍길순"), "name", "name_differs"),
    ],
)
def test_a_bad_row_says_why_and_where(row: dict[str, str], column: str, code: str) -> None:
    assert refused(row) == (2, column, code)


def test_a_number_that_differs_in_capitals_only_is_somebody_elses() -> None:
    ensure_learners([Person("ab1", "김서연")], actor=SYSTEM)
    assert refused(cells("AB1")) == (2, "student_number", "student_number_taken")


def test_rows_that_contradict_each_other() -> None:
    assert refused(cells(), cells(name="김서윤")) == (3, "name", "name_differs_in_file")
    one, other = cells(email="a@x.example"), cells("20260003", "박도윤", email="a@x.example")
    assert refused(one, other) == (3, "email", "email_twice")


def test_a_refused_row_is_no_witness_against_the_next() -> None:
    good = outcomes(cells(name="=x", email="a@x.example"), cells(email="a@x.example"))[1]
    assert isinstance(good, Person)


def test_a_refusal_survives_its_json_and_speaks_both_languages() -> None:
    refusal = outcomes(cells("", ""))[0]
    assert isinstance(refusal, Refusal)
    assert Refusal.from_json(refusal.to_json()) == refusal
    assert refusal.reason

"""Whether a course counts for the major too, as results files say it."""

from __future__ import annotations

import pytest

from credcenter.kernel.audit import SYSTEM
from programs.models import CourseResult, MicroDegree, ResultImport
from programs.services.results import apply_results, check_results
from programs.services.results.headers import suggest
from programs.services.results.undoing import undo_results
from tests.factories import studies

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_broker")]

HEADER = "student_number,name,course,term,score,status,counts_for_major\n"


@pytest.fixture
def degree() -> MicroDegree:
    return studies.micro_degree()


def check(degree: MicroDegree, *flags: str, header: str = HEADER, score: int = 80) -> ResultImport:
    rows = [
        f"2026000{number},홍길동,SSD101,2026-1,{score},completed,{flag}\n"
        for number, flag in enumerate(flags)
    ]
    data = (header + "".join(rows)).encode()
    return check_results(data, file_name="r.csv", micro_degree=degree, actor=SYSTEM)


def on_record() -> list[bool]:
    rows = CourseResult.objects.order_by("learner__student_number")
    return list(rows.values_list("counts_for_major", flat=True))


def test_a_cell_says_yes_no_or_nothing(degree: MicroDegree) -> None:
    checked = check(degree, "yes", "예", "Ｙ", "no", "X", "", "maybe")
    assert [row["counts_for_major"] for row in checked.rows] == [True] * 3 + [False] * 2 + [None]
    assert [(each["column"], each["code"]) for each in checked.refusals] == [
        ("counts_for_major", "flag_bad")
    ]
    apply_results(checked, actor=SYSTEM)
    assert on_record() == [True] * 3 + [False] * 3


def test_a_file_that_does_not_say_it_leaves_it_and_undoing_brings_it_back(
    degree: MicroDegree,
) -> None:
    apply_results(check(degree, "yes", "yes"), actor=SYSTEM)
    silent = check(degree, "", "", score=85)
    apply_results(silent, actor=SYSTEM)
    assert (silent.summary["results_changed"], on_record()) == (2, [True, True])
    said = check(degree, "no", "yes", score=85)
    assert [row["outcome"] for row in said.rows] == ["changed", "unchanged"]
    apply_results(said, actor=SYSTEM)
    assert on_record() == [False, True]
    undo_results(said, actor=SYSTEM)
    assert on_record() == [True, True]


def test_it_decides_where_credits_for_the_major_are_bounded(degree: MicroDegree) -> None:
    """By way of the preview, the case and `explain` alike."""
    rules = degree.curricula.get()
    rules.rules |= {"major_credits_max": "3"}
    rules.save()
    rows = [
        f"20260001,홍길동,{course},2026-1,80,completed,{flag}\n"
        for course, flag in zip(studies.COURSES, ("yes", "yes", "no", "no"), strict=False)
    ]
    data = (HEADER + "".join(rows)).encode()
    checked = check_results(data, file_name="r.csv", micro_degree=degree, actor=SYSTEM)
    assert checked.summary["newly_eligible"] == 0
    plain = check_results(
        data.replace(b",yes", b",no"), file_name="r.csv", micro_degree=degree, actor=SYSTEM
    )
    assert plain.summary["newly_eligible"] == 1
    assert apply_results(checked, actor=SYSTEM)["newly_eligible"] == 0
    assert apply_results(plain, actor=SYSTEM)["newly_eligible"] == 1


def test_the_column_is_suggested_under_its_usual_names() -> None:
    for name in ("counts_for_major", "주전공 중복인정", "전공인정여부", "Counts for major"):
        assert suggest(["학번", name])["counts_for_major"] == name

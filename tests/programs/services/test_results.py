"""Results files: each row read or refused by a written rule, a preview that is right, applied whole or not at all."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from credcenter.kernel.audit import SYSTEM, Actor
from credcenter.kernel.errors import Conflict, InvalidInput, RuleRefused
from credcenter.kernel.models import AuditEvent
from learners.models import Learner
from learners.services.profile import Person, ensure_learners
from programs.enums import CompletionState, EnrolmentState, ImportState
from programs.models import (
    Completion,
    CourseResult,
    CurriculumVersion,
    Enrolment,
    MicroDegree,
    ResultImport,
)
from programs.services.enrolment import withdraw
from programs.services.results import apply_results, check_results
from tests.factories import studies

pytestmark = pytest.mark.django_db

HEADER = "student_number,name,name_en,email,course,term,score,grade,credits,status\n"


@pytest.fixture
def degree() -> MicroDegree:
    return studies.micro_degree()


def row(
    number: str = "20260001",
    course: str = "SSD101",
    score: str = "80",
    *,
    name: str = "홍길동",
    email: str = "",
    term: str = "2026-1",
    grade: str = "",
    credits_: str = "3",
    status: str = "completed",
) -> str:
    return f"{number},{name},,{email},{course},{term},{score},{grade},{credits_},{status}\n"


def check(degree: MicroDegree, *rows: str, actor: Actor = SYSTEM) -> ResultImport:
    data = (HEADER + "".join(rows)).encode()
    return check_results(data, file_name="results.csv", micro_degree=degree, actor=actor)


def all_courses(number: str = "20260001", score: str = "80") -> list[str]:
    return [row(number, course, score) for course in studies.COURSES]


@pytest.mark.parametrize(
    ("text", "column", "code"),
    [
        (row(course="NOPE"), "course", "course_unknown"),
        (row(course=""), "course", "course_unknown"),
        (row(score="101"), "score", "score_out_of_range"),
        (row(score="-1"), "score", "score_out_of_range"),
        (row(score="NaN"), "score", "score_bad"),
        (row(score="85점"), "score", "score_bad"),
        (row(score="80.123"), "score", "score_bad"),
        (row(score=""), "score", "score_missing"),
        (row(score="", grade="Q"), "grade", "grade_bad"),
        (row(score="0", grade="F"), "status", "failed_but_completed"),
        (row(status="passed"), "status", "status_bad"),
        (row(status=""), "status", "status_bad"),
        (row(term="2026"), "term", "term_bad"),
        (row(term="2999-1"), "term", "term_bad"),
        (row(credits_="0"), "credits", "credits_bad"),
        (row(credits_="three"), "credits", "credits_bad"),
        (row(credits_="3.5"), "credits", "credits_too_many"),
        (row(number=""), "student_number", "student_number_missing"),
        (row(name=""), "name", "name_missing"),
        (row(email="hanbit.example"), "email", "email_bad"),
    ],
)
def test_a_bad_row_is_refused_and_stops_no_other(
    degree: MicroDegree, text: str, column: str, code: str
) -> None:
    checked = check(degree, row("20260099", name="김서연"), text)
    assert [(each["row"], each["column"], each["code"]) for each in checked.refusals] == [
        (3, column, code)
    ]
    assert [each["student_number"] for each in checked.rows] == ["20260099"]
    assert (checked.summary["rows"], checked.summary["refused"]) == (1, 1)


@pytest.mark.parametrize(
    ("text", "score", "credits_"),
    [
        (row(score="８５"), "85", "3"),
        (row(score="85.50"), "85.50", "3"),
        (row(score="", grade="b+"), "87", "3"),
        (row(score="90", grade="B+"), "90", "3"),
        (row(credits_=""), "80", "3.0"),
        (row(credits_="2.5"), "80", "2.5"),
        (row(score="", status="in_progress"), None, "3"),
        (row(score="", grade="F", status="failed"), "0", "3"),
    ],
)
def test_a_good_row_is_read_by_a_written_rule(
    degree: MicroDegree, text: str, score: str | None, credits_: str
) -> None:
    read = check(degree, text).rows[0]
    assert (read["score"], Decimal(read["credits"])) == (score, Decimal(credits_))


def test_the_same_result_twice_is_refused(degree: MicroDegree) -> None:
    checked = check(degree, row(), row(score="90"), row(term="2026-2"))
    assert [(each["row"], each["code"]) for each in checked.refusals] == [(3, "result_twice")]


def test_another_name_than_on_record_is_refused(degree: MicroDegree) -> None:
    ensure_learners([Person("20260001", "홍길순")], actor=SYSTEM)
    assert [each["code"] for each in check(degree, row()).refusals] == ["name_differs"]


def test_checking_writes_nothing_but_the_preview(degree: MicroDegree) -> None:
    checked = check(degree, *all_courses(), row("20260002", name="김서연"))
    assert checked.state == ImportState.CHECKED
    assert checked.summary == {
        "rows": 4,
        "refused": 0,
        "unknown_columns": [],
        "learners_new": 2,
        "enrolments_new": 2,
        "withdrawn": 0,
        "results_new": 4,
        "results_changed": 0,
        "results_unchanged": 0,
        "newly_eligible": 1,
    }
    assert not any(
        model.objects.exists() for model in (Learner, Enrolment, CourseResult, Completion)
    )


def test_applying_does_what_the_preview_said(degree: MicroDegree) -> None:
    checked = check(degree, *all_courses(), row("20260002", name="김서연"))
    promised = dict(checked.summary)
    assert apply_results(checked, actor=SYSTEM) == promised
    assert (Learner.objects.count(), Enrolment.objects.count(), CourseResult.objects.count()) == (
        2,
        2,
        4,
    )
    assert set(CourseResult.objects.values_list("source", flat=True)) == {checked.pk}
    states = Completion.objects.values_list("enrolment__learner__student_number", "state")
    assert dict(states) == {
        "20260001": CompletionState.IN_REVIEW,
        "20260002": CompletionState.IN_PROGRESS,
    }
    assert checked.state == ImportState.APPLIED
    assert AuditEvent.objects.filter(action="results.applied").count() == 1


def test_applying_twice_is_refused_and_changes_nothing(degree: MicroDegree) -> None:
    checked = check(degree, row())
    apply_results(checked, actor=SYSTEM)
    events = AuditEvent.objects.count()
    with pytest.raises(Conflict) as caught:
        apply_results(checked, actor=SYSTEM)
    assert (caught.value.code, AuditEvent.objects.count()) == ("already_applied", events)


def test_the_same_file_again_changes_nothing(degree: MicroDegree) -> None:
    apply_results(check(degree, *all_courses()), actor=SYSTEM)
    before = list(CourseResult.objects.values_list("pk", "source_id"))
    again = check(degree, *all_courses())
    assert (again.summary["results_new"], again.summary["results_unchanged"]) == (0, 3)
    apply_results(again, actor=SYSTEM)
    assert list(CourseResult.objects.values_list("pk", "source_id")) == before


def test_a_corrected_result_takes_the_place_of_the_old(degree: MicroDegree) -> None:
    apply_results(check(degree, *all_courses()), actor=SYSTEM)
    corrected = check(degree, row(score="20"))
    assert (corrected.summary["results_changed"], corrected.summary["newly_eligible"]) == (1, 0)
    apply_results(corrected, actor=SYSTEM)
    result = CourseResult.objects.get(course__code="SSD101")
    assert (result.score, result.source_id) == (20, corrected.pk)
    assert Completion.objects.get().state == CompletionState.IN_PROGRESS


def test_who_withdrew_is_not_enrolled_again_by_a_file(degree: MicroDegree) -> None:
    apply_results(check(degree, row()), actor=SYSTEM)
    withdraw(Enrolment.objects.get().pk, reason="asked for", actor=SYSTEM)
    checked = check(degree, *all_courses())
    assert (checked.summary["withdrawn"], checked.summary["newly_eligible"]) == (1, 0)
    apply_results(checked, actor=SYSTEM)
    assert list(Enrolment.objects.values_list("state", flat=True)) == [EnrolmentState.WITHDRAWN]
    assert CourseResult.objects.count() == 3


def test_the_term_of_entry_chooses_the_curriculum(degree: MicroDegree) -> None:
    CurriculumVersion.objects.create(
        micro_degree=degree, version="2027", from_term="2027-1", rules=studies.RULES
    )
    rows = [
        row("20250001", term="2025-2"),
        row("20260002", term="2026-W", name="김서연"),
        row("20270001", term="2027-1", name="박도윤"),
        row("20270001", term="2027-2", name="박도윤"),
    ]
    apply_results(check(degree, *rows), actor=SYSTEM)
    chosen = Enrolment.objects.values_list("learner__student_number", "term", "curriculum__version")
    assert set(chosen) == {
        ("20250001", "2025-2", "2026"),
        ("20260002", "2026-W", "2026"),
        ("20270001", "2027-1", "2027"),
    }


def test_a_file_without_its_columns_or_a_degree_without_rules(degree: MicroDegree) -> None:
    with pytest.raises(InvalidInput) as caught:
        check_results(
            b"student_number,name\n1,a\n", file_name="x.csv", micro_degree=degree, actor=SYSTEM
        )
    assert caught.value.details["columns"] == ["course", "term", "status"]
    CurriculumVersion.objects.all().delete()
    with pytest.raises(RuleRefused):
        check(degree, row())
    assert not ResultImport.objects.exists()


@pytest.mark.parametrize("step", ["check", "apply"])
def test_the_number_of_queries_does_not_grow_with_the_learners(
    degree: MicroDegree, step: str
) -> None:
    counts = []
    # SQLite takes some 80 events in one statement, and each learner makes three.
    for first, size in ((100, 1), (200, 20)):
        rows = [line for n in range(size) for line in all_courses(f"2026{first + n:05}")]
        checked = check(degree, *rows) if step == "apply" else None
        with CaptureQueriesContext(connection) as queries:
            if checked is None:
                check(degree, *rows)
            else:
                apply_results(checked, actor=SYSTEM)
        counts.append(len(queries))
    assert counts[0] == counts[1]

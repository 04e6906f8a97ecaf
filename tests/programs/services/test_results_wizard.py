"""From another's table to our results: recognised, columns chosen and remembered, checked, applied, undone."""

from __future__ import annotations

import csv
import datetime as dt
import io
from decimal import Decimal

import pytest

from credcenter.accounts.enums import Role
from credcenter.kernel import clock
from credcenter.kernel.audit import SYSTEM, Actor
from credcenter.kernel.errors import Conflict, InvalidInput, RuleRefused
from credcenter.kernel.models import AuditEvent
from learners.services.profile import Person, ensure_learners
from programs.enums import CompletionState, Decision, ImportFormat, ImportState
from programs.models import Completion, CourseResult, Enrolment, MicroDegree, ResultImport
from programs.services.approval import decide
from programs.services.results import apply_results, check_results, undo_results
from programs.services.results.mapping import BY_SCORE, ColumnMapping
from programs.services.results.receiving import choose_columns, discard_import, receive_file
from programs.services.results.refused_rows import error_file, template_file
from programs.services.results.working import FORGOTTEN_AFTER, check_next, wake_forgotten, work
from programs.tasks import discard_forgotten
from tests.factories import studies

pytestmark = pytest.mark.django_db

KOREAN = "학번,성명,과목코드,이수학년도,이수학기,점수,등급,학점,이수여부\n"
OURS = "student_number,name,course,term,score,status\n"


@pytest.fixture
def degree() -> MicroDegree:
    return studies.micro_degree()


def receive(degree: MicroDegree, data: bytes | str, name: str = "results.csv") -> ResultImport:
    sent = data.encode() if isinstance(data, str) else data
    return receive_file(sent, file_name=name, micro_degree=degree, actor=SYSTEM)


def checked(import_: ResultImport, mapping: ColumnMapping | None = None) -> ResultImport:
    choose_columns(import_, mapping or ColumnMapping.from_json(import_.mapping), actor=SYSTEM)
    check_next(import_)
    return import_


def constants(import_: ResultImport, **values: str) -> ColumnMapping:
    said = ColumnMapping.from_json(import_.mapping)
    return ColumnMapping(said.columns, dict(said.constants) | values)


def applied(degree: MicroDegree, *rows: str) -> ResultImport:
    data = (OURS + "".join(f"{row}\n" for row in rows)).encode()
    made = check_results(data, file_name="r.csv", micro_degree=degree, actor=SYSTEM)
    apply_results(made, actor=SYSTEM)
    return made


def all_met(number: str = "20260001") -> list[str]:
    return [f"{number},홍길동,{code},2026-1,80,completed" for code in studies.COURSES]


def values() -> list[tuple[str, Decimal | None, str]]:
    rows = CourseResult.objects.order_by("course__code", "term")
    return list(rows.values_list("course__code", "score", "status"))


@pytest.mark.parametrize("encoding", ["utf-8", "cp949"])
def test_korean_columns_are_suggested_and_read(degree: MicroDegree, encoding: str) -> None:
    rows = "20260001,홍길동,SSD101,2026학년도,1학기,８５,,3,이수\n20260001,홍길동,SSD102,2026,여름계절학기,,A+,3,이수\n"
    import_ = receive(degree, (KOREAN + rows).encode(encoding))
    assert (import_.state, import_.format) == (ImportState.UPLOADED, ImportFormat.TABLE)
    checked(import_)
    assert [(row["course"], row["term"], row["score"]) for row in import_.rows] == [
        ("SSD101", "2026-1", "85"),
        ("SSD102", "2026-S", "97.5"),
    ]
    assert (import_.state, import_.refusals) == (ImportState.CHECKED, [])


def test_a_choice_is_remembered_for_files_of_the_same_columns(degree: MicroDegree) -> None:
    header = "code,who,what,when,points\n"
    first = receive(degree, header + "20260001,홍길동,SSD101,2026-1,80\n")
    columns = {"student_number": "code", "name": "who", "course": "what"}
    columns |= {"term": "when", "score": "points"}
    checked(first, ColumnMapping(columns, {"status": BY_SCORE, "pass_score": "70"}))
    again = receive(degree, header + "20260002,김서연,SSD101,2026-1,69\n")
    assert again.mapping == first.mapping
    assert [row["status"] for row in checked(again).rows] == ["failed"]
    other = receive(
        degree, header.replace("points", "marks") + "20260002,김서연,SSD101,2026-1,69\n"
    )
    assert "score" not in other.mapping["columns"] or other.mapping["columns"]["score"] == "marks"


def test_a_choice_that_does_not_do_changes_nothing(degree: MicroDegree) -> None:
    import_ = receive(degree, "학번,점수\n20260001,80\n")
    with pytest.raises(InvalidInput) as caught:
        checked(import_)
    assert caught.value.details["fields"] == ["course", "term", "status"]
    with pytest.raises(InvalidInput):
        checked(import_, ColumnMapping({"student_number": "gone"}, {}))
    import_.refresh_from_db()
    assert import_.state == ImportState.UPLOADED


# docs/results.md has the rule in words.
SCORES = (
    ("85", "85"),
    ("８５", "85"),
    ("85.5", "85.5"),
    (" 85 ", "85"),
    ("100", "100"),
    ("-0", "0"),
    ("101", "score_out_of_range"),
    ("-1", "score_out_of_range"),
    ("NaN", "score_bad"),
    ("∞", "score_bad"),
    ("Infinity", "score_bad"),
    ("1e2", "score_bad"),
    ("85점", "score_bad"),
    ('"85,5"', "score_bad"),
    ("85.123", "score_bad"),
    ("八十五", "score_bad"),
    ("٨٥", "score_bad"),
    ("0x55", "score_bad"),
    ("", "score_missing"),
)


def test_every_score_is_read_or_refused_by_the_written_rule(degree: MicroDegree) -> None:
    lines = [
        f"2026{number:04},홍길동,SSD101,2026-1,{text},completed\n"
        for number, (text, _read) in enumerate(SCORES)
    ]
    data = (OURS + "".join(lines)).encode()
    made = check_results(data, file_name="r.csv", micro_degree=degree, actor=SYSTEM)
    found = {row["student_number"]: row["score"] for row in made.rows}
    found |= {each["student_number"]: each["code"] for each in made.refusals}
    expected = {f"2026{number:04}": read for number, (_text, read) in enumerate(SCORES)}
    assert found == expected


def test_the_preview_says_what_stood_before(degree: MicroDegree) -> None:
    applied(degree, *all_met())
    data = (
        OURS + "20260001,,SSD101,2026-1,90,completed\n20260001,,SSD102,2026-1,80,completed\n"
    ).encode()
    made = check_results(data, file_name="r.csv", micro_degree=degree, actor=SYSTEM)
    assert [row["outcome"] for row in made.rows] == ["changed", "unchanged"]
    assert made.rows[0]["before"]["score"] == "80.00"


def test_refused_rows_come_back_as_a_file_to_mend(degree: MicroDegree) -> None:
    rows = "20260001,홍길동,NOPE,2026학년도,1학기,80,,3,이수\n20260002,김서연,SSD101,2026,1,@SUM(1),,3,이수\n20260003,박도윤,SSD101,2026,1,80,,3,이수\n"
    import_ = checked(receive(degree, KOREAN + rows))
    lines = list(csv.reader(io.StringIO(error_file(import_, actor=SYSTEM).decode("utf-8-sig"))))
    assert [line[0] for line in lines[1:]] == ["20260001", "20260002"]
    assert lines[2][5] == "'@SUM(1)"
    assert all(len(line) == len(lines[0]) == 10 for line in lines)
    mended = "\n".join(",".join(line).replace("NOPE", "SSD101") for line in lines[:2])
    again = receive(degree, mended)
    assert checked(again).summary["unknown_columns"] == []
    assert [row["student_number"] for row in again.rows] == ["20260001"]


def test_the_empty_file_to_fill_in_is_one_of_ours(degree: MicroDegree) -> None:
    assert receive(degree, template_file()).state == ImportState.CHECKING


def test_a_discarded_upload_keeps_no_rows(degree: MicroDegree) -> None:
    import_ = checked(receive(degree, KOREAN + "20260001,홍길동,SSD101,2026,1,80,,3,이수\n"))
    discard_import(import_, actor=SYSTEM)
    assert (import_.state, import_.file, import_.rows) == (ImportState.DISCARDED, None, [])
    with pytest.raises(Conflict):
        apply_results(import_, actor=SYSTEM)
    with pytest.raises(Conflict):
        discard_import(import_, actor=SYSTEM)
    assert not CourseResult.objects.exists()


def test_what_nobody_applied_for_a_month_is_discarded(degree: MicroDegree) -> None:
    uploaded = receive(degree, KOREAN + "20260001,홍길동,SSD101,2026,1,80,,3,이수\n")
    fresh = checked(receive(degree, KOREAN + "20260002,김서연,SSD101,2026,1,80,,3,이수\n"))
    old = applied(degree, *all_met("20260003"))
    long_ago = clock.now() - dt.timedelta(days=31)
    ResultImport.objects.exclude(pk=fresh.pk).update(uploaded_at=long_ago)
    discard_forgotten()
    states = {each.pk: (each.state, bool(each.rows)) for each in ResultImport.objects.all()}
    assert states == {
        uploaded.pk: (ImportState.DISCARDED, False),
        fresh.pk: (ImportState.CHECKED, True),
        old.pk: (ImportState.APPLIED, True),
    }
    assert ResultImport.objects.get(pk=uploaded.pk).file is None
    assert AuditEvent.objects.get(action="results.discarded").subject_id == str(uploaded.pk)


def test_undoing_brings_back_what_stood_before(degree: MicroDegree) -> None:
    first = applied(degree, *all_met())
    before, case = values(), Completion.objects.get()
    second = applied(
        degree, "20260001,,SSD101,2026-1,10,failed", "20260002,김서연,SSD101,2026-1,80,completed"
    )
    case.refresh_from_db()
    assert case.state == CompletionState.IN_PROGRESS
    undo_results(second, reason="wrong file", actor=SYSTEM)
    case.refresh_from_db()
    assert (values(), case.state, second.state) == (before, CompletionState.IN_REVIEW, "undone")
    assert set(CourseResult.objects.values_list("source", flat=True)) == {first.pk}
    assert Enrolment.objects.count() == 1
    assert AuditEvent.objects.get(action="results.undone").reason == "wrong file"
    with pytest.raises(Conflict):
        undo_results(second, actor=SYSTEM)
    undo_results(first, actor=SYSTEM)
    assert not CourseResult.objects.exists()
    assert not Enrolment.objects.exists()


def test_a_file_is_not_undone_under_a_later_one(degree: MicroDegree) -> None:
    first = applied(degree, *all_met())
    applied(degree, "20260001,,SSD101,2026-1,90,completed")
    before = values()
    with pytest.raises(Conflict) as caught:
        undo_results(first, actor=SYSTEM)
    first.refresh_from_db()
    assert (caught.value.code, values(), first.state) == (
        "results_changed_since",
        before,
        "applied",
    )


def test_a_file_is_not_undone_once_something_was_approved_from_it(degree: MicroDegree) -> None:
    import_ = applied(degree, *all_met())
    other = applied(degree, "20260001,,SSD101,2025-2,20,failed")
    faculty = studies.user(Role.FACULTY, department="Social Welfare")
    decide(
        Completion.objects.get().pk,
        decision=Decision.APPROVED,
        reason="",
        user=faculty,
        roles=[Role.FACULTY],
        actor=Actor(role="faculty", user_id=faculty.pk),
    )
    with pytest.raises(RuleRefused) as caught:
        undo_results(import_, actor=SYSTEM)
    assert (caught.value.code, CourseResult.objects.count()) == ("approved_from_it", 4)
    undo_results(other, actor=SYSTEM)
    assert CourseResult.objects.count() == 3


@pytest.mark.usefixtures("without_broker")
def test_a_step_whose_message_is_lost_is_found_again(degree: MicroDegree) -> None:
    import_ = applied(degree, *all_met())
    ResultImport.objects.update(state=ImportState.UNDOING)
    assert wake_forgotten() == 0
    ResultImport.objects.update(taken_at=clock.now())
    work(import_.pk)
    assert CourseResult.objects.exists(), "another worker has it"
    ResultImport.objects.update(taken_at=clock.now() - FORGOTTEN_AFTER - dt.timedelta(seconds=1))
    work(import_.pk)
    import_.refresh_from_db()
    assert import_.state == ImportState.UNDONE
    work(import_.pk)


def test_a_step_that_is_refused_goes_back_with_the_reason(degree: MicroDegree) -> None:
    data = (OURS + "".join(f"{row}\n" for row in all_met())).encode()
    import_ = check_results(data, file_name="r.csv", micro_degree=degree, actor=SYSTEM)
    ensure_learners([Person("20269999", "김서연", email="a@b.example")], actor=SYSTEM)
    import_.rows[0]["email"] = "a@b.example"
    import_.state = ImportState.APPLYING
    import_.save()
    work(import_.pk)
    import_.refresh_from_db()
    assert import_.state == ImportState.CHECKED
    assert import_.fault
    assert not CourseResult.objects.exists()

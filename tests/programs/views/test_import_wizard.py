"""The wizard in the console: columns, preview, undo, discard, the files to download, and a worker for large files."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.http import HttpResponse
from django.test import Client

from credcenter.accounts.enums import Role
from programs.models import CourseResult, ResultImport
from programs.services.results import working
from tests.factories import studies

KOREAN = "학번,성명,과목코드,이수학기,점수\n"
ROW = "20261111,김하늘,SSD101,2026년 1학기,88\n"
CHOSEN = {
    "student_number": "학번",
    "name": "성명",
    "course": "과목코드",
    "term": "이수학기",
    "score": "점수",
    "all_status": "by_score",
    "pass_score": "60",
}


@pytest.fixture
def staff(db: None) -> Client:
    studies.micro_degree()
    client = Client()
    client.force_login(studies.user(Role.STAFF))
    return client


def hand_in(client: Client, text: str) -> str:
    file = BytesIO(text.encode())
    file.name = "성적.csv"
    degree = studies.MicroDegree.objects.get().pk
    answer = client.post("/console/results/new", {"micro_degree": degree, "file": file})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def text_of(answer: HttpResponse) -> str:
    return answer.content.decode()


def test_from_columns_to_applied_and_back(staff: Client) -> None:
    columns = hand_in(staff, KOREAN + ROW)
    assert columns.endswith("/columns")
    page = text_of(staff.get(columns))
    assert '<option value="이수학기" selected>' in page
    assert "20261111" in page
    where = str(staff.post(columns, CHOSEN)["Location"])
    staff.post(where)
    assert CourseResult.objects.get().score == 88
    undo = f"{where}undo"
    assert staff.get(undo).status_code == 200
    assert staff.post(undo, {"reason": ""}).status_code == 400
    assert CourseResult.objects.exists()
    staff.post(undo, {"reason": "다른 학기의 파일"})
    assert not CourseResult.objects.exists()
    assert staff.post(undo, {"reason": "다시"}, HTTP_ACCEPT="text/html").status_code == 409
    assert text_of(staff.get(where)).count("pill") >= 1


def test_a_choice_that_does_not_do_is_said_at_its_field(staff: Client) -> None:
    columns = hand_in(staff, KOREAN + ROW)
    for changed in (
        {"term": ""},
        {"pass_score": "많음"},
        {"score": "gone"},
        {"student_number": ""},
    ):
        answer = staff.post(columns, CHOSEN | changed)
        assert answer.status_code == 400
        assert "errorlist" in text_of(answer)
    assert ResultImport.objects.get().state == "uploaded"


def test_an_upload_is_discarded_and_its_columns_are_gone(staff: Client) -> None:
    columns = hand_in(staff, KOREAN + ROW)
    where = columns.removesuffix("columns")
    assert staff.post(where, {"discard": "yes"}).status_code == 302
    assert staff.get(columns).status_code == 302
    assert staff.post(columns, CHOSEN, HTTP_ACCEPT="text/html").status_code == 409
    assert staff.post(where, HTTP_ACCEPT="text/html").status_code == 409
    assert not CourseResult.objects.exists()


def test_the_rows_to_mend_and_the_empty_file(staff: Client) -> None:
    where = str(staff.post(hand_in(staff, KOREAN + ROW.replace("88", "101")), CHOSEN)["Location"])
    answer = staff.get(f"{where}errors.csv")
    assert answer["Content-Disposition"].startswith("attachment")
    assert "101" in text_of(answer)
    assert staff.get("/console/results/template.csv").content.startswith(b"\xef\xbb\xbfstudent")
    other = Client()
    other.force_login(studies.user(Role.FACULTY))
    for path in ("errors.csv", "columns", "undo"):
        assert other.get(where + path).status_code == 403


def test_a_large_file_waits_for_a_worker(
    staff: Client, without_broker: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(working, "AT_ONCE_BYTES", 10)
    monkeypatch.setattr(working, "AT_ONCE_ROWS", 0)
    where = str(staff.post(hand_in(staff, KOREAN + ROW), CHOSEN)["Location"])
    for state, after in (("checking", "checked"), ("applying", "applied"), ("undoing", "undone")):
        if state == "applying":
            staff.post(where)
        if state == "undoing":
            staff.post(f"{where}undo", {"reason": "잘못된 파일"})
        import_ = ResultImport.objects.get()
        assert import_.state == state
        part = staff.get(f"{where}?part=progress")
        assert "hx-get" in text_of(part)
        assert "HX-Refresh" not in part
        assert 'http-equiv="refresh"' in text_of(staff.get(where))
        working.work(import_.pk)
        import_.refresh_from_db()
        assert import_.state == after
        assert staff.get(f"{where}?part=progress")["HX-Refresh"] == "true"
    assert not CourseResult.objects.exists()

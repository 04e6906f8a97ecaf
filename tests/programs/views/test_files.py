"""Program files and results files handed in through pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from badges.services.keys import ensure_signing_key
from credcenter.accounts.enums import Role
from credcenter.kernel.audit import SYSTEM
from programs.models import Completion, CourseResult, Program, ResultImport
from tests.factories import studies

pytestmark = pytest.mark.django_db

PROGRAM = Path(settings.BASE_DIR, "examples/ssdo/program.yaml").read_text(encoding="utf-8")
HEADER = "student_number,name,name_en,email,course,term,score,grade,credits,status\n"
GOOD = "20261111,김하늘,KIM Haneul,sky@students.example,SSD101,2026-1,88,,3,completed\n"
BAD = "20262222,박바다,,,SSD999,2026-1,88,,3,completed\n"


@pytest.fixture
def staff() -> Client:
    client = Client()
    client.force_login(studies.user(Role.STAFF))
    return client


def file_of(text: str | bytes, *, name: str = "file.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)


def hand_in(client: Client, text: str | bytes, *, name: str = "results.csv"):
    degree = studies.micro_degree()
    fields = {"micro_degree": degree.pk, "file": file_of(text, name=name)}
    return client.post("/console/results/new", fields)


def test_a_program_is_previewed_then_loaded(staff: Client) -> None:
    ensure_signing_key(actor=SYSTEM)
    page = staff.post("/console/programs/new", {"file": file_of(PROGRAM, name="p.yaml")})
    assert page.status_code == 200
    assert "교과목 SSD101" in page.content.decode()
    assert "course SSD101" not in page.content.decode()
    assert not Program.objects.exists()

    answer = staff.post("/console/programs/load", {"text": PROGRAM, "file_name": "p.yaml"})
    assert answer["Location"] == "/console/programs/SSDO/"
    assert "SSDO-A" in staff.get("/console/programs/SSDO/").content.decode()

    stricter = PROGRAM.replace("min_mean_score: 70", "min_mean_score: 71")
    sent = {"file": file_of(stricter, name="p.yaml")}
    page = staff.post("/console/programs/new?lang=en", sent).content.decode()
    assert "What it means for those who study now" in page


def test_a_department_without_faculty_is_told_before_and_after_loading(staff: Client) -> None:
    ensure_signing_key(actor=SYSTEM)
    page = staff.post("/console/programs/new?lang=en", {"file": file_of(PROGRAM, name="p.yaml")})
    assert "No member of the faculty belongs to the department" in page.content.decode()

    sent = {"text": PROGRAM, "file_name": "p.yaml"}
    page = staff.post("/console/programs/load?lang=en", sent, follow=True)
    assert "No member of the faculty belongs to the department" in page.content.decode()


def test_a_program_comes_out_as_it_went_in(staff: Client) -> None:
    ensure_signing_key(actor=SYSTEM)
    staff.post("/console/programs/load", {"text": PROGRAM, "file_name": "p.yaml"})

    dumped = staff.get("/console/programs/SSDO.yaml")
    assert dumped["Content-Disposition"] == 'attachment; filename="SSDO.yaml"'
    page = staff.post(
        "/console/programs/new?lang=en", {"file": file_of(dumped.content, name="again.yaml")}
    )
    assert "There is nothing to load" in page.content.decode()


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (PROGRAM.replace("department:", "departement:"), 400),
        ("", 400),
        ("just text", 400),
        (b"\xff\xfe\x00", 400),
        ("a: &a [*a]", 400),
        (b"x" * (1024 * 1024 + 1), 413),
    ],
    ids=["unknown-key", "empty", "text", "not-utf-8", "alias-loop", "too-large"],
)
def test_a_bad_program_file_changes_nothing(
    staff: Client, content: str | bytes, status: int
) -> None:
    answer = staff.post("/console/programs/new", {"file": file_of(content, name="p.yaml")})

    assert answer.status_code == status
    assert 'role="alert"' in answer.content.decode() or "errorlist" in answer.content.decode()
    assert not Program.objects.exists()


def test_an_unknown_key_is_named_with_its_line(staff: Client) -> None:
    wrong = PROGRAM.replace("department:", "departement:")
    line = 1 + next(at for at, text in enumerate(wrong.splitlines()) if "departement" in text)

    page = staff.post("/console/programs/new?lang=en", {"file": file_of(wrong, name="p.yaml")})

    assert f"line {line}" in page.content.decode()
    assert "departement" in page.content.decode()


def test_loading_a_text_gone_bad_changes_nothing(staff: Client) -> None:
    answer = staff.post("/console/programs/load", {"text": "a: 1", "file_name": "p.yaml"})

    assert answer.status_code == 400
    assert not Program.objects.exists()


def test_results_are_checked_previewed_applied(staff: Client) -> None:
    answer = hand_in(staff, HEADER + GOOD + BAD)
    page = staff.get(answer["Location"]).content.decode()
    assert "20261111" in page
    assert "SSD999" in page
    assert not CourseResult.objects.exists()

    staff.post(answer["Location"])
    assert CourseResult.objects.get().score == 88
    assert Completion.objects.count() == 1
    assert ResultImport.objects.get().state == "applied"


def test_a_file_is_applied_once(staff: Client) -> None:
    answer = hand_in(staff, HEADER + GOOD)
    staff.post(answer["Location"])

    again = staff.post(answer["Location"], HTTP_ACCEPT="text/html")

    assert again.status_code == 409
    assert CourseResult.objects.count() == 1


def test_korean_of_excel_is_read(staff: Client) -> None:
    answer = hand_in(staff, (HEADER + GOOD).encode("cp949"))

    assert "김하늘" in staff.get(answer["Location"]).content.decode()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "empty.csv"),
        (b"%PDF-1.7 ...", "report.pdf"),
        (HEADER.encode(), "header.csv"),
        (b"\xff\xfe" + GOOD.encode("utf-16-le"), "utf16.csv"),
        (b"PK\x03\x04broken", "broken.xlsx"),
        (b"name,course\n=1+1,2\n", "columns.csv"),
    ],
    ids=["empty", "pdf", "header-only", "utf-16", "broken-xlsx", "columns-missing"],
)
def test_a_file_that_is_no_table_changes_nothing(staff: Client, content: bytes, name: str) -> None:
    answer = hand_in(staff, content, name=name)

    assert answer.status_code == 400
    assert "errorlist" in answer.content.decode()
    assert not ResultImport.objects.exists()


def test_a_file_that_is_too_large_is_refused(staff: Client, monkeypatch) -> None:
    monkeypatch.setattr("programs.views.results.MAX_BYTES", 100)

    answer = hand_in(staff, HEADER + GOOD * 3)

    assert answer.status_code == 413
    assert not ResultImport.objects.exists()


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.STAFF])
@pytest.mark.parametrize("path", ["/console/results/new", "/console/programs/load"])
def test_other_roles_hand_nothing_in(role: Role, path: str) -> None:
    client = Client()
    client.force_login(studies.user(role))

    answer = client.post(path, {"file": file_of(HEADER + GOOD), "text": PROGRAM})

    assert answer.status_code == 403
    assert not ResultImport.objects.exists()
    assert not Program.objects.exists()


def test_other_roles_apply_nothing(staff: Client) -> None:
    answer = hand_in(staff, HEADER + GOOD)
    other = Client()
    other.force_login(studies.user(Role.FACULTY))

    assert other.post(answer["Location"]).status_code == 403
    assert not CourseResult.objects.exists()


@pytest.mark.parametrize("size", [1, 3])
def test_the_list_of_files_costs_the_same_for_one_and_for_three(
    staff: Client, django_assert_num_queries, size: int
) -> None:
    hand_in(staff, HEADER + GOOD)
    for _each in range(size - 1):
        staff.post(
            "/console/results/new",
            {
                "micro_degree": ResultImport.objects.values_list("micro_degree", flat=True)[0],
                "file": file_of(HEADER + GOOD),
            },
        )
    with django_assert_num_queries(5):  # session, user, roles; count, rows
        staff.get("/console/results/")

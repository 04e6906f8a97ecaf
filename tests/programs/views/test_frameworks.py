"""The console's pages about frameworks of competencies, and the command."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client

from credcenter.accounts.enums import Role
from programs.models import Framework, FrameworkDraft, FrameworkItem
from tests.factories import studies
from tests.factories.frameworks import UNITS, as_json, item, package

pytestmark = pytest.mark.django_db

EXAMPLE = Path(settings.BASE_DIR, "examples/frameworks/ncs.csv")


@pytest.fixture
def staff() -> Client:
    client = Client()
    client.force_login(studies.user(Role.STAFF))
    return client


def hand_in(client: Client, data: bytes, *, name: str = "f.csv", **fields: str):
    sent = {"code": "NCS", "kind": "ncs"} | fields
    file = SimpleUploadedFile(name, data)
    return client.post("/console/frameworks/new?lang=en", sent | {"file": file})


def test_a_framework_is_looked_at_then_imported(staff: Client) -> None:
    answer = hand_in(staff, UNITS.encode("cp949"))
    page = staff.get(f"{answer['Location']}?lang=en").content.decode()
    assert "3 new items" in page
    assert not Framework.objects.exists()
    assert staff.post(answer["Location"])["Location"] == "/console/frameworks/NCS/"
    tree = staff.get("/console/frameworks/NCS/?lang=en").content.decode()
    assert tree.index("Information") < tree.index("Big data") < tree.index("Example unit")
    assert 'class="depth-2"' in tree
    assert "National Competency Standards" in staff.get("/console/frameworks/").content.decode()


def test_a_search_shows_what_is_above(staff: Client) -> None:
    staff.post(hand_in(staff, UNITS.encode())["Location"])
    found = staff.get("/console/frameworks/NCS/?lang=en&q=big+data").content.decode()
    assert "20010105" in found
    assert "2001010599_26v1" not in found
    assert "Information and communication ›" in found
    assert "Nothing found" in staff.get("/console/frameworks/NCS/?lang=en&q=zz").content.decode()


def test_nothing_new_is_said(staff: Client) -> None:
    staff.post(hand_in(staff, UNITS.encode())["Location"])
    page = staff.get(hand_in(staff, UNITS.encode())["Location"] + "?lang=en").content.decode()
    assert "There is nothing to import" in page


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "f.csv"),
        (b"code,name\n1,a\n", "f.csv"),
        (b"{", "f.json"),
        (as_json(package(CFItems=[item("A", "a", uri="javascript:alert(1)")])), "f.json"),
        (b"\x89PNG\r\n", "f.csv"),
        (UNITS.encode("utf-16"), "f.csv"),
    ],
    ids=["empty", "no-ncs", "cut", "hostile", "image", "utf-16"],
)
def test_a_bad_file_changes_nothing(staff: Client, data: bytes, name: str) -> None:
    answer = hand_in(staff, data, name=name)
    assert answer.status_code == 400
    assert 'role="alert"' in answer.content.decode() or "errorlist" in answer.content.decode()
    assert not FrameworkDraft.objects.exists()
    assert not Framework.objects.exists()


def test_what_a_framework_says_is_shown_as_text(staff: Client) -> None:
    hostile = package(CFItems=[item("A", "<script>alert(1)</script>")], CFAssociations=[])
    answer = hand_in(staff, as_json(hostile), name="f.json", code="DATA", kind="case")
    page = staff.get(answer["Location"]).content.decode()
    staff.post(answer["Location"])
    page += staff.get("/console/frameworks/DATA/").content.decode()
    assert page.count("&lt;script&gt;alert(1)") == 2
    assert "<script>alert" not in page


def test_the_tree_costs_the_same_however_large(
    staff: Client, django_assert_max_num_queries
) -> None:
    staff.post(hand_in(staff, UNITS.encode())["Location"])
    many = UNITS + "".join(f"2002{n:02},이름,,,20,\n" for n in range(50))
    staff.post(hand_in(staff, many.encode())["Location"])
    with django_assert_max_num_queries(8):
        staff.get("/console/frameworks/NCS/")


@pytest.mark.parametrize(
    "path", ["/console/frameworks/", "/console/frameworks/new", "/console/frameworks/NCS/"]
)
def test_others_than_staff_stay_outside(path: str) -> None:
    client = Client()
    assert client.get(path).status_code == 302
    client.force_login(studies.user(Role.FACULTY))
    assert client.get(path).status_code == 403


def command(*arguments: str) -> tuple[int, str]:
    out, code = io.StringIO(), 0
    try:
        call_command("import_framework", *arguments, stdout=out, stderr=out)
    except SystemExit as exit_:
        code = int(str(exit_.code))
    return code, out.getvalue()


def test_the_command_imports_the_example_of_ncs() -> None:
    arguments = (str(EXAMPLE), "--code", "NCS", "--kind", "ncs")
    assert command(*arguments, "--dry-run")[0] == 0
    assert not Framework.objects.exists()
    assert command(*arguments)[0] == 0
    assert FrameworkItem.objects.count() == 5
    assert command(*arguments)[0] == 0
    assert Framework.objects.get().revision == 1


def test_the_command_says_where_a_file_is_wrong(tmp_path: Path) -> None:
    file = tmp_path / "f.csv"
    file.write_text("code,name,level\n20,정보통신,9\n", encoding="utf-8")
    code, said = command(str(file), "--code", "NCS", "--kind", "ncs")
    assert (code, "f.csv" in said) == (2, True)
    assert not Framework.objects.exists()
    assert command(str(tmp_path / "none.csv"), "--code", "NCS")[0] == 2


def test_a_code_that_is_taken_is_said_on_the_form(staff: Client) -> None:
    staff.post(hand_in(staff, UNITS.encode())["Location"])
    answer = hand_in(staff, as_json(package()), name="f.json", kind="case")
    assert answer.status_code == 409
    assert "belongs to another framework" in answer.content.decode()
    assert not FrameworkDraft.objects.exists()

"""What makes no sense is refused at every door, with its place and the reason: program files and scores."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.utils.translation import override

from credcenter.accounts.enums import Role
from programs.models import CourseResult, Program
from tests.factories import studies
from tests.factories.program_files import WHOLE

pytestmark = pytest.mark.django_db

BARE = WHOLE.replace("      image: art.png\n", "")
DEGREE = BARE[BARE.index("  - code: DATA-F") :]
CYCLE = BARE.replace("requires: []", "requires: [DATA-A]") + DEGREE.replace(
    "DATA-F", "DATA-A"
).replace("requires: []", "requires: [DATA-F]")
FAULTS = {
    "a rule that nobody can meet": (
        BARE.replace("min_credits: 3", "min_credits: 4"),
        "version:",
        "can never be met",
    ),
    "a group that asks for more than it has": (
        BARE.replace("all: [D101]", "count: 3, from: [D101, D102]"),
        "count: 3",
        "can never be met",
    ),
    "a cycle of required micro-degrees": (CYCLE, "requires: [DATA-A]", "requires itself"),
    "weights that do not add up": (
        BARE.replace("literacy: 0.6", "literacy: 0.5"),
        "literacy: 0.5",
        "add up to 0.9; they must add up to 1",
    ),
    "levels out of order": (
        BARE.replace("from: 70", "from: 0"),
        "L2",
        "L2 begins no higher than the level before it",
    ),
    "an unknown course": (
        BARE.replace("all: [D101]", "all: [D999]"),
        "D999",
        "names an unknown course, D999",
    ),
}


def place(text: str, part: str) -> str:
    return f"program.yaml, line {text[: text.index(part)].count(chr(10)) + 1}: "


@pytest.mark.parametrize(("text", "at", "reason"), FAULTS.values(), ids=FAULTS)
def test_a_program_file_is_refused_by_command_and_page(
    client: Client, tmp_path: Path, text: str, at: str, reason: str
) -> None:
    file = tmp_path / "program.yaml"
    file.write_text(text, encoding="utf-8")
    err = io.StringIO()
    with override("en"), pytest.raises(SystemExit) as ended:
        call_command("load_program", str(file), stderr=err)
    assert ended.value.code == 2
    assert err.getvalue().startswith(place(text, at))
    assert reason in err.getvalue()
    client.force_login(studies.user(Role.STAFF))
    upload = SimpleUploadedFile("program.yaml", text.encode())
    response = client.post("/console/programs/new?lang=en", {"file": upload})
    page = response.content.decode()
    assert (response.status_code, place(text, at) in page, reason in page) == (400, True, True)
    assert not Program.objects.exists()


SCORES = {
    "101": "The score 101 is outside the range 0 to 100.",
    "-1": "The score -1 is outside the range 0 to 100.",
    "NaN": "NaN is not a number with at most two decimals.",
    "85점": "85점 is not a number with at most two decimals.",
}


def test_scores_are_read_or_refused_by_command_and_page(client: Client, tmp_path: Path) -> None:
    """Full-width digits are digits; the others are refused, each with row and reason, and stop no other."""
    degree = studies.micro_degree()
    lines = [
        f"2026000{number},홍길동,SSD101,2026-1,{text},completed\n"
        for number, text in enumerate(["８５", *SCORES])
    ]
    data = ("student_number,name,course,term,score,status\n" + "".join(lines)).encode()
    file = tmp_path / "results.csv"
    file.write_bytes(data)
    out = io.StringIO()
    with override("en"), pytest.raises(SystemExit) as ended:
        call_command("import_results", str(file), micro_degree=degree.code, stdout=out)
    assert ended.value.code == 3
    told = re.findall(r"row (\d) \((\d+)\): (.+)", out.getvalue())
    assert told == [
        (f"{row}", f"2026000{row - 2}", reason) for row, reason in enumerate(SCORES.values(), 3)
    ]
    assert list(CourseResult.objects.values_list("score", flat=True)) == [85]
    client.force_login(studies.user(Role.STAFF))
    sent = {"file": SimpleUploadedFile("results.csv", data), "micro_degree": degree.pk}
    response = client.post("/console/results/new?lang=en", sent, follow=True)
    page = response.content.decode()
    assert [reason for reason in SCORES.values() if reason not in page] == []

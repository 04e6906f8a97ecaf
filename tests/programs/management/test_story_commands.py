"""The commands that move programs and results: what they print, and how they end."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import translation

from badges.services.keys import ensure_signing_key
from credcenter.kernel.audit import SYSTEM
from credcenter.kernel.models import AuditEvent
from programs.models import CourseResult, MicroDegree, Program, ResultImport
from tests.factories import studies
from tests.factories.program_files import WHOLE, artwork, write

pytestmark = pytest.mark.django_db

HEADER = "student_number,name,course,term,score,status\n"
ROWS = "".join(f"20260001,홍길동,{code},2026-1,80,completed\n" for code in studies.COURSES)


@pytest.fixture(autouse=True)
def _english_shell() -> Iterator[None]:
    """As manage.py does it in a shell that is not Korean."""
    with translation.override("en"):
        yield


def run(name: str, *arguments: object, **options: Any) -> tuple[int, str, str]:
    """(exit status, what it printed, what it complained of)."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command(name, *map(str, arguments), stdout=out, stderr=err, **options)
    except SystemExit as end:
        return int(end.code or 0), out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


@pytest.fixture
def degree() -> MicroDegree:
    return studies.micro_degree()


NO_LEARNERS = (
    "DATA-F 2026: 0 would become eligible, 0 would stop being so, 0 stay eligible, "
    "0 still lack something"
)


@pytest.fixture
def results(tmp_path: Path) -> Path:
    file = tmp_path / "results.csv"
    file.write_text(HEADER + ROWS, encoding="cp949")
    return file


def test_a_program_goes_in_and_out_by_command(tmp_path: Path) -> None:
    ensure_signing_key(actor=SYSTEM)
    status, out, _err = run("load_program", write(tmp_path))
    assert (status, out.splitlines()[-1]) == (
        0,
        "Program DATA: 10 created, 0 changed, 0 unchanged.",
    )
    stricter = write(tmp_path, WHOLE.replace("min_mean_score: 60", "min_mean_score: 90"))
    status, out, _err = run("load_program", stricter, "--dry-run")
    assert (status, out.splitlines()) == (
        0,
        [
            "Dry run, nothing was changed.",
            "Curriculum DATA-F 2026: changed",
            NO_LEARNERS,
            "Program DATA: 0 created, 1 changed, 9 unchanged.",
        ],
    )
    status, dumped, _err = run("dump_program", "DATA", "--images", tmp_path / "out")
    assert (tmp_path / "out" / "DATA-F.png").read_bytes() == artwork()
    (tmp_path / "out" / "dumped.yaml").write_text(dumped, encoding="utf-8")
    status, out, _err = run("load_program", tmp_path / "out" / "dumped.yaml")
    assert (status, out) == (0, "Program DATA: 0 created, 0 changed, 10 unchanged.\n")


def test_a_faulty_program_is_refused_with_its_line(tmp_path: Path) -> None:
    file = write(tmp_path, WHOLE.replace("min_credits", "minimum"))
    status, out, err = run("load_program", file)
    assert (status, out) == (2, "")
    assert "program.yaml, line 25: There is no key minimum here." in err
    assert not Program.objects.exists()


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("load_program", ["missing.yaml"]),
        ("dump_program", ["NOPE"]),
        ("explain", ["20260001", "SSDO-F"]),
        ("import_results", ["missing.csv", "--micro-degree", "SSDO-F"]),
        ("import_results", [__file__, "--micro-degree", "NOPE"]),
    ],
)
def test_what_is_not_there_ends_with_two(
    degree: MicroDegree, name: str, arguments: list[str]
) -> None:
    status, out, err = run(name, *arguments)
    assert (status, out) == (2, "")
    assert err.strip()


def test_a_program_that_is_no_text(tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    file.write_bytes("이름".encode("cp949"))
    assert run("load_program", file) == (2, "", "x.yaml is not UTF-8.\n")


def test_a_dry_run_says_what_would_change_and_keeps_nothing(
    degree: MicroDegree, results: Path
) -> None:
    status, out, _err = run("import_results", results, "--micro-degree", "SSDO-F", "--dry-run")
    assert status == 0
    assert out.startswith("Dry run, nothing was changed. Rows: 3 good, 0 refused. Results: 3 new")
    models = (ResultImport, CourseResult)
    assert not any(model.objects.exists() for model in models)
    assert not AuditEvent.objects.filter(action__startswith="results.").exists()


def test_results_are_imported_and_explained(degree: MicroDegree, results: Path) -> None:
    status, out, _err = run("import_results", results, "--micro-degree", "SSDO-F", "--json")
    outcome = json.loads(out)
    assert (status, outcome["applied"], outcome["results_new"]) == (0, True, 3)
    assert (outcome["newly_eligible"], outcome["refusals"]) == (1, [])

    status, out, _err = run("explain", "20260001", "SSDO-F", "--json")
    explanation = json.loads(out)
    assert (status, explanation["eligible"], explanation["credits"]) == (0, True, 9)
    assert (explanation["missing"], explanation["enrolled"]) == ([], True)
    assert explanation["competencies"] == {"data-literacy": {"score": 80, "level": "L2"}}
    status, out, _err = run("explain", "20260001", "SSDO-F")
    assert "20260001 SSDO-F: eligible" in out


def test_refused_rows_are_told_and_the_others_applied(degree: MicroDegree, results: Path) -> None:
    results.write_text(
        HEADER + ROWS + "20260002,김서연,NOPE,2026-1,80,completed\n", encoding="utf-8"
    )
    status, out, _err = run("import_results", results, "--micro-degree", "SSDO-F")
    assert status == 3
    assert "row 5 (20260002): There is no course NOPE." in out
    assert CourseResult.objects.count() == 3


def test_commands_speak_the_language_of_the_shell(degree: MicroDegree, tmp_path: Path) -> None:
    file = tmp_path / "results.csv"
    file.write_text(HEADER + "20260001,홍길동,NOPE,2026-1,80,completed\n" + ROWS, encoding="utf-8")
    imported = ("import_results", file, "--micro-degree", "SSDO-F", "--dry-run")
    with translation.override("ko"):
        _status, out, _err = run(*imported)
        assert "교과목 NOPE" in out
        assert "There is no" not in out
        as_json = run(*imported, "--json")
        run(*imported[:-1])
        _status, out, _err = run("explain", "20260001", "SSDO-F")
        assert "총 9학점" in out
        _status, _out, err = run("explain", "20260001", "NOPE")
        assert "There is no" not in err
        ensure_signing_key(actor=SYSTEM)
        _status, out, _err = run("load_program", write(tmp_path))
        assert "교과목 D101" in out
    refusal = json.loads(as_json[1])["refusals"][0]
    assert refusal["code"] == "course_unknown"
    assert refusal["reason"].startswith("There is no course NOPE.")

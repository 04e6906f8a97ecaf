"""`issue`: a roster in, files and a report out."""

from __future__ import annotations

import csv
import datetime as dt
import json
import shutil
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from badges.award import AwardedResult
from badges.management.commands import issue as command
from badges.models import Credential, IssuanceBatch, IssuanceRequest
from badges.rules import MAX_ATTEMPTS
from badges.services import verifying
from badges.services.designs import ResultDesign
from badges.services.rosters import apply_roster, check_roster
from credcenter.kernel import clock
from credcenter.kernel.audit import SYSTEM
from credcenter.kernel.bilingual import Bilingual
from tests.factories.badges import (
    achievement_version,
    award,
    issued_credential,
    learner,
    waiting_request,
)
from tests.factories.rosters import BAD_ROWS, COLUMNS, SCORES, BadRow, as_csv, roster_rows

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _achievement() -> None:
    results = tuple(ResultDesign(code, Bilingual(code, code)) for code in SCORES)
    achievement_version("SSDO-F", results=results)


def roster_csv(count: int, *, bad: dict[int, BadRow]) -> bytes:
    return as_csv(roster_rows(count, bad=bad))


def issue(roster: bytes, folder: Path, *options: str) -> tuple[int, str]:
    """Exit status and what was printed."""
    file = folder / "명단.csv"
    file.write_bytes(roster)
    printed, complaints = StringIO(), StringIO()
    arguments = ["SSDO-F", "--roster", str(file), "--out", str(folder / "out"), "--inline"]
    try:
        call_command("issue", *arguments, *options, stdout=printed, stderr=complaints)
    except SystemExit as end:
        return int(end.code or 0), printed.getvalue() + complaints.getvalue()
    return 0, printed.getvalue()


def report(folder: Path) -> list[dict[str, str]]:
    with (folder / "out" / "report.csv").open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_good_rows_are_issued_and_bad_ones_named(tmp_path: Path) -> None:
    status, printed = issue(roster_csv(30, bad={17: BAD_ROWS[17]}), tmp_path)
    assert status == 3
    assert "29 issued, 1 refused" in printed
    rows = report(tmp_path)
    assert len(rows) == 30
    refused = [row for row in rows if row["outcome"] == "refused"]
    assert [(row["row"], bool(row["reason"])) for row in refused] == [("17", True)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949"])
def test_every_file_verifies_and_names_its_learner(tmp_path: Path, encoding: str) -> None:
    text = roster_csv(3, bad={}).decode("utf-8-sig")
    assert issue(text.encode(encoding), tmp_path)[0] == 0
    for kind in ("png", "json"):
        files = sorted((tmp_path / "out").glob(f"*.{kind}"))
        assert len(files) == 3
        for file in files:
            checked = verifying.verify_bytes(file.read_bytes())
            assert checked.verdict == "verified"
    assert "김민준 (KIM Minjun)" in (tmp_path / "out" / "2025100001.json").read_text("utf-8")


def test_the_same_roster_twice_issues_nothing_twice(tmp_path: Path) -> None:
    roster = roster_csv(4, bad={})
    issue(roster, tmp_path)
    before = (tmp_path / "out" / "2025100001.json").read_bytes()
    assert issue(roster, tmp_path)[0] == 0
    assert Credential.objects.count() == 4
    assert (tmp_path / "out" / "2025100001.json").read_bytes() == before


def test_outcome_as_json(tmp_path: Path) -> None:
    status, printed = issue(roster_csv(20, bad={17: BAD_ROWS[17]}), tmp_path, "--json")
    outcome = json.loads(printed)
    assert status == 3
    assert outcome["issued"] == 19
    assert outcome["refused"][0]["row"] == 17


def test_who_holds_the_badge_from_an_approval_is_refused(tmp_path: Path) -> None:
    credential = issued_credential(
        achievement_version("SSDO-F", results=()),
        learner=learner(student_number="2025100001", name="김민준", name_en="KIM Minjun", email=""),
        award=award(results=()),
    )
    status, _printed = issue(roster_csv(2, bad={}), tmp_path)
    assert status == 3
    assert report(tmp_path)[0]["outcome"] == "refused"
    assert Credential.objects.filter(learner=credential.learner).count() == 1


@pytest.mark.parametrize(
    "roster",
    [b"", b"\x89PNG\r\n\x1a\n\0\0", "이름,번호\n".encode("utf-16"), b"a,b\n1,2\n"],
    ids=["empty", "an image", "utf-16", "other columns"],
)
def test_a_file_that_is_no_roster_ends_with_2_and_changes_nothing(
    tmp_path: Path, roster: bytes
) -> None:
    status, printed = issue(roster, tmp_path)
    assert status == 2
    assert printed.strip()
    assert not IssuanceRequest.objects.exists()


def test_an_unknown_code_ends_with_2(tmp_path: Path) -> None:
    file = tmp_path / "r.csv"
    file.write_bytes(roster_csv(1, bad={}))
    with pytest.raises(SystemExit) as end:
        call_command("issue", "NOPE", "--roster", str(file), "--out", str(tmp_path / "out"))
    assert end.value.code == 2


def test_a_column_too_many_is_named(tmp_path: Path) -> None:
    text = roster_csv(1, bad={}).decode("utf-8-sig").replace("statistics", "statistik")
    status, printed = issue(text.encode(), tmp_path)
    assert status == 0
    assert "statistik" in printed
    results = IssuanceRequest.objects.get().award["results"]
    assert "statistics" not in {each["code"] for each in results}


def test_a_text_like_a_formula_is_harmless_in_the_report(tmp_path: Path) -> None:
    header = ",".join([*COLUMNS])
    roster = f"{header}\n=1+1,김민준,KIM Minjun,a@b.example,2025-08-22\n"
    status, _printed = issue(roster.encode(), tmp_path)
    assert status in {2, 3}
    if status == 3:
        assert not report(tmp_path)[0]["student_number"].startswith("=")


def test_a_failed_row_is_tried_again_by_the_next_run(tmp_path: Path) -> None:
    roster = roster_csv(1, bad={})
    issue(roster, tmp_path)
    row = IssuanceRequest.objects.get()
    Credential.objects.update(state="minted")
    row.credential.artefacts.all().delete()
    IssuanceRequest.objects.update(state="failed", error_code="x", error_message="disk")
    assert issue(roster, tmp_path)[0] == 0
    row.refresh_from_db()
    assert row.state == "issued"


def test_scores_with_decimals_reach_the_credential(tmp_path: Path) -> None:
    text = roster_csv(1, bad={}).decode("utf-8-sig").replace(",60,", ",60.50,", 1)
    issue(text.encode(), tmp_path)
    awarded = IssuanceRequest.objects.get().award["results"][0]
    assert AwardedResult(awarded["code"], Decimal(awarded["value"])) == AwardedResult(
        "data-literacy", Decimal("60.5")
    )


def test_a_badge_from_elsewhere_in_the_last_moment_ends_with_2_and_a_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def given_meanwhile(*args: Any, **kwargs: Any) -> Any:
        waiting_request(learner=learner(student_number="2025100001", name="김민준"))
        return apply_roster(*args, **kwargs)

    monkeypatch.setattr(command, "apply_roster", given_meanwhile)
    status, printed = issue(roster_csv(20, bad={17: BAD_ROWS[17]}), tmp_path)
    assert status == 2
    assert "2025100001" in printed
    assert [row["outcome"] for row in report(tmp_path)] == ["refused"] * 20
    assert not Credential.objects.exists()


def test_a_roster_without_a_sound_row_makes_no_batch(tmp_path: Path) -> None:
    roster = as_csv(roster_rows(1, bad={2: BAD_ROWS[17]}))
    assert issue(roster, tmp_path)[0] == 3
    assert not IssuanceBatch.objects.exists()
    assert [row["outcome"] for row in report(tmp_path)] == ["refused"]


def test_files_that_cannot_be_written_are_named_and_the_report_is_there(tmp_path: Path) -> None:
    # A folder stands where the file of the first learner should be.
    (tmp_path / "out" / "2025100001.png").mkdir(parents=True)
    status, printed = issue(roster_csv(2, bad={}), tmp_path)
    assert (status, Credential.objects.count()) == (3, 2)
    assert "2025100001.png" in printed
    assert [row["outcome"] for row in report(tmp_path)] == ["refused", "issued"]
    (tmp_path / "out" / "2025100002.png").unlink()
    (tmp_path / "out" / "2025100002.png").mkdir()
    assert issue(roster_csv(2, bad={}), tmp_path)[0] == 2


def test_a_report_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "out" / "report.csv").mkdir(parents=True)
    status, printed = issue(roster_csv(1, bad={}), tmp_path)
    assert status == 3
    assert "report.csv" in printed


def test_it_waits_for_nothing_for_ever(
    tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "STANDSTILL", 1)
    artwork = settings.MEDIA_ROOT / "artwork"
    settings.MEDIA_ROOT = tmp_path / "files"
    shutil.copytree(artwork, tmp_path / "files" / "artwork")
    (tmp_path / "files" / "artefacts").write_text("a file where the folder should be")
    status, printed = issue(roster_csv(2, bad={}), tmp_path)
    assert status == 2
    assert printed.strip()
    assert [row["outcome"] for row in report(tmp_path)] == ["refused"] * 2
    assert set(IssuanceRequest.objects.values_list("state", flat=True)) == {"requested"}


def test_what_takes_its_worker_down_each_time_ends_the_waiting(tmp_path: Path) -> None:
    roster = roster_csv(1, bad={})
    file = tmp_path / "r.csv"
    file.write_bytes(roster)
    check = check_roster(roster, file_name="r.csv", achievement_code="SSDO-F")
    apply_roster(check, actor=SYSTEM)
    past = clock.now() - dt.timedelta(seconds=1)
    IssuanceRequest.objects.update(
        state="claimed", leased_by="dead", leased_until=past, attempts=MAX_ATTEMPTS
    )
    assert issue(roster, tmp_path)[0] == 3
    assert IssuanceRequest.objects.get().error_code == "worker_lost"


@pytest.mark.parametrize("count", [1, 3])
def test_it_asks_the_database_as_often_for_many_rows(
    tmp_path: Path, count: int, django_assert_num_queries: Any
) -> None:
    roster = roster_csv(count, bad={})
    issue(roster, tmp_path)
    with django_assert_num_queries(50):
        assert issue(roster, tmp_path)[0] == 0


def test_a_file_without_an_end_is_not_read_to_it(tmp_path: Path) -> None:
    arguments = ["SSDO-F", "--roster", "/dev/zero", "--out", str(tmp_path / "out")]
    with pytest.raises(SystemExit) as end:
        call_command("issue", *arguments, stderr=StringIO())
    assert end.value.code == 2

"""The files in examples/ are what they say they are."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.core.management import call_command

from badges import studio
from badges.selectors.achievements import by_code, current_version
from badges.services.keys import ensure_signing_key
from badges.services.rosters import check_roster
from badges.studio.design import Words
from badges.studio.proposing import proposed
from credcenter.kernel.audit import COMMAND
from programs.enums import CompletionState
from programs.models import Completion, Program
from tests.factories.rosters import BAD_ROWS, as_csv, roster_rows

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "ssdo"


def test_the_large_roster_is_the_one_that_tests_use() -> None:
    assert (EXAMPLES / "roster-200.csv").read_bytes() == as_csv(roster_rows())


def test_a_roster_has_invented_people_who_differ() -> None:
    rows = roster_rows(bad={})
    for column in ("student_number", "name", "name_en", "email"):
        assert len({row[column] for row in rows}) == 200
    assert all(row["email"].endswith(".example") for row in rows)


def test_six_rows_are_spoilt_in_one_cell_each() -> None:
    good, spoilt = roster_rows(bad={}), roster_rows()
    differing = {
        place + 2: {column for column in row if row[column] != spoilt[place][column]}
        for place, row in enumerate(good)
        if row != spoilt[place]
    }
    assert differing == {number: {fault.column} for number, fault in BAD_ROWS.items()}
    assert len(differing) == 6


@pytest.fixture
def program(db: None) -> None:
    ensure_signing_key(actor=COMMAND)
    call_command("load_program", str(EXAMPLES / "program.yaml"), stdout=io.StringIO())


def test_the_program_is_whole(program: None) -> None:
    loaded = Program.objects.get(code="SSDO")
    assert [each.code for each in loaded.micro_degrees.all()] == ["SSDO-F", "SSDO-A"]
    assert loaded.courses.count() == 8
    assert loaded.competencies.count() == 5
    for competency in loaded.competencies.all():
        assert [level.code for level in competency.levels.all()] == ["L1", "L2", "L3"]
        assert [len(alignment.code) for alignment in competency.alignments.all()] == [8]
    for course in loaded.courses.all():
        assert sum(each.weight for each in course.competency_weights.all()) == 1


def test_the_badges_of_the_program_show_their_level(program: None) -> None:
    for code, level in (("SSDO-F", 1), ("SSDO-A", 2)):
        version = current_version(by_code(code))
        with version.artwork.open() as file:
            wanted = proposed(
                code,
                name=Words(version.name_ko, version.name_en),
                achievement_type="MicroCredential",
                tags=version.tags,
                level=level,
            )
            assert file.read() == studio.draw_png(wanted)


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [("roster.csv", 8, []), ("roster-with-errors.csv", 2, [3, 4, 5, 6, 7, 8])],
)
def test_the_rosters_are_good_and_bad(program: None, name: str, good: int, bad: list[int]) -> None:
    data = (EXAMPLES / name).read_bytes()
    checked = check_roster(data, file_name=name, achievement_code="SSDO-F")
    assert len(checked.rows) == good
    assert [refusal.row for refusal in checked.refusals] == bad
    assert all(len(row.award.results) == 5 for row in checked.rows)
    assert checked.unknown_columns == (("remark",) if bad else ())


def test_the_large_roster_is_refused_in_its_six_rows_for_their_reasons(program: None) -> None:
    data = (EXAMPLES / "roster-200.csv").read_bytes()
    checked = check_roster(data, file_name="roster-200.csv", achievement_code="SSDO-F")
    assert len(checked.rows) == 194
    refused = {each.row: (each.code, each.column) for each in checked.refusals}
    assert refused == {row: (fault.kind, fault.column) for row, fault in BAD_ROWS.items()}


def test_the_results_apply_and_complete_one_learner(program: None) -> None:
    file = str(EXAMPLES / "results.csv")
    call_command("import_results", file, "--micro-degree", "SSDO-F", stdout=io.StringIO())
    states = {
        case.enrolment.learner.name: case.state
        for case in Completion.objects.select_related("enrolment__learner")
    }
    assert states == {
        "길은채": CompletionState.IN_REVIEW,
        "표준혁": CompletionState.IN_PROGRESS,
        "나다솜": CompletionState.IN_PROGRESS,
    }

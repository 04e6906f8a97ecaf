"""The files in examples/ are what they say they are."""

from __future__ import annotations

from pathlib import Path

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

"""Rosters of invented people: as large as wanted, always the same, with as many bad rows as wanted."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from tests.factories.korean_names import GIVEN, SURNAMES, romanised

COLUMNS = ("student_number", "name", "name_en", "email", "awarded_on")
SCORES = ("data-literacy", "statistics", "data-operations", "ai-application", "data-ethics")


@dataclass(frozen=True, slots=True)
class BadRow:
    """One kind of fault (the code of its refusal), and what is written instead into which column."""

    kind: str
    column: str
    value: str


BAD_ROWS = {
    17: BadRow("name_missing", "name", ""),
    48: BadRow("learner_twice", "student_number", "2025100012"),
    79: BadRow("date_in_future", "awarded_on", "2999-02-28"),
    110: BadRow("date_bad", "awarded_on", "2025년 가을"),
    141: BadRow("value_out_of_range", "statistics", "105"),
    172: BadRow("email_bad", "email", "hanbit.example"),
}
"""By the row's number as a person counts in the file, where the header is row 1."""


def people(count: int) -> Iterator[dict[str, str]]:
    """Good rows; no two have a student number, an address or a full name in common (up to 320)."""
    surnames, given_names = list(SURNAMES), list(GIVEN)
    for index in range(count):
        surname = surnames[index % len(surnames)]
        given = given_names[(index + index // len(surnames)) % len(given_names)]
        number = str(2025100001 + index)
        yield {
            "student_number": number,
            "name": surname + given,
            "name_en": romanised(surname, given),
            "email": f"s{number}@hanbit.example",
            "awarded_on": "2025-08-22",
        } | {code: str(_score(index, place)) for place, code in enumerate(SCORES)}


def roster_rows(count: int = 200, *, bad: dict[int, BadRow] | None = None) -> list[dict[str, str]]:
    """Rows of a roster; those in `bad` (BAD_ROWS unless told) are spoilt."""
    spoilt = BAD_ROWS if bad is None else bad
    rows = list(people(count))
    for number, fault in spoilt.items():
        rows[number - 2][fault.column] = fault.value
    return rows


def as_csv(rows: list[dict[str, str]], *, encoding: str = "utf-8-sig") -> bytes:
    """The rows as a spreadsheet saves them: with a byte order mark unless told otherwise."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, fieldnames=list(rows[0]), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode(encoding)


def _score(index: int, place: int) -> int:
    """Scores from 60 to 100, so that all three levels occur."""
    return 60 + (index * 7 + place * 13) % 41

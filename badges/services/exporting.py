"""What `issue` leaves in a folder: a PNG and a JSON file for each learner, and a report of every row."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from badges.enums import ArtefactKind
from badges.models import Credential
from badges.services.storing import artefact_bytes

ISSUED, REFUSED = "issued", "refused"


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One row of the roster and what became of it; `row` as a person counts in the file."""

    row: int
    student_number: str
    outcome: str
    reason: str = ""


def write_credential(credential: Credential, folder: Path, *, name: str) -> None:
    """`<name>.png` and `<name>.json`, byte for byte as they are served."""
    (folder / f"{name}.png").write_bytes(artefact_bytes(credential, ArtefactKind.PNG))
    (folder / f"{name}.json").write_bytes(bytes(credential.document))


def write_report(rows: Iterable[ReportRow], file: Path) -> None:
    """`report.csv` with a byte order mark, without which Excel shows broken Korean."""
    with file.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["row", "student_number", "outcome", "reason"])
        for row in sorted(rows, key=lambda each: each.row):
            cells = [row.row, row.student_number, row.outcome, row.reason]
            writer.writerow([_harmless(cell) for cell in cells])


def _harmless(cell: object) -> object:
    """A spreadsheet would run a text that begins like a formula (CWE-1236)."""
    text = str(cell)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else cell

"""What leaves the house as files: of `issue` a PNG and a JSON for each learner and a report, of a batch its report."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from django.db import transaction
from django.utils.translation import get_language, override

from badges.enums import ArtefactKind, RequestState
from badges.models import Credential, IssuanceBatch
from badges.selectors.batches import refusals_of, report_rows
from badges.services.storing import artefact_bytes
from credcenter.kernel import audit
from credcenter.kernel.audit import Actor

ISSUED, REFUSED = "issued", "refused"
REPORT_COLUMNS = ("row", "student_number", "name", "state", "attempts", "error", "credential_id")


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
    cells = (
        [row.row, row.student_number, row.outcome, row.reason]
        for row in sorted(rows, key=lambda each: each.row)
    )
    with file.open("w", encoding="utf-8", newline="") as stream:
        stream.writelines(csv_lines(["row", "student_number", "outcome", "reason"], cells))


def batch_report(batch: IssuanceBatch, *, actor: Actor) -> Iterator[str]:
    """The report of a batch as CSV, piece by piece, in the language of the moment: one line a request, then the refusals.

    Read from the database as it is sent, so a hundred thousand lines take no more memory than a thousand. That it was
    fetched is in the audit trail: it names people.
    """
    with transaction.atomic():
        audit.record("batch.report_fetched", subject=batch, actor=actor)
    lines = chain(_request_cells(batch), _refusal_cells(batch))
    return _in_language(csv_lines(REPORT_COLUMNS, lines), language=get_language() or "ko")


def _request_cells(batch: IssuanceBatch) -> Iterator[list[object]]:
    for each in report_rows(batch):
        state = RequestState(each.state)
        has_badge = state in (RequestState.ISSUED, RequestState.ENDED)
        yield [
            "",
            each.learner.student_number,
            each.learner.name,
            state.value,
            each.tries,
            each.failure if state != RequestState.ISSUED else "",
            each.credential.pk if has_badge else "",
        ]


def _refusal_cells(batch: IssuanceBatch) -> Iterator[list[object]]:
    for each in refusals_of(batch, shown=batch.refused_count):
        yield [each.row, each.student_number, "", "refused", "", each.reason, ""]


def _in_language(lines: Iterator[str], *, language: str) -> Iterator[str]:
    """The server draws a line when it sends it, and by then another reader's language may be the active one."""
    while True:
        with override(language):
            line = next(lines, None)
        if line is None:
            return
        yield line


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Lines of CSV. A writer writes into something; here it hands back what it would have written."""
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(header)
    for row in rows:
        yield writer.writerow([_harmless(cell) for cell in row])


class _Echo:
    def write(self, text: str) -> str:
        return text


def _harmless(cell: object) -> object:
    """A spreadsheet would run a text that begins like a formula (CWE-1236)."""
    text = str(cell)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else cell

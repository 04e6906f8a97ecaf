from __future__ import annotations

import json
import sys
import time
from argparse import ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from tqdm import tqdm

from badges.enums import RequestState
from badges.models import IssuanceBatch, IssuanceRequest
from badges.selectors.batches import progress
from badges.selectors.credentials import by_id
from badges.services.exporting import (
    ISSUED,
    REFUSED,
    ReportRow,
    write_credential,
    write_report,
)
from badges.services.issuance import issue_waiting
from badges.services.rosters import RosterCheck, apply_roster, check_roster, source_key
from credcenter.kernel import pulse
from credcenter.kernel.audit import COMMAND
from credcenter.kernel.errors import CredcenterError

NOTHING_READ, SOME_REFUSED = 2, 3
PATIENCE = 20
"""Seconds without progress after which the command stops waiting for the worker and issues itself."""


class Command(BaseCommand):
    help = (
        "Issue a badge to every row of a roster (CSV in UTF-8 or CP949, or XLSX), and write a PNG and a "
        "JSON file for each, with report.csv. Exit status: 0 all issued, 3 some rows refused, "
        "2 nothing could be read."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", help="code of a micro-degree, course or achievement")
        parser.add_argument("--roster", required=True, type=Path)
        parser.add_argument("--out", required=True, type=_folder)
        parser.add_argument("--inline", action="store_true", help="issue here, without the worker")
        parser.add_argument("--json", action="store_true", help="print the outcome as JSON")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            check = check_roster(
                options["roster"].read_bytes(),
                file_name=options["roster"].name,
                achievement_code=options["code"],
            )
        except (CredcenterError, OSError) as exc:
            self.stderr.write(str(exc))
            sys.exit(NOTHING_READ)
        batch = apply_roster(check, actor=COMMAND)
        _see_through(batch, inline=options["inline"], quiet=options["json"])
        rows = _outcomes(check, code=options["code"], folder=options["out"], quiet=options["json"])
        write_report(rows, options["out"] / "report.csv")
        self._tell(rows, check=check, as_json=options["json"])
        if any(row.outcome == REFUSED for row in rows):
            sys.exit(SOME_REFUSED)

    def _tell(self, rows: list[ReportRow], *, check: RosterCheck, as_json: bool) -> None:
        refused = sorted((row for row in rows if row.outcome == REFUSED), key=lambda row: row.row)
        if as_json:
            outcome = {
                "issued": len(rows) - len(refused),
                "refused": [
                    {"row": row.row, "student_number": row.student_number, "reason": row.reason}
                    for row in refused
                ],
                "unknown_columns": list(check.unknown_columns),
            }
            self.stdout.write(json.dumps(outcome, ensure_ascii=False, indent=2))
            return
        self.stdout.write(f"{len(rows) - len(refused)} issued, {len(refused)} refused.")
        for row in refused:
            self.stdout.write(f"  row {row.row} ({row.student_number or '–'}): {row.reason}")
        if check.unknown_columns:
            self.stdout.write(f"Columns not used: {', '.join(check.unknown_columns)}")


def _folder(text: str) -> Path:
    folder = Path(text)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as exc:
        raise ArgumentTypeError(f"cannot make the folder {text}: {exc.strerror}") from exc
    return folder


def _see_through(batch: IssuanceBatch, *, inline: bool, quiet: bool) -> None:
    """Wait until the worker has issued the batch, or issue it here when there is no worker."""
    inline = inline or not pulse.is_fresh("worker")
    state, moved_at = progress(batch), time.monotonic()
    with tqdm(total=state.total, desc="Issuing", unit="badge", disable=quiet or None) as bar:
        while not state.is_finished:
            if not (inline and issue_waiting(limit=25, worker="command")):
                time.sleep(0.2)
            before, state = state, progress(batch)
            bar.update(state.done - before.done)
            moved_at = time.monotonic() if state != before else moved_at
            inline = inline or time.monotonic() - moved_at > PATIENCE


def _outcomes(check: RosterCheck, *, code: str, folder: Path, quiet: bool) -> list[ReportRow]:
    """What became of each row, after writing the files of those that were issued."""
    rows = [
        ReportRow(each.row, each.student_number, REFUSED, str(each.reason))
        for each in check.refusals
    ]
    bar = tqdm(check.rows, desc="Writing", unit="badge", disable=quiet or None)
    for row in bar:
        number = row.person.student_number
        request = IssuanceRequest.objects.select_related("credential").get(
            source_key=source_key(code, number)
        )
        if request.state == RequestState.ISSUED:
            write_credential(by_id(request.credential.pk), folder, name=number)
            rows.append(ReportRow(row.row, number, ISSUED))
        else:
            rows.append(ReportRow(row.row, number, REFUSED, _reason(request)))
    return rows


def _reason(request: IssuanceRequest) -> str:
    if request.state == RequestState.ENDED:
        return "The badge of this learner was revoked. A new one needs a new decision."
    return request.error_message or f"The request is {request.state}."

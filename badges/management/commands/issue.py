from __future__ import annotations

import json
import sys
import time
from argparse import ArgumentTypeError
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandParser
from tqdm import tqdm

from badges.enums import RequestState
from badges.models import IssuanceRequest
from badges.selectors.credentials import by_id
from badges.services.exporting import (
    ISSUED,
    REFUSED,
    ReportRow,
    write_credential,
    write_report,
)
from badges.services.issuance import issue_waiting
from badges.services.requeueing import requeue
from badges.services.rosters import RosterCheck, apply_roster, check_roster, source_key
from credcenter.kernel import pulse
from credcenter.kernel.audit import COMMAND
from credcenter.kernel.errors import CredcenterError

NOTHING_READ, SOME_REFUSED = 2, 3
CHUNK, CLAIM = 500, 25
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
        apply_roster(check, actor=COMMAND)
        asked = _requests(check, code=options["code"]).values()
        requeue([row.pk for row in asked if row.state == RequestState.FAILED], actor=COMMAND)
        unfinished = [row.pk for row in asked if row.state != RequestState.ISSUED]
        _see_through(unfinished, inline=options["inline"], quiet=options["json"])
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


def _requests(check: RosterCheck, *, code: str) -> dict[str, IssuanceRequest]:
    """The request of each sound row, by student number; some may stem from an earlier run."""
    keys = [source_key(code, row.person.student_number) for row in check.rows]
    found: dict[str, IssuanceRequest] = {}
    for start in range(0, len(keys), CHUNK):
        rows = IssuanceRequest.objects.filter(source_key__in=keys[start : start + CHUNK])
        found |= {row.learner.student_number: row for row in rows.select_related("learner")}
    return found


def _see_through(request_ids: list[UUID], *, inline: bool, quiet: bool) -> None:
    """Wait until the worker has brought the requests to an end, or do it here without a worker."""
    inline = inline or not pulse.is_fresh("worker")
    open_ids, moved_at = request_ids, time.monotonic()
    with tqdm(total=len(open_ids), desc="Issuing", unit="badge", disable=quiet or None) as bar:
        while open_ids:
            if not (inline and issue_waiting(limit=CLAIM, worker="command")):
                time.sleep(0.2)
            left = _unfinished(open_ids[:CHUNK]) + open_ids[CHUNK:]
            bar.update(len(open_ids) - len(left))
            moved_at = time.monotonic() if len(left) < len(open_ids) else moved_at
            inline = inline or time.monotonic() - moved_at > PATIENCE
            open_ids = left


def _unfinished(request_ids: list[UUID]) -> list[UUID]:
    rows = IssuanceRequest.objects.filter(
        pk__in=request_ids, state__in=[RequestState.REQUESTED, RequestState.CLAIMED]
    )
    return list(rows.values_list("pk", flat=True))


def _outcomes(check: RosterCheck, *, code: str, folder: Path, quiet: bool) -> list[ReportRow]:
    """What became of each row, after writing the files of those that were issued."""
    rows = [
        ReportRow(each.row, each.student_number, REFUSED, str(each.reason))
        for each in check.refusals
    ]
    requests = _requests(check, code=code)
    bar = tqdm(check.rows, desc="Writing", unit="badge", disable=quiet or None)
    for row in bar:
        number = row.person.student_number
        request = requests[number]
        if request.state == RequestState.ISSUED:
            write_credential(by_id(request.credential.pk), folder, name=number)
            rows.append(ReportRow(row.row, number, ISSUED))
        else:
            rows.append(ReportRow(row.row, number, REFUSED, request.error_message))
    return rows

from __future__ import annotations

import json
import sys
import time
from argparse import ArgumentTypeError
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _
from tqdm import tqdm

from badges.enums import RequestState
from badges.models import Credential, IssuanceRequest
from badges.selectors.credentials import of_requests
from badges.selectors.requests import by_source_keys
from badges.services.exporting import (
    ISSUED,
    REFUSED,
    ReportRow,
    write_credential,
    write_report,
)
from badges.services.failing import give_up_on_poison
from badges.services.issuance import issue_waiting
from badges.services.requeueing import requeue
from badges.services.rosters import RosterCheck, RosterRow, apply_roster, check_roster, source_key
from credcenter.kernel import pulse
from credcenter.kernel.audit import COMMAND
from credcenter.kernel.errors import CredcenterError, TransientError
from credcenter.kernel.tables import MAX_BYTES

ALL_ISSUED, NOTHING_ISSUED, SOME_REFUSED = 0, 2, 3
CHUNK, CLAIM, FILES = 500, 200, 100
PATIENCE = 20
"""Seconds without progress after which the command stops waiting for the worker and issues itself."""

STANDSTILL = 600
"""Seconds without progress after which it stops altogether: twice the longest pause between two tries."""


class Command(BaseCommand):
    help = (
        "Issue a badge to every row of a roster (CSV in UTF-8 or CP949, or XLSX), and write a PNG and a "
        "JSON file for each, with report.csv. Exit status: 0 all issued, 3 some rows refused, "
        "2 nothing could be read or issued."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", help="code of a micro-degree, course or achievement")
        parser.add_argument("--roster", required=True, type=Path)
        parser.add_argument("--out", required=True, type=_folder)
        parser.add_argument("--inline", action="store_true", help="issue here, without the worker")
        parser.add_argument("--json", action="store_true", help="print the outcome as JSON")

    def handle(self, *_args: Any, **options: Any) -> None:
        check = self._check(options["roster"], code=options["code"])
        rows, fault = _issue(
            check, folder=options["out"], inline=options["inline"], quiet=options["json"]
        )
        try:
            write_report(rows, options["out"] / "report.csv")
        except OSError as exc:
            fault = fault or str(exc)
        self._tell(rows, check=check, as_json=options["json"])
        if fault:
            self.stderr.write(fault)
        status = _status(rows, fault=fault)
        if status != ALL_ISSUED:
            sys.exit(status)

    def _check(self, roster: Path, *, code: str) -> RosterCheck:
        try:
            with roster.open("rb") as stream:
                # One byte more than a roster may have is enough to refuse it, however long it is.
                data = stream.read(MAX_BYTES + 1)
            return check_roster(data, file_name=roster.name, achievement_code=code)
        except (CredcenterError, OSError) as exc:
            self.stderr.write(str(exc))
            sys.exit(NOTHING_ISSUED)

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


def _issue(
    check: RosterCheck, *, folder: Path, inline: bool, quiet: bool
) -> tuple[list[ReportRow], str]:
    """What became of each row, and what went wrong on the way as a whole; empty when nothing did."""
    rows = [
        ReportRow(each.row, each.student_number, REFUSED, str(each.reason))
        for each in check.refusals
    ]
    if not check.rows:
        return rows, ""
    try:
        apply_roster(check, actor=COMMAND)
        unfinished = _start(check)
    except CredcenterError as exc:
        refused = (
            ReportRow(each.row, each.person.student_number, REFUSED, str(exc))
            for each in check.rows
        )
        return [*rows, *refused], str(exc)
    left = _see_through(unfinished, inline=inline, quiet=quiet)
    written, fault = _write(check, folder=folder, quiet=quiet)
    if left and not fault:
        fault = _("Not issued yet, and still in the queue: %(count)d.") % {"count": left}
    return [*rows, *written], fault


def _status(rows: list[ReportRow], *, fault: str) -> int:
    if fault and not any(row.outcome == ISSUED for row in rows):
        return NOTHING_ISSUED
    is_whole = not fault and all(row.outcome == ISSUED for row in rows)
    return ALL_ISSUED if is_whole else SOME_REFUSED


def _start(check: RosterCheck) -> list[UUID]:
    """The requests that are not issued yet, some from an earlier run; the failed ones are tried again."""
    keys = [_key(check, row) for row in check.rows]
    asked = [
        row
        for start in range(0, len(keys), CHUNK)
        for row in by_source_keys(keys[start : start + CHUNK]).values()
    ]
    requeue([row.pk for row in asked if row.state == RequestState.FAILED], actor=COMMAND)
    return [row.pk for row in asked if row.state != RequestState.ISSUED]


def _see_through(request_ids: list[UUID], *, inline: bool, quiet: bool) -> int:
    """Wait until the worker has brought the requests to an end, or do it here; how many are left undone."""
    inline = inline or not pulse.is_fresh("worker")
    open_ids, moved_at = request_ids, time.monotonic()
    with tqdm(total=len(open_ids), desc="Issuing", unit="badge", disable=quiet or None) as bar:
        while open_ids and time.monotonic() - moved_at < STANDSTILL:
            if not (inline and issue_waiting(limit=CLAIM, worker="command")):
                # What took its worker down each time is claimed by nobody any more.
                give_up_on_poison()
                time.sleep(0.2)
            # Another part each time: one that stands still must not hide that the rest goes on.
            left = open_ids[CHUNK:] + _unfinished(open_ids[:CHUNK])
            bar.update(len(open_ids) - len(left))
            moved_at = time.monotonic() if len(left) < len(open_ids) else moved_at
            inline = inline or time.monotonic() - moved_at > PATIENCE
            open_ids = left
    return len(open_ids)


def _unfinished(request_ids: list[UUID]) -> list[UUID]:
    rows = IssuanceRequest.objects.filter(
        pk__in=request_ids, state__in=[RequestState.REQUESTED, RequestState.CLAIMED]
    )
    return list(rows.values_list("pk", flat=True))


def _write(check: RosterCheck, *, folder: Path, quiet: bool) -> tuple[list[ReportRow], str]:
    """Write the files of the issued badges; what became of each sound row, and the first fault."""
    outcomes: list[ReportRow] = []
    faults: list[str] = []
    with tqdm(total=len(check.rows), desc="Writing", unit="badge", disable=quiet or None) as bar:
        for start in range(0, len(check.rows), FILES):
            chunk = check.rows[start : start + FILES]
            requests = by_source_keys([_key(check, row) for row in chunk])
            credentials = of_requests(each.pk for each in requests.values())
            for row in chunk:
                request = requests[_key(check, row)]
                fault = _write_one(row, credentials.get(request.pk), folder=folder)
                reason = fault or _why_not(request)
                outcome = REFUSED if reason else ISSUED
                outcomes.append(ReportRow(row.row, row.person.student_number, outcome, reason))
                faults += [fault] if fault else []
            bar.update(len(chunk))
    return outcomes, next(iter(faults), "")


def _write_one(row: RosterRow, credential: Credential | None, *, folder: Path) -> str:
    """Empty when the files are written, or there is nothing to write."""
    try:
        if credential is not None:
            write_credential(credential, folder, name=row.person.student_number)
    except (TransientError, OSError) as exc:
        message = _("The badge is issued, but its files could not be written: %(reason)s")
        return message % {"reason": exc}
    return ""


def _why_not(request: IssuanceRequest) -> str:
    """Why there is no badge; empty when there is one."""
    if request.state == RequestState.ISSUED:
        return ""
    waits = _("It is not issued yet and stays in the queue.")
    return request.failure or waits


def _key(check: RosterCheck, row: RosterRow) -> str:
    return source_key(check.achievement_code, row.person.student_number)

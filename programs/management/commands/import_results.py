from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from tqdm import tqdm

from credcenter.kernel import audit
from credcenter.kernel.audit import COMMAND
from credcenter.kernel.errors import CredcenterError
from programs.models import ResultImport
from programs.selectors.imports import refusals_of
from programs.selectors.lookup import micro_degree_by_code
from programs.services.results import apply_results, keep_results, read_results
from programs.services.results.oneroster import pack

NOTHING_READ, SOME_REFUSED = 2, 3

_CHANGED = gettext_lazy(
    "Rows: %(rows)d good, %(refused)d refused. Results: %(results_new)d new, "
    "%(results_changed)d changed, %(results_unchanged)d unchanged. New learners: %(learners_new)d. "
    "New enrolments: %(enrolments_new)d. Newly eligible: %(newly_eligible)d."
)
_WOULD_CHANGE = gettext_lazy(
    "Dry run, nothing was changed. Rows: %(rows)d good, %(refused)d refused. Results: %(results_new)d new, "
    "%(results_changed)d changed, %(results_unchanged)d unchanged. New learners: %(learners_new)d. "
    "New enrolments: %(enrolments_new)d. Newly eligible: %(newly_eligible)d."
)


class Command(BaseCommand):
    help = (
        "Read course results (CSV in UTF-8 or CP949, XLSX, or OneRoster as zip or folder) for a micro-degree, making the learners and "
        "enrolments that are new. Exit status: 0 all rows good, 3 some rows refused (the others are applied), "
        "2 nothing could be read."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--micro-degree", required=True, metavar="CODE")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would change, change nothing"
        )
        parser.add_argument("--json", action="store_true", help="print the outcome as JSON")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            checked = _import(
                **{name: options[name] for name in ("file", "micro_degree", "dry_run", "json")}
            )
        except (CredcenterError, OSError) as exc:
            self.stderr.write(str(exc))
            sys.exit(NOTHING_READ)
        if options["json"]:
            self._print_json(checked, dry_run=options["dry_run"])
        else:
            self._tell(checked, dry_run=options["dry_run"])
        if checked.refusals:
            sys.exit(SOME_REFUSED)

    def _print_json(self, checked: ResultImport, *, dry_run: bool) -> None:
        # For software, so the same in every shell: codes, and the reasons in English.
        with translation.override("en"):
            refused = [
                {
                    "row": each.row,
                    "student_number": each.student_number,
                    "column": each.column,
                    "code": each.code,
                    "reason": each.reason,
                }
                for each in refusals_of(checked)
            ]
        outcome = {"applied": not dry_run, **checked.summary, "refusals": refused}
        self.stdout.write(json.dumps(outcome, ensure_ascii=False, indent=2))

    def _tell(self, checked: ResultImport, *, dry_run: bool) -> None:
        self.stdout.write((_WOULD_CHANGE if dry_run else _CHANGED) % checked.summary)
        for each in refusals_of(checked):
            place = {"row": each.row, "number": each.student_number or "–", "reason": each.reason}
            self.stdout.write("  " + _("row %(row)d (%(number)s): %(reason)s") % place)
        if checked.summary["unknown_columns"]:
            names = {"names": ", ".join(checked.summary["unknown_columns"])}
            self.stdout.write(_("Columns not used: %(names)s") % names)


def _import(*, file: Path, micro_degree: str, dry_run: bool, json: bool) -> ResultImport:
    """Check, and unless it is a dry run apply; in a dry run not even the preview is kept."""
    target = micro_degree_by_code(micro_degree)
    data = pack(file) if file.is_dir() else file.read_bytes()
    quiet = json or None
    with tqdm(desc=_("Checking"), unit="", disable=quiet) as bar:
        checked = read_results(data, file_name=file.name, micro_degree=target, tick=bar.update)
    if dry_run:
        return checked
    with transaction.atomic(), audit.at_the_end():
        keep_results(checked, actor=COMMAND)
        with tqdm(desc=_("Applying"), unit="", disable=quiet) as bar:
            apply_results(checked, actor=COMMAND, tick=bar.update)
    return checked

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _
from tqdm import tqdm

from credcenter.kernel.audit import COMMAND
from credcenter.kernel.errors import CredcenterError
from programs.services.design import LoadReport, load_program
from programs.services.design.preview import preview_program

REFUSED = 2


class Command(BaseCommand):
    help = (
        "Load a program file (YAML): its curricula, rules, competencies, courses and badges, all or nothing. "
        "Loading the same file twice changes nothing. Images are read from beside the file; a micro-degree "
        "without one keeps the image it has, or gets one drawn from its code. With --dry-run nothing changes, and "
        "the learners whom changed rules would make eligible, or not so any more, are counted. "
        "Exit status: 0 loaded, 2 refused."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help="change nothing; say what would change, and for how many learners",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        file: Path = options["file"]
        try:
            text = file.read_text(encoding="utf-8-sig")
            report = _report(text, file=file, is_dry=options["dry_run"])
        except UnicodeDecodeError:
            self._refuse(_("%(file)s is not UTF-8.") % {"file": file.name})
        except (CredcenterError, OSError) as exc:
            self._refuse(str(exc))
        else:
            self._tell(report, verbosity=options["verbosity"], is_dry=options["dry_run"])

    def _refuse(self, reason: str) -> None:
        self.stderr.write(reason)
        sys.exit(REFUSED)

    def _tell(self, report: LoadReport, *, verbosity: int, is_dry: bool) -> None:
        outcomes = {
            _("created"): report.created,
            _("changed"): report.changed,
            _("not in the file, kept"): report.kept,
        }
        if is_dry:
            self.stdout.write(_("Dry run, nothing was changed."))
        if verbosity:
            for word, things in outcomes.items():
                for thing in things:
                    self.stdout.write(f"{thing}: {word}")
        for effect in report.effects:
            self.stdout.write(f"{effect.micro_degree} {effect.curriculum}: {effect.sentence}")
        if report.warning:
            self.stderr.write(report.warning)
        counts = {
            "program": report.program,
            "created": len(report.created),
            "changed": len(report.changed),
            "unchanged": len(report.unchanged),
        }
        said = _(
            "Program %(program)s: %(created)d created, %(changed)d changed, %(unchanged)d unchanged."
        )
        self.stdout.write(said % counts)


def _report(text: str, *, file: Path, is_dry: bool) -> LoadReport:
    if is_dry:
        return preview_program(text, file_name=file.name, base_folder=file.parent, actor=COMMAND)
    with tqdm(desc=_("Badges"), unit="", disable=None) as bar:
        return load_program(
            text, file_name=file.name, base_folder=file.parent, actor=COMMAND, tick=bar.update
        )

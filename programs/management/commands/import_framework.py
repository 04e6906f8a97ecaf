from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from credcenter.kernel.audit import COMMAND
from credcenter.kernel.bilingual import Bilingual
from credcenter.kernel.errors import CredcenterError
from programs.enums import FrameworkKind
from programs.services.frameworks import (
    MAX_BYTES,
    About,
    FrameworkReport,
    completed,
    import_framework,
    preview_of,
    read_framework,
)

REFUSED = 2


class Command(BaseCommand):
    help = (
        "Import a framework of competencies: a CASE 1.1 package (JSON), or a table (CSV in UTF-8 or CP949, or XLSX) "
        "with the columns code, name, name_en, level, parent, url. All or nothing; the same file again changes "
        "nothing. Exit status: 0 imported, 2 refused."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--code", required=True, help="what program files call it, such as NCS")
        tables = [each.value for each in FrameworkKind if each != FrameworkKind.CASE]
        parser.add_argument("--kind", choices=tables, help="of a table")
        parser.add_argument("--name", default="", help="of a table's framework, in Korean")
        parser.add_argument("--name-en", default="", help="the same in English")
        parser.add_argument("--url", default="", help="for items of a table without an address")
        parser.add_argument("--framework-version", default="", help="of a table's framework")
        parser.add_argument("--dry-run", action="store_true", help="say what would change")

    def handle(self, *_args: Any, **options: Any) -> None:
        path: Path = options["file"]
        about = About(
            code=options["code"],
            kind=FrameworkKind(options["kind"] or FrameworkKind.CASE),
            name=Bilingual(options["name"], options["name_en"]),
            url=options["url"],
            version=options["framework_version"],
        )
        bring = preview_of if options["dry_run"] else import_framework
        try:
            with path.open("rb") as stream:
                data = stream.read(MAX_BYTES + 1)
            file = read_framework(data, file_name=path.name, about=completed(about))
            report = bring(file, actor=COMMAND)
        except (CredcenterError, OSError) as exc:
            self.stderr.write(str(exc))
            sys.exit(REFUSED)
        self._tell(report, is_dry=options["dry_run"])

    def _tell(self, report: FrameworkReport, *, is_dry: bool) -> None:
        before = report.version_before
        if before is not None and before != report.version:
            said = _("Version %(before)s → %(after)s")
            self.stdout.write(said % {"before": before or "–", "after": report.version or "–"})
        elif report.is_changed and report.is_same_version:
            self.stderr.write(
                _(
                    "The content differs from what was imported before, though the version is called the same."
                )
            )
        said = _(
            "Framework %(code)s: %(items)d items; %(added)d new, %(changed)d changed, %(retired)d no longer in it."
        )
        self.stdout.write(said % {"code": report.code, "items": report.items, **report.counts()})
        if report.programs:
            message = _("Load these program files again to take the changes over: %(programs)s.")
            self.stdout.write(message % {"programs": ", ".join(report.programs)})
        if is_dry:
            self.stdout.write(_("Nothing was changed."))

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from badges.services.status_publishing import close_open_lists
from credcenter.backup.services import restore
from credcenter.kernel.audit import COMMAND
from credcenter.kernel.errors import CredcenterError


class Command(BaseCommand):
    help = (
        "Bring a backup back into an empty database and data folder, under the release that wrote it. Then check: "
        "`audit --verify` and `verify_stored`."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *_args: Any, **options: Any) -> None:
        call_command("migrate", interactive=False, verbosity=0)
        try:
            found = restore(options["file"], actor=COMMAND)
            close_open_lists(actor=COMMAND)
        except (CredcenterError, OSError) as exc:
            raise CommandError(str(exc)) from exc
        self.stdout.write(f"Restored: database, {found.keys} keys, {found.files} files.")

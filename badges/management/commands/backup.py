from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from credcenter.backup.services import back_up
from credcenter.kernel.errors import CredcenterError


class Command(BaseCommand):
    help = (
        "Write the centre into one file: database, artwork, sealed keys. The centre may go on working meanwhile. "
        "CREDCENTER_KEY_ENCRYPTION_KEY is not in it: keep that apart."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="a file that does not exist yet")
        parser.add_argument(
            "--with-artefacts",
            action="store_true",
            help="baked badges too, which are made again else",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            found = back_up(options["file"], with_artefacts=options["with_artefacts"])
        except FileExistsError as exc:
            raise CommandError(f"{options['file']} is there already.") from exc
        except (CredcenterError, OSError) as exc:
            raise CommandError(str(exc)) from exc
        self.stdout.write(
            f"{found.bytes:,} bytes: database, {found.keys} keys, {found.files} files."
        )

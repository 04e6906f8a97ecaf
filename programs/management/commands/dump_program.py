from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from credcenter.kernel.errors import CredcenterError
from programs.services.design import artwork_files, dump_program

UNKNOWN = 2


class Command(BaseCommand):
    help = (
        "Print a program as the file that load_program reads. Badge images are left out, and loading the file "
        "keeps those that are there; with --images DIR they are written into that folder and named in the file, "
        "which then belongs into the same folder. Exit status: 0 printed, 2 unknown program."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", help="code of the program, such as SSDO")
        parser.add_argument(
            "--images", type=Path, metavar="DIR", help="write the badge images here"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            names = _write_images(options["code"], options["images"])
            text = dump_program(options["code"], images=names)
        except (CredcenterError, OSError) as exc:
            self.stderr.write(str(exc))
            sys.exit(UNKNOWN)
        self.stdout.write(text, ending="")


def _write_images(code: str, folder: Path | None) -> dict[str, str]:
    """The images' names by micro-degree; none without a folder."""
    if folder is None:
        return {}
    folder.mkdir(parents=True, exist_ok=True)
    names = {}
    for degree, data in artwork_files(code).items():
        names[degree] = f"{degree}.png"
        (folder / names[degree]).write_bytes(data)
    return names

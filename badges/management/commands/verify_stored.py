from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from tqdm import tqdm

from badges.selectors.credentials import every_document
from badges.services.verifying import SelfCheck


class Command(BaseCommand):
    help = (
        "Verify every credential of the database as anyone would: valid ones must verify, revoked ones must not. "
        "For after a restore, an upgrade, a change of keys."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--sample", type=int, help="only so many, spread over all")

    def handle(self, *_args: Any, **options: Any) -> None:
        check, count, wrong = SelfCheck(), 0, 0
        for credential_id, document, is_good in tqdm(
            every_document(sample=options["sample"]), disable=not sys.stderr.isatty()
        ):
            verdict = check.verify(document).verdict
            count += 1
            if (verdict == "verified") != is_good:
                wrong += 1
                self.stderr.write(f"{credential_id}\t{verdict}")
        self.stdout.write(f"{count} credentials verified, {wrong} not as they should be.")
        if wrong:
            sys.exit(1)

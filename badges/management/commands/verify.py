"""`manage.py verify FILE|URL|-`: the verification of the page, for a terminal and for scripts."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError

from badges.openbadges import limits
from badges.openbadges.report import Report
from badges.services import verifying
from credcenter.kernel.errors import CredcenterError, InputTooLarge, InvalidInput

VERIFIED, NOT_VALID, NOT_CHECKED = 0, 1, 2
_EXIT = {"verified": VERIFIED, "invalid": NOT_VALID, "unverifiable": NOT_CHECKED}
_MARKS = {"passed": "✓", "failed": "✗", "warning": "!", "not_checked": "?"}


class Command(BaseCommand):
    """Exit 0: verified. 1: not valid. 2: could not be checked, or no credential at all."""

    help = "Verify an Open Badge: a PNG, SVG, JSON or JWT file, a URL, or - for standard input."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("source", metavar="FILE|URL|-")
        parser.add_argument("--recipient", help="an e-mail address or a name to compare with")
        parser.add_argument("--json", action="store_true", help="the report as JSON")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            report = _verify(options["source"], recipient=options["recipient"])
        except (CredcenterError, OSError) as error:
            self._say_unreadable(error, as_json=options["json"])
            sys.exit(NOT_CHECKED)
        except DatabaseError as error:
            # Whether it was revoked cannot be said without it, so the answer must not be "not valid".
            self.stderr.write(
                f"The database cannot be asked ({error}). Start ./script/server once."
            )
            sys.exit(NOT_CHECKED)
        if options["json"]:
            self.stdout.write(json.dumps(verifying.as_json(report), ensure_ascii=False, indent=2))
        else:
            self._say(report)
        sys.exit(_EXIT[report.verdict])

    def _say(self, report: Report) -> None:
        language = verifying.reader_language()
        for check in report.checks:
            mark = _MARKS[check.outcome]
            self.stdout.write(f"{mark} {check.id:<13}{check.message(language)}")
        self.stdout.write(f"\n{report.verdict}")
        newer = verifying.newer_address(report)
        if newer:
            self.stdout.write(f"replaced by {newer}")

    def _say_unreadable(self, error: CredcenterError | OSError, *, as_json: bool) -> None:
        code = error.code if isinstance(error, CredcenterError) else "unreadable_file"
        if as_json:
            self.stdout.write(json.dumps({"code": code, "detail": str(error)}, ensure_ascii=False))
        else:
            self.stderr.write(str(error))


def _verify(source: str, *, recipient: str | None) -> Report:
    if source.startswith(("https://", "http://")):
        return verifying.verify_url(source, recipient=recipient)
    data = _read(source)
    if not data:
        raise InvalidInput("The file is empty.", code="empty_file")
    return verifying.verify_bytes(data, recipient=recipient)


def _read(source: str) -> bytes:
    """The bytes of a file or of standard input; one more than the limit is enough to refuse it."""
    most = limits.MAX_IMAGE_BYTES + 1
    if source == "-":
        data = sys.stdin.buffer.read(most)
    else:
        with Path(source).open("rb") as stream:
            data = stream.read(most)
    if len(data) == most:
        raise InputTooLarge("The file is larger than 10 MB.", limit=most - 1)
    return data

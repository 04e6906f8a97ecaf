from __future__ import annotations

import json
import sys
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandParser

from credcenter.kernel.errors import CredcenterError
from programs.selectors.tracing import Trace, trace

BROKEN, UNKNOWN = 1, 2


class Command(BaseCommand):
    help = (
        "Trace a credential back to the decisions it rests on, and compute their hashes anew. Exit status: 0 all fits "
        "together, 1 something does not, 2 there is no such credential, or no case was approved for it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("credential", help="id of the credential")
        parser.add_argument(
            "--json", action="store_true", help="print findings and frozen facts as JSON"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            found = trace(UUID(options["credential"]))
        except (CredcenterError, ValueError) as exc:
            self.stderr.write(str(exc))
            sys.exit(UNKNOWN)
        if options["json"]:
            self.stdout.write(json.dumps(_plain(found), ensure_ascii=False, indent=2))
        else:
            self._tell(found)
        if not found.is_whole:
            sys.exit(BROKEN)

    def _tell(self, found: Trace) -> None:
        for each in found.approvals:
            behalf = f" for {each.delegation.principal}" if each.delegation else ""
            self.stdout.write(f"{each.step}: {each.decision} by {each.decided_by}{behalf}")
            self.stdout.write(f"  {each.decided_at.isoformat()}  SHA-256 {each.facts_sha256}")
        for finding in found.findings:
            self.stdout.write(f"{finding.outcome}: {finding.text}")


def _plain(found: Trace) -> dict[str, Any]:
    return {
        "credential": str(found.credential.pk),
        "whole": found.is_whole,
        "findings": [{"id": f.code, "outcome": f.outcome} for f in found.findings],
        "decisions": [
            {"facts_sha256": each.facts_sha256, "facts": json.loads(each.facts)}
            for each in found.approvals
        ],
    }

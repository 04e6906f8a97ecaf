from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from credcenter.kernel.audit import verify_chain
from credcenter.kernel.models import AuditEvent


class Command(BaseCommand):
    help = "Check the audit trail: any event that was edited, removed or inserted shows."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--verify", action="store_true", required=True)

    def handle(self, *_args: Any, **_options: Any) -> None:
        faults = verify_chain()
        for fault in faults:
            self.stderr.write(fault)
        if faults:
            sys.exit(1)
        self.stdout.write(f"{AuditEvent.objects.count()} events, the chain is whole.")

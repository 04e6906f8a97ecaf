from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from badges.services.keys import ensure_signing_keys
from credcenter.kernel.audit import COMMAND


class Command(BaseCommand):
    help = "Make the issuer and its signing keys where they are missing. Safe to run again."

    def handle(self, *_args: Any, **_options: Any) -> None:
        for key in ensure_signing_keys(actor=COMMAND):
            self.stdout.write(f"{key.kind}\t{key.name}")

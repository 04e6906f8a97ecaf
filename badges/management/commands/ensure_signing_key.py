from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from badges.services.keys import ensure_signing_key
from credcenter.kernel.audit import COMMAND


class Command(BaseCommand):
    help = "Make the issuer and its signing key where they are missing. Safe to run again."

    def handle(self, *_args: Any, **_options: Any) -> None:
        key = ensure_signing_key(actor=COMMAND)
        self.stdout.write(key.public_key_multibase)

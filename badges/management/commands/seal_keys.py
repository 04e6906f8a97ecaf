from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from badges.services.keys import seal_keys
from credcenter.kernel.audit import COMMAND
from credcenter.kernel.errors import TransientError


class Command(BaseCommand):
    help = (
        "Seal the files of private keys with the first word of CREDCENTER_KEY_ENCRYPTION_KEY, also those that lie "
        "there in plain. Safe to run again."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        try:
            names = seal_keys(actor=COMMAND)
        except TransientError as exc:
            raise CommandError(str(exc)) from exc
        for name in names:
            self.stdout.write(name)

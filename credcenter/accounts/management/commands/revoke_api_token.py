from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from credcenter.accounts.tokens import revoke_token
from credcenter.kernel.audit import COMMAND
from credcenter.kernel.errors import CredcenterError


class Command(BaseCommand):
    help = "End an API token. What was done with it stays."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("id", type=int, help="the token's number, as api_tokens lists it")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            row = revoke_token(options["id"], actor=COMMAND)
        except CredcenterError as exc:
            raise CommandError(str(exc)) from exc
        self.stdout.write(f"Token {row.pk} is revoked.")

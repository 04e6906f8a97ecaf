from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from credcenter.accounts.enums import Scope
from credcenter.accounts.tokens import create_token
from credcenter.kernel import clock
from credcenter.kernel.audit import COMMAND
from credcenter.kernel.errors import CredcenterError

A_YEAR = 365


class Command(BaseCommand):
    help = (
        "Make a token with which software calls the interfaces, and print it. It is shown this "
        "once: only a hash of it is kept."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--scope", action="append", required=True, choices=Scope.values, help="may be repeated"
        )
        parser.add_argument("--name", default="", help="what it is for")
        parser.add_argument(
            "--days", type=int, default=A_YEAR, help=f"how long it is good ({A_YEAR}); 0 for ever"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            made = create_token(
                [Scope(scope) for scope in options["scope"]],
                name=options["name"],
                expires_at=_end(options["days"]),
                actor=COMMAND,
            )
        except CredcenterError as exc:
            raise CommandError(str(exc)) from exc
        # Alone on standard output: TOKEN=$(./script/manage create_api_token --scope issue)
        self.stdout.write(made.secret)
        self.stderr.write(f"Token {made.row.pk}; revoke_api_token {made.row.pk} ends it.")


def _end(days: int) -> dt.datetime | None:
    if days == 0:
        return None
    try:
        return clock.now() + dt.timedelta(days=days)
    except OverflowError as exc:
        raise CommandError(f"{days} days reach beyond the calendar; 0 means for ever.") from exc

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from credcenter.accounts.models import ApiToken


class Command(BaseCommand):
    help = "List the API tokens, newest first; what they are is kept nowhere."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="for programs")

    def handle(self, *_args: Any, **options: Any) -> None:
        rows = [_facts(row) for row in ApiToken.objects.all()]
        if options["json"]:
            self.stdout.write(json.dumps(rows, ensure_ascii=False))
            return
        for row in rows:
            until = row["expires_at"] or "for ever"
            state = "good" if row["is_good"] else "ended"
            scopes = ",".join(row["scopes"])
            self.stdout.write(f"{row['id']}\t{state}\t{scopes}\tuntil {until}\t{row['name']}")


def _facts(row: ApiToken) -> dict[str, Any]:
    return {
        "id": row.pk,
        "name": row.name,
        "scopes": row.scopes,
        "is_good": row.is_good,
        "created_at": _text(row.created_at),
        "expires_at": _text(row.expires_at),
        "revoked_at": _text(row.revoked_at),
        "last_used_at": _text(row.last_used_at),
    }


def _text(moment: dt.datetime | None) -> str | None:
    return None if moment is None else moment.isoformat(timespec="seconds")

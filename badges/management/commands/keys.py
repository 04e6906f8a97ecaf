from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from badges.adapters import keystore
from badges.models import SigningKey
from badges.selectors.keys import all_keys, count_signed


class Command(BaseCommand):
    help = "The signing keys, the newest first: state, whether the private half is here, and how much each signed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true")

    def handle(self, *_args: Any, **options: Any) -> None:
        found = [_said(key) for key in all_keys()]
        if options["json"]:
            self.stdout.write(json.dumps(found))
            return
        for each in found:
            self.stdout.write("\t".join(str(value) for value in each.values()))


def _said(key: SigningKey) -> dict[str, Any]:
    signed = count_signed(key)
    return {
        "name": key.name,
        "kind": key.kind,
        "issuer": key.issuer.slug,
        "state": key.state,
        "created_at": key.created_at.isoformat(timespec="seconds"),
        "is_here": keystore.holds(key.name),
        "credentials": signed.credentials,
        "valid": signed.valid,
        "to_replace": signed.to_replace,
        "records": signed.records,
        "tokens": signed.tokens,
    }

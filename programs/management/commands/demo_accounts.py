from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from programs.demo.accounts import saved_accounts


class Command(BaseCommand):
    help = "Print how to sign in to the demo."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="an array of role, email, password")

    def handle(self, *_args: Any, **options: Any) -> None:
        accounts = saved_accounts()
        if options["json"]:
            self.stdout.write(json.dumps([asdict(account) for account in accounts], indent=1))
            return
        if not accounts:
            raise CommandError("There is no demo in this data folder. Make it with: load_demo")
        width = max(len(account.email) for account in accounts)
        for account in accounts:
            self.stdout.write(f"{account.role:<8} {account.email:<{width}} {account.password}")

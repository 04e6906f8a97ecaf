"""Bring the database up to date before the parts start; prints the demo accounts as JSON.

Runs as a process of its own: `python -m credcenter.supervisor.prepare [--demo]`.
"""

from __future__ import annotations

import io
import json
import sys

import django
from django.core.management import call_command


def main() -> None:
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    # It names the key on every start; nobody who starts a server asked for that.
    call_command("ensure_signing_key", stdout=io.StringIO())
    # Of a data folder that an earlier release made.
    call_command("seal_keys", stdout=io.StringIO())
    accounts = []
    if "--demo" in sys.argv[1:]:
        call_command("load_demo", stdout=sys.stderr)
        answer = io.StringIO()
        call_command("demo_accounts", "--json", stdout=answer)
        accounts = json.loads(answer.getvalue())
    json.dump(accounts, sys.stdout)


if __name__ == "__main__":
    main()

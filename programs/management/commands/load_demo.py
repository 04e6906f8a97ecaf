from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from credcenter.kernel.audit import COMMAND
from programs.demo.loading import load_demo


class Command(BaseCommand):
    help = (
        "Make the demo: a program, learners at every stage, badges and accounts. Safe to run again."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        is_new = load_demo(actor=COMMAND, say=lambda what: self.stdout.write(f"Demo: {what}"))
        self.stdout.write("Demo: ready." if is_new else "Demo: there already.")

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandParser

from badges.services.requeueing import requeue
from credcenter.kernel.audit import COMMAND


class Command(BaseCommand):
    help = "Put failed issuance requests back into the queue: all of them, or those named."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("ids", nargs="*", type=UUID, help="ids of issuance requests")

    def handle(self, *_args: Any, ids: list[UUID], **_options: Any) -> None:
        count = requeue(ids or None, actor=COMMAND)
        self.stdout.write(f"Requests back in the queue: {count}.")

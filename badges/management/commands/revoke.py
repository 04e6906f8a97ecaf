from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser

from badges.enums import RevocationReason
from badges.selectors.credentials import by_id
from badges.services.revoking import revoke
from badges.services.status_publishing import publish_stale
from credcenter.kernel.audit import COMMAND
from credcenter.kernel.errors import CredcenterError


class Command(BaseCommand):
    help = "Revoke a credential. It cannot be undone; a correction is a new credential."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "id", help="the credential's id, as in its page's address or urn:uuid:…"
        )
        parser.add_argument("--reason", required=True, choices=RevocationReason.values)
        parser.add_argument("--note", default="", help="for people; not published")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            credential = by_id(_credential_id(options["id"]))
            reason = RevocationReason(options["reason"])
            revoke([credential], reason=reason, note=options["note"], actor=COMMAND)
        except CredcenterError as exc:
            raise CommandError(str(exc)) from exc
        publish_stale()
        self.stdout.write(
            f"{credential.pk} is revoked ({reason.value}); the status list is signed."
        )


def _credential_id(text: str) -> UUID:
    try:
        return UUID(text.rstrip("/").rpartition("/")[2].removeprefix("urn:uuid:"))
    except ValueError as exc:
        raise CommandError(f"{text} is not a credential's id.") from exc

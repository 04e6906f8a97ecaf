from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser

from badges.enums import RevocationReason
from badges.models import Credential, IssuedDocument
from badges.selectors.credentials import by_id
from badges.selectors.issued_documents import by_reference
from badges.services.revoking import revoke, revoke_document
from badges.services.status_publishing import publish_stale
from credcenter.kernel.audit import COMMAND
from credcenter.kernel.errors import CredcenterError, NotFound


class Command(BaseCommand):
    help = "Revoke a credential. It cannot be undone; a correction is a new credential."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "id",
            help="the credential's id, as in its page's address or urn:uuid:…; of one that was issued "
            "through the VC-API its own id or that of its credentialStatus",
        )
        parser.add_argument("--reason", required=True, choices=RevocationReason.values)
        parser.add_argument("--note", default="", help="for people; not published")

    def handle(self, *_args: Any, **options: Any) -> None:
        reason = RevocationReason(options["reason"])
        try:
            found = _find(options["id"])
            if isinstance(found, IssuedDocument):
                revoke_document(found, reason=reason, note=options["note"], actor=COMMAND)
            else:
                revoke([found], reason=reason, note=options["note"], actor=COMMAND)
        except CredcenterError as exc:
            raise CommandError(str(exc)) from exc
        publish_stale()
        self.stdout.write(f"{found.pk} is revoked ({reason.value}); the status list is signed.")


def _find(text: str) -> Credential | IssuedDocument:
    try:
        return by_id(UUID(text.rstrip("/").rpartition("/")[2].removeprefix("urn:uuid:")))
    except (ValueError, NotFound):
        return by_reference(text)

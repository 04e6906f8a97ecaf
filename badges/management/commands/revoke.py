from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser

from badges.enums import RevocationReason
from badges.models import Credential, IssuedDocument
from badges.selectors import credentials as selectors
from badges.selectors.issued_documents import by_reference
from badges.services.revoking import revoke, revoke_document
from badges.services.status_publishing import publish_stale
from credcenter.kernel.audit import COMMAND
from credcenter.kernel.errors import CredcenterError, NotFound


class Command(BaseCommand):
    help = "Revoke credentials. It cannot be undone; a correction is a new credential."

    def add_arguments(self, parser: CommandParser) -> None:
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument(
            "id",
            nargs="?",
            help="the credential's id, as in its page's address or urn:uuid:…; of one that was issued "
            "through the VC-API its own id or that of its credentialStatus",
        )
        which.add_argument("--batch", help="all that this batch issued and is still valid")
        which.add_argument("--file", type=Path, help="those in this file, one id a line")
        parser.add_argument(
            "--count", type=int, help="how many that are; with --batch and --file it must be right"
        )
        parser.add_argument("--reason", required=True, choices=RevocationReason.values)
        parser.add_argument("--note", default="", help="for people; not published")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            said = _revoke_one(**options) if options["id"] else _revoke_many(**options)
        except CredcenterError as exc:
            raise CommandError(str(exc)) from exc
        publish_stale()
        self.stdout.write(f"{said} revoked ({options['reason']}); the status list is signed.")


def _revoke_one(*, id: str, reason: str, note: str, **_: Any) -> str:  # noqa: A002 (the option's name)
    found = _find(id)
    if isinstance(found, IssuedDocument):
        revoke_document(found, reason=RevocationReason(reason), note=note, actor=COMMAND)
    else:
        revoke([found], reason=RevocationReason(reason), note=note, actor=COMMAND)
    return f"{found.pk} is"


def _revoke_many(*, count: int | None, reason: str, note: str, **options: Any) -> str:
    """All or none, once whoever asks for it has said how many they are."""
    found = _in_file(options["file"]) if options["file"] else _of_batch(options["batch"])
    if count != len(found):
        message = f"These are {len(found)} valid credentials. Nothing was revoked."
        raise CommandError(f"{message} To revoke them, say --count {len(found)}.")
    revoke(found, reason=RevocationReason(reason), note=note, actor=COMMAND)
    return f"{count} credentials are"


def _of_batch(text: str) -> list[Credential]:
    found = selectors.valid_of_batch(_uuid_in(text))
    if not found:
        raise CommandError(f"{text}: no batch with valid credentials.")
    return found


def _in_file(file: Path) -> list[Credential]:
    try:
        lines = file.read_text(encoding="utf-8-sig").split()
    except (OSError, UnicodeDecodeError) as exc:
        raise CommandError(f"{file} cannot be read: {type(exc).__name__}.") from exc
    ids = {_uuid_in(line) for line in lines}
    found = selectors.valid_among(ids)
    missing = ids - {each.pk for each in found}
    if missing:
        first = ", ".join(sorted(map(str, missing))[:5])
        raise CommandError(
            f"{len(missing)} are not valid credentials: {first}. Nothing was revoked."
        )
    return found


def _uuid_in(text: str) -> UUID:
    try:
        return UUID(text.rstrip("/").rpartition("/")[2].removeprefix("urn:uuid:"))
    except ValueError:
        raise CommandError(f"{text[:80]} is not an id. Nothing was revoked.") from None


def _find(text: str) -> Credential | IssuedDocument:
    try:
        return selectors.by_id(UUID(text.rstrip("/").rpartition("/")[2].removeprefix("urn:uuid:")))
    except (ValueError, NotFound):
        return by_reference(text)

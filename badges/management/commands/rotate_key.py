from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from badges.enums import KeyKind
from badges.models import Issuer
from badges.selectors import issuers
from badges.services.rotating import prepare, rotate
from credcenter.kernel.audit import COMMAND
from credcenter.kernel.errors import CredcenterError


class Command(BaseCommand):
    help = (
        "Sign with another key from now on; what the one before signed keeps verifying. Prepare the next key at "
        "least an hour before: verifiers keep DID documents that long. Nothing stops while it happens."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--kind", choices=KeyKind.values, default=KeyKind.ED25519.value)
        parser.add_argument("--issuer", default="", help="the slug of a partner; else the centre")
        parser.add_argument(
            "--prepare",
            action="store_true",
            help="only make and publish the key that is to sign next",
        )
        parser.add_argument("--reason", default="", help="for the records")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            issuer = _issuer(options["issuer"])
            kind = KeyKind(options["kind"])
            if options["prepare"]:
                key = prepare(issuer, kind=kind, actor=COMMAND)
            else:
                key = rotate(issuer, kind=kind, reason=options["reason"], actor=COMMAND)
        except CredcenterError as exc:
            raise CommandError(str(exc)) from exc
        self.stdout.write(f"{key.kind}\t{key.name}\t{key.state}")


def _issuer(slug: str) -> Issuer:
    if not slug:
        return issuers.the_issuer()
    found = Issuer.objects.filter(slug=slug).first()
    if found is None:
        raise CommandError(f"There is no issuer {slug}.")
    return found

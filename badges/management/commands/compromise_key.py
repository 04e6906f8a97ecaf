from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from badges.enums import KeyState
from badges.models import SigningKey
from badges.selectors.keys import by_name, count_signed, signed_by
from badges.services.replacing import replace_signed_by
from badges.services.rotating import compromise
from credcenter.kernel.audit import COMMAND
from credcenter.kernel.errors import CredcenterError


class Command(BaseCommand):
    help = (
        "Say that a private key is in other hands: nothing that it signed verifies any more, from now on and for "
        "good. An active key is replaced at once. With --reissue every valid badge of it is issued anew."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="the name of the key, as `keys` prints it")
        parser.add_argument("--reason", required=True, help="what happened, for the records")
        parser.add_argument("--list", action="store_true", help="print the ids; change nothing")
        parser.add_argument(
            "--reissue", action="store_true", help="ask for its valid badges anew, in a batch"
        )
        parser.add_argument(
            "--count", type=int, help="how many valid badges it signed, as `keys` says"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            key = by_name(options["name"])
            if options["list"]:
                for pk in signed_by(key).values_list("pk", flat=True).iterator():
                    self.stdout.write(str(pk))
                return
            self._compromise(key, reason=options["reason"], count=options["count"])
            if options["reissue"]:
                self._reissue(key, reason=options["reason"])
        except CredcenterError as exc:
            raise CommandError(str(exc)) from exc

    def _compromise(self, key: SigningKey, *, reason: str, count: int | None) -> None:
        if key.state == KeyState.COMPROMISED:
            return
        valid = count_signed(key).valid
        if count != valid:
            message = f"{valid} valid badges will no longer verify. To go on, add --count {valid}."
            raise CommandError(message)
        compromise(key, reason=reason, actor=COMMAND)
        self.stdout.write(f"{key.name} is compromised; {valid} badges no longer verify.")

    def _reissue(self, key: SigningKey, *, reason: str) -> None:
        batch = replace_signed_by(key, reason=reason, actor=COMMAND)
        size = batch.size if batch else 0
        self.stdout.write(
            f"{size} badges are asked for anew" + (f" in batch {batch.pk}." if batch else ".")
        )

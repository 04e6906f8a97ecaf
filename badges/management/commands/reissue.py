from __future__ import annotations

import datetime as dt
import time
from argparse import ArgumentTypeError
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from badges.award import Award
from badges.enums import CredentialState, RequestState
from badges.models import Credential, IssuanceRequest
from badges.selectors.credentials import by_id
from badges.selectors.succession import latest_of
from badges.services.correcting import Corrected, correct_at_once
from badges.services.failing import give_up_on_poison
from badges.services.issuance import issue_waiting
from badges.services.reissuing import reissue
from badges.services.requeueing import requeue
from badges.services.status_publishing import publish_stale
from credcenter.kernel import pulse
from credcenter.kernel.audit import COMMAND
from credcenter.kernel.errors import Conflict, CredcenterError

PATIENCE, STANDSTILL = 20, 120
"""Seconds after which the command stops waiting for the worker and issues itself, and after which it gives up."""


class Command(BaseCommand):
    help = (
        "Issue a credential anew. The new one has the learner's present name and what the options correct; the old "
        "one is revoked as superseded when the new one is stored, and stays valid if it cannot be."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "id", help="the credential's id, as in its page's address or urn:uuid:…"
        )
        parser.add_argument("--reason", default="", help="for the records: why, and what showed it")
        parser.add_argument("--name", default="", help="the right name, written into the record")
        parser.add_argument(
            "--name-en", default="", help="the right English name, as in the passport"
        )
        parser.add_argument(
            "--awarded-on", type=_day, help="the right day of the award, YYYY-MM-DD"
        )
        parser.add_argument(
            "--result",
            type=_score,
            action="append",
            default=[],
            metavar="CODE=SCORE",
            help="a right score, where the scores do not follow from approved course results",
        )
        parser.add_argument("--inline", action="store_true", help="issue here, without the worker")

    def handle(self, *_args: Any, **options: Any) -> None:
        corrected = Corrected(
            name=options["name"],
            name_en=options["name_en"],
            awarded_on=options["awarded_on"],
            results=dict(options["result"]),
        )
        try:
            old = _find(options["id"])
            row = _ask(old, corrected, reason=options["reason"])
        except CredcenterError as exc:
            raise CommandError(str(exc)) from exc
        new = _see_through(row, inline=options["inline"])
        publish_stale()
        self.stdout.write(f"{old.pk} is replaced by {new.pk}; the status list is signed.")


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as exc:
        raise ArgumentTypeError(f"{text} is no date such as 2026-02-20") from exc


def _score(text: str) -> tuple[str, Decimal]:
    code, _equals, value = text.partition("=")
    try:
        return code, Decimal(value)
    except InvalidOperation as exc:
        raise ArgumentTypeError(f"{text} is not CODE=SCORE") from exc


def _find(text: str) -> Credential:
    """A credential that is valid; one that was replaced names what replaced it."""
    try:
        found = by_id(UUID(text.rstrip("/").rpartition("/")[2].removeprefix("urn:uuid:")))
    except ValueError as exc:
        raise CommandError(_("This is not the ID of a credential.")) from exc
    if found.is_superseded:
        message = _("This badge was replaced by %(newest)s already. Reissue that one.")
        raise Conflict(message % {"newest": latest_of([found.pk])[found.pk]}, code="superseded")
    if found.state != CredentialState.ISSUED:
        message = _("This badge is not valid any more, so it cannot be corrected.")
        raise Conflict(message, code="not_issued")
    return found


def _ask(old: Credential, corrected: Corrected, *, reason: str) -> IssuanceRequest:
    if corrected != Corrected():
        wish = correct_at_once(old, corrected, reason=reason or "reissue", actor=COMMAND)
        return IssuanceRequest.objects.get(correction=wish)
    # With the present name and under the present key; asked again after a crash it is the same request.
    row = reissue(
        old,
        award=Award.from_json(old.request.award),
        source_key=f"reissue:{old.pk}",
        reason=reason,
        actor=COMMAND,
    )
    if row.state == RequestState.FAILED:
        requeue([row.pk], actor=COMMAND)
    return row


def _see_through(row: IssuanceRequest, *, inline: bool) -> Credential:
    """Wait until the worker has issued it, or do it here; the new credential."""
    inline, began = inline or not pulse.is_fresh("worker"), time.monotonic()
    while time.monotonic() - began < STANDSTILL:
        row.refresh_from_db()
        if row.state == RequestState.ISSUED:
            return by_id(row.credential.pk)
        if row.state not in (RequestState.REQUESTED, RequestState.CLAIMED):
            raise CommandError(row.failure or row.get_state_display())
        if not (inline and issue_waiting(limit=25, worker="command")):
            give_up_on_poison()
            time.sleep(0.2)
        inline = inline or time.monotonic() - began > PATIENCE
    raise CommandError(_("It is not issued yet and stays in the queue."))

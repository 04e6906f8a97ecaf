"""Stage 14: learners are told, once. The row is unique, so a retry of issuing sends nothing twice.

A mail is marked sent before it goes out: after a crash in between, a learner gets no mail rather
than two, and the wallet shows the badge either way.
"""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string

from badges import tasks
from badges.enums import NoticeKind
from badges.models import Credential, Notice
from badges.services.waking import send
from credcenter.kernel import clock

logger = logging.getLogger(__name__)

AT_ONCE = 100
"""Mails in one task: a mail server that answers slowly must not hold a worker for minutes."""


def note(credentials: Sequence[Credential], *, kind: NoticeKind) -> None:
    """Put notices on the list, in the caller's transaction; they go out after the commit."""
    Notice.objects.bulk_create(
        (Notice(credential=credential, kind=kind) for credential in credentials),
        ignore_conflicts=True,
        batch_size=500,
    )
    transaction.on_commit(lambda: send(tasks.send_notices, queue="default"))


def send_due() -> int:
    """Send up to a hundred mails that are due; how many went out."""
    due = (
        Notice.objects.filter(sent_at__isnull=True)
        .select_related("credential__learner", "credential__version", "credential__issuer")
        .defer("credential__document")
    )
    return sum(_send_one(notice) for notice in due[:AT_ONCE])


def _send_one(notice: Notice) -> bool:
    ours = Notice.objects.filter(pk=notice.pk, sent_at__isnull=True).update(sent_at=clock.now())
    if not ours or not notice.credential.learner.email:
        return False
    try:
        _mail(notice).send()
    except (OSError, smtplib.SMTPException) as exc:
        # It stays on the list; the sweep tries again.
        Notice.objects.filter(pk=notice.pk).update(sent_at=None)
        logger.warning("The mail server did not take a notice (%s).", type(exc).__name__)
        return False
    return True


def _mail(notice: Notice) -> EmailMessage:
    """Korean first, English below: one mail for both readers."""
    context = {
        "credential": notice.credential,
        "learner": notice.credential.learner,
        "issuer": notice.credential.issuer,
        "achievement": notice.credential.version.name,
        "base_url": settings.CREDCENTER_BASE_URL,
    }
    folder = f"emails/{notice.kind}"
    return EmailMessage(
        subject=" ".join(render_to_string(f"{folder}/subject.txt", context).split()),
        body=render_to_string(f"{folder}/message.txt", context),
        to=[notice.credential.learner.email],
    )

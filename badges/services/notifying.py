"""Stage 14: learners are told, once. The row is unique, so a retry of issuing sends nothing twice.

A mail is marked sent before it goes out: after a crash in between, or when the server took the text and
its answer was lost, a learner gets no mail rather than two, and the wallet shows the badge either way.
What the server refuses is tried again later and later; an address that does not exist is given up at once.
"""

from __future__ import annotations

import datetime as dt
import logging
import smtplib
import time
from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import QuerySet

from badges import tasks
from badges.adapters import mail
from badges.adapters.mail import AnswerLostError
from badges.enums import NoticeKind
from badges.models import Credential, Notice
from badges.rules import MAX_MAILS, mail_pause_after
from badges.services.waking import is_queued, send
from credcenter.kernel import clock
from credcenter.kernel.bulk import insert_all
from credcenter.kernel.letters import letter

logger = logging.getLogger(__name__)

AT_ONCE, SECONDS = 100, 2
"""Mails and time of one task: a mail server that answers slowly must not keep a worker from issuing."""

QUEUE = "mail"
"""Behind all others: who waits for a badge comes before who is told of one."""

SERVER_PAUSE = dt.timedelta(minutes=1)
"""How long a server that does not answer is left alone."""


def note(credentials: Sequence[Credential], *, kind: NoticeKind) -> None:
    """Put notices on the list, in the caller's transaction; they go out after the commit."""
    notices = [Notice(credential_id=credential.pk, kind=kind) for credential in credentials]
    insert_all(notices, ignore_conflicts=True)
    transaction.on_commit(_wake)


def wake_if_due() -> None:
    """Have a worker send what is due, if there is anything."""
    if _due().exists():
        _wake()


def _wake() -> None:
    """One message is enough: who sends mails wakes the next as long as there are more."""
    if not is_queued(QUEUE):
        send(tasks.send_notices, queue=QUEUE)


def send_due() -> int:
    """Send mails that are due, the oldest first, over one connection and for some seconds; how many went out."""
    due = _due().select_related("credential__learner", "credential__version", "credential__issuer")
    notices = list(due.defer("credential__document", "credential__frozen").order_by("pk")[:AT_ONCE])
    if not notices:
        return 0
    connection, end, count = mail.connection(), time.monotonic() + SECONDS, 0
    try:
        connection.open()
        for place, notice in enumerate(notices):
            # One at least, however long the server took to answer.
            if place and time.monotonic() > end:
                break
            count += _send_one(notice, connection=connection)
    except (OSError, smtplib.SMTPException) as exc:
        # The server, not a mail: nothing else would go out either.
        logger.warning("The mail server is away (%s).", type(exc).__name__)
        _due().update(not_before=clock.now() + SERVER_PAUSE)
    finally:
        _close(connection)
    return count


def _due() -> QuerySet[Notice]:
    return Notice.objects.filter(
        sent_at__isnull=True, failed_at__isnull=True, not_before__lte=clock.now()
    )


def _send_one(notice: Notice, *, connection: BaseEmailBackend) -> bool:
    """Whether the mail went out. Raises OSError or SMTPServerDisconnected when the server is gone."""
    ours = Notice.objects.filter(pk=notice.pk, sent_at__isnull=True).update(sent_at=clock.now())
    if not ours or not notice.credential.learner.email:
        return False
    try:
        connection.send_messages([mail_of(notice)])
    except AnswerLostError:
        logger.warning("The server may have sent a mail or not: notice %s.", notice.pk)
        raise
    except smtplib.SMTPServerDisconnected:
        _keep(notice)
        raise
    except (smtplib.SMTPException, ValueError) as exc:
        # A ValueError is an address or a header that no mail can have.
        _keep(notice, is_final=isinstance(exc, ValueError) or _is_final(exc))
        logger.warning("A mail was not taken (%s): notice %s.", type(exc).__name__, notice.pk)
        return False
    except OSError:
        _keep(notice)
        raise
    return True


def _keep(notice: Notice, *, is_final: bool = False) -> None:
    """It stays on the list for later, or is given up and kept as failed."""
    attempts = notice.attempts + 1
    is_given_up = is_final or attempts >= MAX_MAILS
    Notice.objects.filter(pk=notice.pk).update(
        sent_at=None,
        attempts=attempts,
        not_before=clock.now() + mail_pause_after(attempts),
        failed_at=clock.now() if is_given_up else None,
    )


def _is_final(error: Exception) -> bool:
    """Whether the server refused every recipient for good (RFC 5321 section 4.2.1: 5yz)."""
    if not isinstance(error, smtplib.SMTPRecipientsRefused):
        return False
    return all(code >= 500 for code, _text in error.recipients.values())


def _close(connection: BaseEmailBackend) -> None:
    try:
        connection.close()
    except (OSError, smtplib.SMTPException) as exc:
        logger.info("The mail server hung up first (%s).", type(exc).__name__)


def mail_of(notice: Notice) -> EmailMultiAlternatives:
    """The mail of a notice with its credential's learner, version and issuer at hand."""
    credential = notice.credential
    page, wallet = (
        f"{settings.CREDCENTER_BASE_URL}{path}"
        for path in (f"/credentials/{credential.pk}", "/wallet")
    )
    context = {
        "learner": credential.learner,
        "contact": credential.issuer.email,
        "achievement": credential.version.name,
        "page": page,
        "page_en": f"{page}?lang=en",
        "wallet": wallet,
        "wallet_en": f"{wallet}?lang=en",
    }
    return letter(
        notice.kind, to=credential.learner.email, sender=credential.issuer.name, context=context
    )

"""A learner whose case was returned or denied gets a mail, once; what was approved is told with the badge.

The mail names the micro-degree and leads to the progress page; the reason stands there alone, since mails lie around in
other people's systems. It is marked sent before it goes out: after a crash in between a learner gets none rather than
two, and the page says it either way.
"""

from __future__ import annotations

import logging
import smtplib

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from credcenter.kernel import clock
from credcenter.kernel.letters import letter, our_name
from programs.enums import Decision
from programs.models import Approval, DecisionNotice

logger = logging.getLogger(__name__)

AT_ONCE = 20
"""Mails of one run: the sweep goes on to other things and comes back in seconds."""


def note(approval: Approval) -> None:
    """Put a decision on the list, in the caller's transaction."""
    if approval.decision != Decision.APPROVED:
        DecisionNotice.objects.get_or_create(approval=approval)


def send_due() -> int:
    """Send what is on the list over one connection; how many went out. A server that is away gets it later."""
    due = DecisionNotice.objects.filter(sent_at__isnull=True).select_related(
        "approval__completion__enrolment__learner", "approval__completion__enrolment__micro_degree"
    )
    notices = list(due.order_by("created_at")[:AT_ONCE])
    if not notices:
        return 0
    connection = get_connection()
    try:
        connection.open()
        return sum(_send_one(each, connection=connection) for each in notices)
    except (OSError, smtplib.SMTPException) as exc:
        logger.warning("The mail server is away (%s).", type(exc).__name__)
        return 0
    finally:
        _hang_up(connection)


def mail_of(notice: DecisionNotice) -> EmailMultiAlternatives:
    """The mail about a decision with its case's learner and micro-degree at hand."""
    enrolment = notice.approval.completion.enrolment
    progress = f"{settings.CREDCENTER_BASE_URL}/wallet/progress"
    context = {
        "learner": enrolment.learner,
        "micro_degree": enrolment.micro_degree.name,
        "is_returned": notice.approval.decision == Decision.RETURNED,
        "progress": progress,
        "progress_en": f"{progress}?lang=en",
    }
    return letter("decided", to=enrolment.learner.email, sender=our_name(), context=context)


def _send_one(notice: DecisionNotice, *, connection: BaseEmailBackend) -> bool:
    ours = DecisionNotice.objects.filter(pk=notice.pk, sent_at__isnull=True)
    if not ours.update(sent_at=clock.now()):
        return False
    if not notice.approval.completion.enrolment.learner.email:
        return False
    try:
        connection.send_messages([mail_of(notice)])
    except (OSError, smtplib.SMTPException, ValueError) as exc:
        # It may have gone out or not; it is not sent again, and the progress page says it.
        DecisionNotice.objects.filter(pk=notice.pk).update(failed_at=clock.now())
        logger.warning("A mail was not taken (%s): decision %s.", type(exc).__name__, notice.pk)
        return False
    return True


def _hang_up(connection: BaseEmailBackend) -> None:
    try:
        connection.close()
    except (OSError, smtplib.SMTPException) as exc:
        logger.info("The mail server hung up first (%s).", type(exc).__name__)

"""Who may decide on cases that have waited long gets a mail, once a period; the row is unique, so nobody gets two.

A mail is marked sent before it goes out: after a crash in between somebody gets none rather than two, and the next
period brings another. It names no learner: mails lie around in other people's systems.
"""

from __future__ import annotations

import datetime as dt
import logging
import smtplib

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import Count, Min, QuerySet

from credcenter.accounts.enums import Role
from credcenter.accounts.models import User
from credcenter.kernel import clock
from credcenter.kernel.letters import letter, our_name
from programs.enums import CompletionState
from programs.models import Completion, DecisionReminder
from programs.selectors.bench import Bench
from programs.selectors.delegations import possible_deciders

logger = logging.getLogger(__name__)

AT_ONCE = 100
"""Mails of one run; the next run goes on."""


def note_due() -> int:
    """Put on the list who is to be reminded in this period and was not yet; how many are new."""
    late = clock.now() - dt.timedelta(days=settings.CREDCENTER_REMIND_AFTER_DAYS)
    waiting = Completion.objects.filter(state=CompletionState.IN_REVIEW, waiting_since__lte=late)
    if not waiting.exists():
        return 0
    period = period_of(clock.today())
    people = possible_deciders().exclude(decision_reminders__period=period)
    found = [_reminder(each, late=late, period=period) for each in _with_roles(people)]
    rows = [each for each in found if each is not None]
    # Another run may write the same at this moment: one is enough.
    DecisionReminder.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def send_due() -> int:
    """Send what is on the list over one connection; how many went out. A server that is away gets it later."""
    due = DecisionReminder.objects.filter(sent_at__isnull=True).select_related("user")
    reminders = list(due.order_by("pk")[:AT_ONCE])
    if not reminders:
        return 0
    connection = get_connection()
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as exc:
        logger.warning("The mail server is away (%s).", type(exc).__name__)
        return 0
    try:
        return sum(_send_one(each, connection=connection) for each in reminders)
    finally:
        _hang_up(connection)


def period_of(day: dt.date) -> dt.date:
    """The first day of the period that a day is in."""
    length = settings.CREDCENTER_REMIND_EVERY_DAYS
    return dt.date.fromordinal(day.toordinal() - day.toordinal() % length)


def _with_roles(people: QuerySet[User]) -> list[tuple[User, frozenset[Role]]]:
    rows = people.prefetch_related("role_grants")
    return [(each, frozenset(Role(g.role) for g in each.role_grants.all())) for each in rows]


def _reminder(
    person: tuple[User, frozenset[Role]], *, late: dt.datetime, period: dt.date
) -> DecisionReminder | None:
    user, roles = person
    rows = Bench(user, roles).decidable().order_by().filter(waiting_since__lte=late)
    found = rows.aggregate(number=Count("pk"), oldest=Min("waiting_since"))
    if not found["number"]:
        return None
    return DecisionReminder(
        user=user, period=period, cases=found["number"], waiting_since=found["oldest"]
    )


def _send_one(reminder: DecisionReminder, *, connection: BaseEmailBackend) -> bool:
    ours = DecisionReminder.objects.filter(pk=reminder.pk, sent_at__isnull=True)
    if not ours.update(sent_at=clock.now()):
        return False
    try:
        connection.send_messages([mail_of(reminder)])
    except (OSError, smtplib.SMTPException, ValueError) as exc:
        # It may have gone out or not; it is not sent again, and the next period has another.
        DecisionReminder.objects.filter(pk=reminder.pk).update(failed_at=clock.now())
        logger.warning("A mail was not taken (%s): reminder %s.", type(exc).__name__, reminder.pk)
        return False
    return True


def mail_of(reminder: DecisionReminder) -> EmailMultiAlternatives:
    """The mail of a reminder with its user at hand."""
    approvals = f"{settings.CREDCENTER_BASE_URL}/approvals/"
    context = {
        "reminder": reminder,
        "name": reminder.user.name,
        "days": settings.CREDCENTER_REMIND_AFTER_DAYS,
        "approvals": approvals,
        "approvals_en": f"{approvals}?lang=en",
    }
    return letter("decisions_waiting", to=reminder.user.email, sender=our_name(), context=context)


def _hang_up(connection: BaseEmailBackend) -> None:
    try:
        connection.close()
    except (OSError, smtplib.SMTPException) as exc:
        logger.info("The mail server hung up first (%s).", type(exc).__name__)

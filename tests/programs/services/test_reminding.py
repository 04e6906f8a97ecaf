"""Cases that have waited long: a mail to those who may decide, once a period."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from credcenter.accounts.enums import Role
from credcenter.accounts.models import User
from credcenter.kernel import clock
from credcenter.kernel.audit import SYSTEM
from programs.models import Completion, DecisionReminder
from programs.services.delegating import Period, delegate
from programs.services.reminding import note_due, period_of, send_due
from programs.tasks import remind
from tests.factories import studies

pytestmark = pytest.mark.django_db


def waiting(*, days: int) -> Completion:
    case = studies.waiting_completion()
    since = clock.now() - dt.timedelta(days=days)
    Completion.objects.filter(pk=case.pk).update(waiting_since=since)
    return case


@pytest.fixture
def professor() -> User:
    return studies.user(Role.FACULTY, department="Social Welfare")


def test_those_who_may_decide_are_told_once_a_period(
    professor: User, mailoutbox: list[Any]
) -> None:
    for role in (Role.STAFF, Role.LEARNER, Role.AUDITOR):
        studies.user(role)
    studies.user(Role.FACULTY, department="Physics")
    case = waiting(days=8)
    waiting(days=9)
    waiting(days=2)
    for _run in range(2):
        remind()
    (mail,) = mailoutbox
    assert mail.to == [professor.email]
    assert "2건" in mail.subject
    assert "2 cases" in mail.subject
    ((html, kind),) = mail.alternatives
    assert kind == "text/html"
    for text in (mail.body, html):
        assert "위임" in text
        assert "Delegation" in text
        assert "/approvals/" in text
        assert case.enrolment.learner.name not in text
    DecisionReminder.objects.update(period=clock.today() - dt.timedelta(days=30))
    remind()
    assert len(mailoutbox) == 2


def test_nothing_is_written_while_nothing_waits_long(professor: User) -> None:
    waiting(days=2)
    assert (note_due(), DecisionReminder.objects.count()) == (0, 0)


def test_a_delegate_is_told_as_well(professor: User) -> None:
    colleague = studies.user(Role.FACULTY, department="Physics")
    today = clock.today()
    delegate(professor, to=colleague, period=Period(today, today, "x"), actor=SYSTEM)
    waiting(days=8)
    note_due()
    told = set(DecisionReminder.objects.values_list("user", flat=True))
    assert told == {professor.pk, colleague.pk}


def test_the_database_itself_refuses_a_second_one(professor: User) -> None:
    waiting(days=8)
    note_due()
    first = DecisionReminder.objects.get()
    first.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        first.save(force_insert=True)


def test_a_server_that_is_away_gets_it_later(
    professor: User, settings: Any, mailoutbox: list[Any]
) -> None:
    waiting(days=8)
    note_due()
    away = {"EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend", "EMAIL_PORT": 1}
    before = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND, settings.EMAIL_PORT = away["EMAIL_BACKEND"], away["EMAIL_PORT"]
    assert send_due() == 0
    settings.EMAIL_BACKEND = before
    assert (send_due(), send_due(), len(mailoutbox)) == (1, 0, 1)


def test_periods_follow_one_another(settings: Any) -> None:
    settings.CREDCENTER_REMIND_EVERY_DAYS = 7
    first = period_of(dt.date(2026, 11, 23))
    days = [first + dt.timedelta(days=n) for n in range(-1, 8)]
    assert [period_of(each) == first for each in days] == [False, *[True] * 7, False]

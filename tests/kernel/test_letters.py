"""Every mail there is: both languages, text and HTML, and names that are no markup."""

from __future__ import annotations

from typing import Any

import pytest

from badges.enums import NoticeKind
from badges.models import Notice
from badges.services.notifying import mail_of as about_credential
from credcenter.accounts.enums import Role
from credcenter.kernel import clock
from credcenter.kernel.audit import SYSTEM
from programs.models import Completion, DecisionNotice, DecisionReminder
from programs.services.approval import decide
from programs.services.reminding import mail_of as about_waiting
from programs.services.telling import mail_of as about_decision
from programs.services.telling import send_due
from programs.tasks import sweep
from tests.factories import studies
from tests.factories.badges import issued_credential, learner

pytestmark = pytest.mark.django_db

HOSTILE = '<img src=x onerror=alert(1)>"&\r\nBcc: all@example'


def parts(mail: Any) -> tuple[str, str]:
    ((html, kind),) = mail.alternatives
    assert kind == "text/html"
    return mail.body, html


@pytest.fixture
def credential(db: None) -> Any:
    return issued_credential(learner=learner(name=HOSTILE, name_en=HOSTILE))


@pytest.mark.parametrize("kind", NoticeKind)
def test_mails_about_badges(credential: Any, kind: NoticeKind) -> None:
    mail = about_credential(Notice(credential=credential, kind=kind))
    text, html = parts(mail)
    assert "\n" not in mail.subject
    for part in (text, html):
        assert "디지털 배지" in part
        assert "digital badge" in part
        assert "?lang=en" in part
    assert HOSTILE in text
    assert "<img" not in html
    assert "&lt;img src=x onerror=alert(1)&gt;" in html
    assert "{{" not in text + html


def decided(decision: str) -> Completion:
    case = studies.waiting_completion(learner=learner(name=HOSTILE))
    user = studies.user(Role.FACULTY)
    return decide(
        case.pk, decision=decision, reason="표절 의심", user=user, roles=[Role.FACULTY], actor=SYSTEM
    )  # fmt: skip


@pytest.mark.parametrize(
    ("decision", "korean", "english"),
    [("returned", "보완 요청", "was returned"), ("denied", "불승인", "was denied")],
)
def test_a_learner_is_told_once_that_a_case_came_back(
    mailoutbox: list[Any], decision: str, korean: str, english: str
) -> None:
    case = decided(decision)
    for _run in range(2):
        sweep()
    (mail,) = mailoutbox
    assert mail.to == [case.enrolment.learner.email]
    for part in parts(mail):
        assert korean in part
        assert english in part
        assert "/wallet/progress" in part
        assert "표절" not in part
    assert "<img" not in parts(mail)[1]


def test_an_approval_is_told_with_the_badge_and_a_learner_without_address_costs_no_mail(
    mailoutbox: list[Any],
) -> None:
    decided("approved")
    assert not DecisionNotice.objects.exists()
    case = decided("returned")
    type(case.enrolment.learner).objects.filter(pk=case.enrolment.learner_id).update(email="")
    assert send_due() == 0
    assert mailoutbox == []


def test_reminder_names_who_is_reminded_as_text() -> None:
    user = studies.user(Role.FACULTY)
    user.name = HOSTILE
    now = clock.now()
    reminder = DecisionReminder(user=user, period=now.date(), cases=2, waiting_since=now)
    text, html = parts(about_waiting(reminder))
    assert HOSTILE in text
    assert "<img" not in html
    assert "2 cases" in html


def test_decision_mail_is_made_of_the_case_alone() -> None:
    case = decided("returned")
    notice = DecisionNotice.objects.get(approval__completion=case)
    assert "사회서비스 데이터운용 기초" in about_decision(notice).subject

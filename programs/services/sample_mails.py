"""Every mail that the centre writes, made of people and badges that do not exist."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from badges.enums import NoticeKind
from badges.models import AchievementVersion, Credential, Issuer, Notice
from badges.services import notifying
from credcenter.accounts.models import User
from credcenter.kernel import clock
from learners.models import Learner
from programs.enums import Decision
from programs.models import (
    Approval,
    Completion,
    DecisionNotice,
    DecisionReminder,
    Enrolment,
    MicroDegree,
)
from programs.services import reminding, telling

_KOREAN, _ENGLISH = "사회서비스 데이터운용 기초", "Foundations of Social Service Data Operations"


@dataclass(frozen=True, slots=True)
class Sample:
    """A mail as its reader gets it, and when it is sent."""

    when: str
    subject: str
    text: str
    html: str


def samples(issuer: Issuer) -> list[Sample]:
    """One of each kind, in the order of a learner's way; nothing is stored."""
    mails = [
        *((kind.label, notifying.mail_of(_notice(kind, issuer))) for kind in NoticeKind),
        (_("A case was returned"), telling.mail_of(_decided(Decision.RETURNED))),
        (_("A case was denied"), telling.mail_of(_decided(Decision.DENIED))),
        (_("Cases wait for somebody's decision"), reminding.mail_of(_reminder())),
    ]
    return [
        Sample(str(when), str(mail.subject), str(mail.body), str(mail.alternatives[0][0]))
        for when, mail in mails
    ]


def _learner() -> Learner:
    return Learner(
        student_number="2026000000", name="홍길동", name_en="HONG Gildong", email="hong@example.com"
    )


def _notice(kind: NoticeKind, issuer: Issuer) -> Notice:
    version = AchievementVersion(name_ko=_KOREAN, name_en=_ENGLISH)
    return Notice(
        kind=kind, credential=Credential(learner=_learner(), version=version, issuer=issuer)
    )


def _decided(decision: Decision) -> DecisionNotice:
    degree = MicroDegree(name_ko=_KOREAN, name_en=_ENGLISH)
    case = Completion(enrolment=Enrolment(learner=_learner(), micro_degree=degree))
    return DecisionNotice(approval=Approval(decision=decision, completion=case))


def _reminder() -> DecisionReminder:
    user = User(name="이정원", email="professor@example.com")
    return DecisionReminder(user=user, cases=3, waiting_since=clock.now())

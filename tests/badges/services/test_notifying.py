from __future__ import annotations

from typing import Any

import pytest

from badges.enums import RevocationReason
from badges.models import Notice
from badges.services import notifying
from badges.services.revoking import revoke
from credcenter.kernel.audit import SYSTEM
from tests.factories.badges import issued_credential, learner

pytestmark = pytest.mark.django_db


def test_a_learner_is_told_once_in_both_languages(mailoutbox: list[Any]) -> None:
    credential = issued_credential()
    assert notifying.send_due() == 1
    assert notifying.send_due() == 0
    mail = mailoutbox[0]
    assert mail.to == [credential.learner.email]
    assert "사회서비스 데이터 기초" in mail.subject
    assert "배지 지갑" in mail.body
    assert "badge wallet" in mail.body


def test_a_name_with_signs_is_not_escaped_in_a_text_mail(mailoutbox: list[Any]) -> None:
    issued_credential(learner=learner(name="김<b>&도"))
    notifying.send_due()
    assert "김<b>&도 님" in mailoutbox[0].body


def test_a_revocation_is_told_too(mailoutbox: list[Any]) -> None:
    credential = issued_credential()
    notifying.send_due()
    revoke([credential], reason=RevocationReason.RESULT_CORRECTED, note="비밀", actor=SYSTEM)
    assert notifying.send_due() == 1
    assert "취소" in mailoutbox[1].subject
    assert "비밀" not in mailoutbox[1].body


def test_a_learner_without_address_costs_no_mail(mailoutbox: list[Any]) -> None:
    issued_credential(learner=learner(email=""))
    assert notifying.send_due() == 0
    assert mailoutbox == []
    assert not Notice.objects.filter(sent_at__isnull=True).exists()


def test_a_mail_server_that_is_down_gets_it_later(settings: Any, mailoutbox: list[Any]) -> None:
    issued_credential()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert notifying.send_due() == 0
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert notifying.send_due() == 1
    assert len(mailoutbox) == 1

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator
from typing import Any

import pytest

from badges.enums import RevocationReason
from badges.models import Notice
from badges.rules import MAX_MAILS
from badges.services import notifying
from badges.services.revoking import revoke
from credcenter.kernel import clock
from credcenter.kernel.audit import SYSTEM
from tests.factories.badges import achievement_version, issued_credential, learner
from tests.support.mail_server import MailServer

pytestmark = pytest.mark.django_db


def let_pauses_end() -> None:
    Notice.objects.update(not_before=clock.now())


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
    version = achievement_version()
    for _ in range(2):
        issued_credential(version)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert notifying.send_due() == 0
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    # It is left alone for a while, and none of the mails is blamed.
    assert notifying.send_due() == 0
    assert set(Notice.objects.values_list("attempts", "sent_at")) == {(0, None)}
    let_pauses_end()
    assert notifying.send_due() == 2
    assert len(mailoutbox) == 2


@pytest.fixture
def mail_server(settings: Any) -> Iterator[MailServer]:
    """A real server on a free port that refuses some recipients."""
    server = MailServer()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = server.address
    yield server
    server.stop()


def test_mails_go_out_in_order_over_one_connection(mail_server: MailServer) -> None:
    version = achievement_version()
    emails = [issued_credential(version).learner.email for _ in range(3)]
    assert notifying.send_due() == 3
    assert (mail_server.accepted, mail_server.connections) == (emails, 1)


def test_an_address_that_does_not_exist_is_given_up_at_once(mail_server: MailServer) -> None:
    version = achievement_version()
    for name in ("gone", "full", "good"):
        issued_credential(version, learner=learner(email=f"{name}@x.example"))
    assert notifying.send_due() == 1
    gone, full, good = Notice.objects.order_by("pk")
    assert (gone.sent_at, bool(gone.failed_at)) == (None, True)
    assert (full.sent_at, full.failed_at, full.attempts) == (None, None, 1)
    assert full.not_before > clock.now() + dt.timedelta(minutes=1)
    assert good.sent_at is not None
    assert notifying.send_due() == 0
    let_pauses_end()
    notifying.send_due()
    full.refresh_from_db()
    assert (full.attempts, mail_server.refused) == (2, ["gone@x.example"] + 2 * ["full@x.example"])


def test_what_is_refused_for_a_day_is_given_up(mail_server: MailServer) -> None:
    issued_credential(learner=learner(email="full@x.example"))
    Notice.objects.update(attempts=MAX_MAILS - 1)
    notifying.send_due()
    assert Notice.objects.get().failed_at is not None


def test_a_server_that_hangs_up_gets_it_again_unless_it_has_the_text(
    mail_server: MailServer,
) -> None:
    version = achievement_version()
    for name in ("early", "late"):
        issued_credential(version, learner=learner(email=f"{name}@x.example"))
    early, late = Notice.objects.order_by("pk")
    assert notifying.send_due() == 0
    early.refresh_from_db()
    assert (early.sent_at, early.attempts) == (None, 1)
    Notice.objects.filter(pk=early.pk).update(not_before=clock.now() + dt.timedelta(days=1))
    Notice.objects.filter(pk=late.pk).update(not_before=clock.now())
    assert notifying.send_due() == 0
    late.refresh_from_db()
    # It may have gone out, so it is not sent again.
    assert late.sent_at is not None
    Notice.objects.filter(pk=late.pk).update(not_before=clock.now())
    assert notifying.send_due() == 0
    assert mail_server.accepted == ["late@x.example"]


def test_an_address_that_no_mail_can_have_stops_no_other(mailoutbox: list[Any]) -> None:
    version = achievement_version()
    issued_credential(version, learner=learner(email="a\nb@x.example"))
    issued_credential(version)
    assert notifying.send_due() == 1
    assert Notice.objects.filter(failed_at__isnull=False).count() == 1


def test_a_slow_server_holds_the_worker_for_some_seconds_only(
    monkeypatch: pytest.MonkeyPatch, mailoutbox: list[Any]
) -> None:
    version = achievement_version()
    for _ in range(3):
        issued_credential(version)
    ticks = itertools.count(step=notifying.SECONDS + 1)
    monkeypatch.setattr(notifying.time, "monotonic", lambda: next(ticks))
    assert notifying.send_due() == 1
    assert Notice.objects.filter(sent_at__isnull=True, attempts=0).count() == 2

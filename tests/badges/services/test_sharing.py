from __future__ import annotations

import datetime as dt

import pytest

from badges.models import ShareLink
from badges.services import sharing
from credcenter.kernel import clock
from credcenter.kernel.audit import SYSTEM
from credcenter.kernel.errors import InvalidInput, NotFound
from credcenter.kernel.models import AuditEvent
from tests.factories.badges import issued_credential

pytestmark = pytest.mark.django_db


def test_a_link_opens_its_credential_and_counts() -> None:
    credential = issued_credential()
    link, token = sharing.create_link(credential, actor=SYSTEM)
    assert sharing.open_link(token).pk == credential.pk
    link.refresh_from_db()
    assert link.opened_count == 1


def test_the_token_itself_is_kept_nowhere() -> None:
    _link, token = sharing.create_link(issued_credential(), actor=SYSTEM)
    assert token not in str(list(ShareLink.objects.values_list()))
    assert token not in str(list(AuditEvent.objects.values_list()))


def test_a_revoked_link_does_not_open() -> None:
    link, token = sharing.create_link(issued_credential(), actor=SYSTEM)
    sharing.revoke_link(link, actor=SYSTEM)
    with pytest.raises(NotFound):
        sharing.open_link(token)


def test_an_expired_link_does_not_open() -> None:
    link, token = sharing.create_link(issued_credential(), actor=SYSTEM)
    ShareLink.objects.filter(pk=link.pk).update(expires_at=clock.now() - dt.timedelta(seconds=1))
    with pytest.raises(NotFound):
        sharing.open_link(token)


def test_an_end_in_the_past_is_refused() -> None:
    credential = issued_credential()
    with pytest.raises(InvalidInput):
        sharing.create_link(credential, actor=SYSTEM, expires_at=clock.now() - dt.timedelta(days=1))
    assert not ShareLink.objects.exists()


def test_opening_and_closing_the_page_is_recorded_once_each() -> None:
    credential = issued_credential()
    for _ in range(2):
        sharing.publish(credential, actor=SYSTEM)
    for _ in range(2):
        sharing.unpublish(credential, actor=SYSTEM)
    actions = AuditEvent.objects.filter(action__startswith="credential.page")
    assert list(actions.values_list("action", flat=True)) == [
        "credential.page_opened",
        "credential.page_closed",
    ]

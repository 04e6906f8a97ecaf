from __future__ import annotations

import datetime as dt
import re

import pytest
from django.conf import settings

from badges.enums import OpeningKind, SharedPart
from badges.models import Credential, OpeningCount, ShareLink
from badges.selectors.numbers import number_of
from badges.services import publishing, sharing
from badges.services.counting import count_openings
from credcenter.kernel import clock
from credcenter.kernel.audit import SYSTEM
from credcenter.kernel.errors import InvalidInput, NotFound, PermissionRefused
from credcenter.kernel.models import AuditEvent
from tests.factories.badges import issued_credential

pytestmark = pytest.mark.django_db


def test_a_link_opens_its_credential_and_counts() -> None:
    credential = issued_credential()
    link, token = sharing.create_link(credential, actor=SYSTEM)
    for _ in range(2):
        opened = sharing.open_link(token, counted_as=OpeningKind.LINK)
        assert opened.credential.pk == credential.pk
    sharing.open_link(token)
    link.refresh_from_db()
    assert (link.opened_count, link.last_opened_at is not None) == (2, True)
    counted = OpeningCount.objects.get()
    assert (counted.credential_id, counted.kind, counted.count) == (credential.pk, "link", 2)


def test_counts_are_of_a_day_and_a_kind() -> None:
    credential = issued_credential()
    for kind in (OpeningKind.PAGE, OpeningKind.EMBED, OpeningKind.PAGE):
        count_openings([credential.pk], kind=kind)
    OpeningCount.objects.update(day=dt.date(2026, 2, 1))
    count_openings([credential.pk], kind=OpeningKind.PAGE)
    rows = OpeningCount.objects.order_by("day", "kind").values_list("kind", "count")
    assert list(rows) == [("embed", 1), ("page", 2), ("page", 1)]


def test_a_link_that_leaves_parts_out_gives_no_file() -> None:
    link, token = sharing.create_link(
        issued_credential(), actor=SYSTEM, left_out={SharedPart.RESULTS}
    )
    assert link.left_out == ["results"]
    with pytest.raises(PermissionRefused):
        sharing.open_whole(token)
    assert publishing.own_document(f"{settings.CREDCENTER_BASE_URL}/s/{token}") is None


def test_numbers_of_credentials_differ_and_do_not_change() -> None:
    credentials = [issued_credential(), issued_credential()]
    numbers = [number_of(each) for each in credentials]
    assert len(set(numbers)) == 2
    for credential, number in zip(credentials, numbers, strict=True):
        year = credential.minted_at.year
        assert re.fullmatch(rf"CC-{year}-1-\d{{6}}", number)
        assert number_of(Credential.objects.get(pk=credential.pk)) == number


def test_the_token_itself_is_kept_nowhere() -> None:
    _link, token = sharing.create_link(issued_credential(), actor=SYSTEM)
    assert token not in str(list(ShareLink.objects.values_list()))
    assert token not in str(list(AuditEvent.objects.values_list()))


def test_a_revoked_link_does_not_open() -> None:
    link, token = sharing.create_link(issued_credential(), actor=SYSTEM)
    sharing.revoke_link(link, actor=SYSTEM)
    with pytest.raises(NotFound):
        sharing.open_link(token, counted_as=OpeningKind.LINK)


def test_an_expired_link_does_not_open() -> None:
    link, token = sharing.create_link(issued_credential(), actor=SYSTEM)
    ShareLink.objects.filter(pk=link.pk).update(expires_at=clock.now() - dt.timedelta(seconds=1))
    with pytest.raises(NotFound):
        sharing.open_link(token, counted_as=OpeningKind.LINK)


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

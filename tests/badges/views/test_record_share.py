"""Sharing a record is its holder's; a link shows all of it until it ends."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse

from badges.enums import SharedPart
from badges.models import LearnerRecord, ShareLink
from badges.selectors.credential_table import _as_shared
from badges.selectors.credentials import stored
from badges.services import publishing, sharing
from credcenter.kernel import clock
from credcenter.kernel.audit import SYSTEM
from credcenter.kernel.errors import InvalidInput
from tests.factories.badges import issued_credential
from tests.factories.records import whole_record

pytestmark = pytest.mark.django_db

FORMS = ("shared", "shared_json", "shared_png", "shared_svg", "shared_qr_svg", "shared_qr_png")


@pytest.fixture
def record() -> LearnerRecord:
    return whole_record(issued_credential().learner)


def link_of(record):
    return sharing.create_link(record, actor=SYSTEM)


def test_holder_makes_a_link_that_opens_the_whole_record_and_ends_it(sign_in, client, record):
    holder = sign_in("learner", learner=record.learner)
    page = holder.post(reverse("badges:create_record_link", args=[record.pk]), {"days": "7"})
    token = re.search(r'id="new-link"[^>]*>http://testserver/s/([^<]+)<', page.content.decode())[1]
    opened = client.get(reverse("badges:shared", args=[token]))
    assert (opened.status_code, opened["X-Robots-Tag"]) == (200, "noindex, nofollow")
    assert f'href="/s/{token}?verify=1#report"' in opened.content.decode()
    assert f"/records/{record.pk}" not in opened.content.decode()
    assert client.get(reverse("badges:shared_json", args=[token])).content == bytes(record.document)
    assert publishing.own_document(f"{settings.CREDCENTER_BASE_URL}/s/{token}") == bytes(
        record.document
    )
    link = ShareLink.objects.get()
    assert (link.opened_count, link.record_id) == (1, record.pk)
    holder.post(reverse("badges:revoke_record_link", args=[record.pk, link.pk]))
    assert {client.get(reverse(f"badges:{each}", args=[token])).status_code for each in FORMS} == {
        404
    }


@pytest.mark.parametrize("role", ["anonymous", "learner", "staff", "faculty"])
def test_nobody_else_shares_it(sign_in, record, role):
    link, _token = link_of(record)
    client = sign_in(role)
    names = (("create_record_link", []), ("revoke_record_link", [link.pk]))
    for name, extra in (*names, ("change_record_page", [])):
        address = reverse(f"badges:{name}", args=[record.pk, *extra])
        assert client.post(address, {"days": "7", "open": "yes"}).status_code == 404
    assert client.get(reverse("badges:share_record", args=[record.pk])).status_code == 404
    link.refresh_from_db()
    record.refresh_from_db()
    assert (ShareLink.objects.count(), link.revoked_at, record.shared_at) == (1, None, None)


def test_ended_link_opens_nothing(client, record):
    link, token = link_of(record)
    past = clock.now() - dt.timedelta(seconds=1)
    ShareLink.objects.filter(pk=link.pk).update(expires_at=past)
    assert {client.get(reverse(f"badges:{each}", args=[token])).status_code for each in FORMS} == {
        404
    }


def test_record_has_no_certificate_no_frame_and_no_parts(client, record):
    _link, token = link_of(record)
    assert client.get(reverse("badges:shared_pdf", args=[token])).status_code == 404
    assert client.get(reverse("badges:embed_shared", args=[token])).status_code == 404
    with pytest.raises(InvalidInput):
        sharing.create_link(record, actor=SYSTEM, left_out={SharedPart.HOLDER})


def test_link_leads_to_one_thing(record):
    with pytest.raises(IntegrityError), transaction.atomic():
        ShareLink.objects.create(token_sha256="0" * 64)


def test_links_of_records_share_no_badge(record):
    link_of(record)
    assert _as_shared(stored(), "yes").count() == 0
    assert _as_shared(stored(), "no").count() == 1

"""Sharing is the holder's, and a link is worth what it says."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse

from badges.models import ShareLink
from badges.services import sharing
from credcenter.kernel import clock
from credcenter.kernel.audit import SYSTEM
from credcenter.kernel.models import AuditEvent
from tests.factories.badges import issued_credential

pytestmark = pytest.mark.django_db


@pytest.fixture
def credential():
    return issued_credential()


@pytest.fixture
def holder(sign_in, credential):
    return sign_in("learner", learner=credential.learner)


def link_of(credential):
    return sharing.create_link(credential, actor=SYSTEM)


def test_holder_opens_and_closes_the_page(holder, credential):
    url = reverse("badges:change_page", args=[credential.pk])
    holder.post(url, {"open": "yes"})
    credential.refresh_from_db()
    assert credential.shared_at is not None
    holder.post(url, {"open": "no"})
    credential.refresh_from_db()
    assert credential.shared_at is None


@pytest.mark.parametrize("is_shared", [False, True])
@pytest.mark.parametrize("role", ["anonymous", "learner", "staff", "faculty", "auditor"])
def test_nobody_else_shares_it(sign_in, credential, role, is_shared):
    link, _token = link_of(credential)
    if is_shared:
        sharing.publish(credential, actor=SYSTEM)
    credential.refresh_from_db()
    before = credential.shared_at
    other = issued_credential().learner if role == "learner" else None
    client = sign_in(role, learner=other)
    events = AuditEvent.objects.count()
    for name, extra in (("change_page", []), ("create_link", []), ("revoke_link", [link.pk])):
        url = reverse(f"badges:{name}", args=[credential.pk, *extra])
        assert client.post(url, {"open": "no", "days": "7"}).status_code == 404
    credential.refresh_from_db()
    link.refresh_from_db()
    assert (credential.shared_at, link.revoked_at) == (before, None)
    assert (ShareLink.objects.count(), AuditEvent.objects.count()) == (1, events)


def test_token_of_a_new_link_is_in_the_answer_and_nowhere_else(holder, credential):
    url = reverse("badges:create_link", args=[credential.pk])
    answer = holder.post(url, {"days": "7"})
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
    token = re.search(r'id="new-link"[^>]*>http://testserver/s/([^<]+)<', answer.content.decode())
    assert token is not None
    assert sharing.open_link(token[1]) == credential
    assert token[1] not in str(dict(holder.session))


def test_coming_back_to_the_answer_makes_no_second_link(holder, credential):
    url = reverse("badges:create_link", args=[credential.pk])
    holder.post(url, {"days": "7"})
    page = reverse("badges:credential", args=[credential.pk])
    for again in (holder.get, holder.head):
        assert again(f"{url}?lang=en")["Location"] == f"{page}#sharing"
    assert ShareLink.objects.count() == 1


def test_answer_with_a_new_link_can_be_verified_from(holder, credential):
    page = holder.post(reverse("badges:create_link", args=[credential.pk]), {"days": "7"})
    address = reverse("badges:credential", args=[credential.pk])
    assert f'href="{address}?verify=1#report"' in page.content.decode()


def test_new_link_is_shown_once_and_opens_the_badge_for_anyone(holder, credential):
    url = reverse("badges:create_link", args=[credential.pk])
    page = holder.post(url, {"days": "7"}).content.decode()
    address = re.search(r'id="new-link"[^>]*>http://testserver(/s/[^<]+)<', page)
    assert address is not None
    assert (
        "new-link"
        not in holder.get(reverse("badges:credential", args=[credential.pk])).content.decode()
    )
    opened = Client().get(address[1])
    assert opened.status_code == 200
    assert ShareLink.objects.get().opened_count == 1
    days = ShareLink.objects.get().expires_at - clock.now()
    assert dt.timedelta(days=6) < days <= dt.timedelta(days=7)


def test_made_up_duration_makes_no_link(holder, credential):
    holder.post(reverse("badges:create_link", args=[credential.pk]), {"days": "3650"})
    assert not ShareLink.objects.exists()


def test_what_a_link_opens_is_not_indexed_kept_or_told(client, credential):
    link, token = link_of(credential)
    for name in ("shared", "shared_json", "shared_png"):
        answer = client.get(reverse(f"badges:{name}", args=[token]))
        assert answer.status_code == 200
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
        assert answer["Cache-Control"] == "private, no-store"
        assert answer["Referrer-Policy"] == "no-referrer"
    verify = reverse("badges:shared", args=[token]) + "?verify=1"
    assert "is-passed" in client.get(verify, headers={"hx-request": "true"}).content.decode()
    link.refresh_from_db()
    assert link.opened_count == 1


@pytest.mark.parametrize("end", ["revoked_at", "expires_at"])
def test_ended_link_opens_nothing(client, credential, end):
    link, token = link_of(credential)
    ShareLink.objects.filter(pk=link.pk).update(**{end: clock.now() - dt.timedelta(seconds=1)})
    for name in ("shared", "shared_json", "shared_png"):
        assert client.get(reverse(f"badges:{name}", args=[token])).status_code == 404


def test_holder_ends_a_link_but_not_through_another_credential(sign_in, holder, credential):
    link, token = link_of(credential)
    mine = issued_credential()
    stranger = sign_in("learner", learner=mine.learner)
    wrong = reverse("badges:revoke_link", args=[mine.pk, link.pk])
    assert stranger.post(wrong).status_code == 404
    assert sharing.open_link(token).pk == credential.pk
    holder.post(reverse("badges:revoke_link", args=[credential.pk, link.pk]))
    assert Client().get(reverse("badges:shared", args=[token])).status_code == 404


def test_link_page_shows_no_controls_even_to_its_holder(holder, credential):
    _link, token = link_of(credential)
    page = holder.get(reverse("badges:shared", args=[token])).content.decode()
    assert 'id="sharing"' not in page

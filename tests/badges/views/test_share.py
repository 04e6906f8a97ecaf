"""Sharing is the holder's, and a link is worth what it says."""

from __future__ import annotations

import datetime as dt
import re
from urllib.parse import parse_qsl, quote, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from badges.enums import RevocationReason, SharedPart
from badges.models import ShareLink
from badges.selectors.numbers import number_of
from badges.services import sharing
from badges.services.revoking import revoke
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
    assert client.get(reverse("badges:share", args=[credential.pk])).status_code == 404
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
    assert sharing.open_link(token[1]).credential == credential
    assert token[1] not in str(dict(holder.session))


def test_coming_back_to_the_answer_makes_no_second_link(holder, credential):
    url = reverse("badges:create_link", args=[credential.pk])
    holder.post(url, {"days": "7"})
    page = reverse("badges:share", args=[credential.pk])
    for again in (holder.get, holder.head):
        assert again(f"{url}?lang=en")["Location"] == page
    assert ShareLink.objects.count() == 1


def test_new_link_is_shown_once_and_opens_the_badge_for_anyone(holder, credential):
    url = reverse("badges:create_link", args=[credential.pk])
    page = holder.post(url, {"days": "7"}).content.decode()
    address = re.search(r'id="new-link"[^>]*>http://testserver(/s/[^<]+)<', page)
    assert address is not None
    again = holder.get(reverse("badges:share", args=[credential.pk])).content.decode()
    assert "new-link" not in again
    opened = Client().get(address[1])
    assert opened.status_code == 200
    assert ShareLink.objects.get().opened_count == 1
    days = ShareLink.objects.get().expires_at - clock.now()
    assert dt.timedelta(days=6) < days <= dt.timedelta(days=7)


@pytest.mark.parametrize(
    "sent", [{"days": "3650"}, {"days": "7", "shows": "soul"}, {"days": "7", "name": "x" * 81}]
)
def test_what_the_form_does_not_offer_makes_no_link(holder, credential, sent):
    answer = holder.post(reverse("badges:create_link", args=[credential.pk]), sent)
    assert (answer.status_code, "errorlist" in answer.content.decode()) == (400, True)
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
    assert sharing.open_link(token).credential.pk == credential.pk
    holder.post(reverse("badges:revoke_link", args=[credential.pk, link.pk]))
    assert Client().get(reverse("badges:shared", args=[token])).status_code == 404


def test_link_page_shows_no_controls_even_to_its_holder(holder, credential):
    _link, token = link_of(credential)
    page = holder.get(reverse("badges:shared", args=[token])).content.decode()
    assert 'id="sharing"' not in page


PARTS = ["holder", "results", "study", "evidence"]
SAID = {
    "holder": "HONG Gildong",
    "results": "82.5",
    "study": "2025-2",
    "evidence": "Approval record",
}


@pytest.mark.parametrize("left_out", [*([each] for each in PARTS), PARTS])
def test_a_part_shows_the_rest_and_no_way_to_the_whole(holder, client, credential, left_out):
    shows = [each for each in PARTS if each not in left_out]
    url = reverse("badges:create_link", args=[credential.pk])
    made = holder.post(url, {"days": "7", "shows": shows, "name": "Acme"}).content.decode()
    token = re.search(r'id="new-link"[^>]*>http://testserver/s/([^<]+)<', made)[1]
    answer = client.get(reverse("badges:shared", args=[token]), {"lang": "en"})
    page = answer.content.decode()
    assert {part for part, said in SAID.items() if said in page} == set(shows)
    assert "You see a part of this badge" in page
    assert "Verified by the centre just now" in page
    for secret in (str(credential.pk), str(credential.learner_id), "Acme", number_of(credential)):
        assert secret not in page
    for name in ("json", "jwt", "png", "svg", "pdf"):
        refused = client.get(reverse(f"badges:shared_{name}", args=[token]))
        assert refused.status_code == 403
    small = client.get(reverse("badges:embed_shared", args=[token])).content.decode()
    assert ("HONG Gildong" in small) == ("holder" in shows)


def test_revoked_badge_says_so_in_part(client, credential):
    _link, token = sharing.create_link(credential, actor=SYSTEM, left_out={SharedPart.HOLDER})
    revoke([credential], reason=RevocationReason.MISCONDUCT, note="", actor=SYSTEM)
    page = client.get(reverse("badges:shared", args=[token]), {"lang": "en"}).content.decode()
    assert "This badge was revoked. It is no longer valid." in page
    assert "Verified by the centre" not in page


def test_head_of_a_link_is_no_opening(client, credential):
    link, token = link_of(credential)
    assert client.head(reverse("badges:shared", args=[token])).status_code == 200
    link.refresh_from_db()
    assert link.opened_count == 0


def test_ways_lead_to_the_open_page_and_nowhere_while_it_is_closed(holder, credential):
    url = reverse("badges:share", args=[credential.pk])
    assert "linkedin.com" not in holder.get(url).content.decode()
    sharing.publish(credential, actor=SYSTEM)
    answer = holder.get(url, {"lang": "en"})
    entry = dict(parse_qsl(urlsplit(answer.context["entry"].address).query))
    page = f"http://testserver/credentials/{credential.pk}"
    assert entry == {
        "startTask": "CERTIFICATION_NAME",
        "name": "Social Service Data Foundations",
        "organizationName": str(credential.issuer.name_en),
        "issueYear": "2026",
        "issueMonth": "2",
        "certUrl": page,
        "certId": number_of(credential),
    }
    assert answer.context["mail"].startswith("mailto:?subject=My%20badge%3A%20Social%20Service")
    assert answer.context["mail"].endswith(f"%0D%0A%0D%0A{quote(page, safe='')}%0D%0A")


def test_organisation_with_a_page_is_named_by_its_number(holder, credential, settings):
    settings.CREDCENTER_LINKEDIN_ORGANIZATION = "1234"
    sharing.publish(credential, actor=SYSTEM)
    address = holder.get(reverse("badges:share", args=[credential.pk])).context["entry"].address
    assert "organizationId=1234" in address
    assert "organizationName" not in address


def test_share_page_asks_the_database_the_same_number_of_times(
    holder, credential, django_assert_num_queries
):
    for _ in (1, 3):
        link_of(credential)
        # session, user, credential, number of its list, links, roles
        with django_assert_num_queries(5):
            holder.get(reverse("badges:share", args=[credential.pk]))

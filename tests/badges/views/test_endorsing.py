"""A partner's own pages: looking, endorsing with a preview, withdrawing, handing in."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from badges.models import Endorsement
from badges.selectors import issuers
from badges.services import sharing
from credcenter.kernel.audit import SYSTEM
from credcenter.kernel.models import AuditEvent
from tests.factories.badges import achievement_version, issued_credential
from tests.factories.outside_endorsements import DID, signed
from tests.factories.partners import endorsement, partner, speaker

pytestmark = pytest.mark.django_db

DESK, GIVEN, HAND_IN = "/partner/", "/partner/endorsements/", "/partner/hand-in"
WORDS = {"comment_ko": "현장에서\r\n쓰입니다.", "comment_en": "We use\r\nit."}


@pytest.fixture
def narae(db):
    return partner()


@pytest.fixture
def client(narae):
    client = Client(headers={"accept-language": "en"})
    client.force_login(speaker(narae))
    return client


def endorse_path(version) -> str:
    return f"/partner/endorse/achievement/{version.achievement_id}"


def text_of(answer) -> str:
    return answer.content.decode()


def every_page(version, row) -> list[str]:
    withdraw = f"/partner/endorsements/{row.pk}/withdraw"
    return [DESK, GIVEN, HAND_IN, "/partner/endorse/centre", endorse_path(version), withdraw]


@pytest.mark.parametrize(
    ("role", "status"),
    [("anonymous", 302), ("learner", 403), ("faculty", 403), ("staff", 403), ("auditor", 403)],
)
def test_pages_are_for_partners_and_refusals_change_nothing(sign_in, role, status):
    version = achievement_version()
    row = endorsement(version.achievement)
    client, events = sign_in(role), AuditEvent.objects.count()
    for path in every_page(version, row):
        assert client.get(path).status_code == status, path
        answer = client.post(path, WORDS | {"confirmed": "yes", "file": outside_file(version)})
        assert answer.status_code in (status, 405), path
    row.refresh_from_db()
    assert (row.state, Endorsement.objects.count()) == ("signed", 1)
    assert AuditEvent.objects.count() == events


def test_partner_without_organisation_is_told_what_to_do_and_can_do_nothing(sign_in):
    version = achievement_version()
    row = endorsement(version.achievement)
    client = sign_in("partner")
    assert "Ask the credential centre" in text_of(client.get(f"{DESK}?lang=en"))
    for path in every_page(version, row)[1:]:
        assert client.get(path).status_code == 403, path
        assert client.post(path, WORDS | {"confirmed": "yes"}).status_code in (403, 405), path
    assert Endorsement.objects.count() == 1


def test_desk_shows_what_can_be_endorsed_and_what_is(client, narae):
    version, other = achievement_version(), achievement_version("SSDO-A")
    endorsement(other.achievement, by=narae)
    endorsement(version.achievement)
    page = text_of(client.get(DESK))
    assert endorse_path(version) in page
    assert "/partner/endorse/centre" in page
    tiles = {
        code: page.partition(f"{code}</p>")[2].partition("</li>")[0]
        for code in ("SSDO-F", "SSDO-A")
    }
    assert ("Endorsed" in tiles["SSDO-F"], "Endorsed" in tiles["SSDO-A"]) == (False, True)


def test_preview_signs_nothing_and_keeps_the_words(client):
    path = endorse_path(achievement_version())
    criteria = text_of(client.get(path))
    assert "Completes 12 credits." in criteria
    assert "Practitioner" in criteria
    preview = text_of(client.post(path, WORDS))
    assert "현장에서" in preview
    assert 'name="confirmed"' in preview
    again = text_of(client.post(path, WORDS | {"change": "yes"}))
    assert "현장에서" in again
    assert 'name="confirmed"' not in again
    assert not Endorsement.objects.exists()


def test_confirmed_words_are_signed_in_the_name_of_the_own_organisation(client, narae):
    path = endorse_path(achievement_version())
    answer = client.post(path, WORDS | {"confirmed": "yes"})
    row = Endorsement.objects.get()
    assert answer["Location"] == f"/endorsements/{row.pk}"
    assert (row.endorser, row.comment_ko) == (narae, "현장에서\n쓰입니다.")
    page = client.get(path)
    assert "endorses this already" in text_of(page)
    assert client.post(path, WORDS | {"confirmed": "yes"}).status_code == 409
    assert Endorsement.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"comment_ko": ""}, 400), ({"comment_en": "x" * 2001}, 400), ({"comment_en": "R&amp;D"}, 400),
        ({"comment_ko": "\x00"}, 400),
    ],
)  # fmt: skip
def test_words_that_do_not_do_are_said_on_the_form(client, changes, status):
    answer = client.post(
        endorse_path(achievement_version()), WORDS | {"confirmed": "yes"} | changes
    )
    assert answer.status_code == status
    assert 'role="alert"' in text_of(answer) or "errorlist" in text_of(answer)
    assert not Endorsement.objects.exists()


def test_centre_is_endorsed(client):
    achievement_version()
    client.post("/partner/endorse/centre", WORDS | {"confirmed": "yes"})
    assert Endorsement.objects.get().issuer == issuers.the_issuer()


def test_badge_is_found_and_endorsed_when_it_is_shared_and_not_before(client):
    credential = issued_credential()
    path = f"/partner/endorse/badge/{credential.pk}"
    assert client.get(path).status_code == 404
    assert client.post(path, WORDS | {"confirmed": "yes"}).status_code == 404
    address = f"http://localhost/credentials/{credential.pk}?x=1#y"
    assert client.post(DESK, {"address": address}).status_code == 400
    sharing.publish(credential, actor=SYSTEM)
    assert client.post(DESK, {"address": address})["Location"] == path
    assert path in text_of(
        client.get(f"/credentials/{credential.pk}", headers={"accept": "text/html"})
    )
    assert "홍길동" in text_of(client.get(path))
    client.post(path, WORDS | {"confirmed": "yes"})
    assert Endorsement.objects.get().credential == credential


@pytest.mark.parametrize("address", ["", "x", "https://x.example/credentials/7", "z" * 600])
def test_what_is_no_address_of_a_badge_is_said_on_the_form(client, address):
    achievement_version()
    assert client.post(DESK, {"address": address}).status_code == 400


def test_own_endorsement_is_withdrawn_after_a_question(client, narae, without_broker):
    row = endorsement(achievement_version().achievement, by=narae)
    path = f"/partner/endorsements/{row.pk}/withdraw"
    assert path in text_of(client.get(GIVEN))
    assert "cannot be undone" in text_of(client.get(path))
    client.post(path)
    row.refresh_from_db()
    assert row.state == "withdrawn"
    assert path not in text_of(client.get(GIVEN))
    assert client.post(path).status_code == 404


def test_endorsement_of_another_partner_cannot_be_withdrawn(client):
    row = endorsement(achievement_version().achievement)
    path = f"/partner/endorsements/{row.pk}/withdraw"
    assert (client.get(path).status_code, client.post(path).status_code) == (404, 404)
    row.refresh_from_db()
    assert row.state == "signed"


def outside_file(version) -> SimpleUploadedFile:
    return SimpleUploadedFile("e.json", signed(f"urn:uuid:{version.achievement_id}"))


def test_endorsement_signed_elsewhere_is_handed_in_by_whose_it_is(client, narae):
    version = achievement_version()
    refused = client.post(HAND_IN, {"file": outside_file(version)})
    assert (refused.status_code, Endorsement.objects.count()) == (409, 0)
    narae.outside_did = DID
    narae.save()
    answer = client.post(HAND_IN, {"file": outside_file(version)})
    row = Endorsement.objects.get()
    assert (answer["Location"], row.endorser) == (f"/endorsements/{row.pk}", narae)
    assert "own software" in text_of(
        client.get(answer["Location"], headers={"accept": "text/html"})
    )


def test_forged_endorsement_and_one_of_another_are_refused_on_the_form(client):
    version = achievement_version()
    partner(outside_did=DID)
    assert client.post(HAND_IN, {"file": outside_file(version)}).status_code == 403
    forged = signed(f"urn:uuid:{version.achievement_id}").replace(b"urn:uuid:5f", b"urn:uuid:6f")
    for data in (forged, b"{}", b""):
        answer = client.post(HAND_IN, {"file": SimpleUploadedFile("e.json", data)})
        assert answer.status_code == 400
    assert client.post(HAND_IN, {}).status_code == 400
    assert not Endorsement.objects.exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_ask_the_database_as_often_for_many_rows(
    client, narae, rows, django_assert_num_queries
):
    for number in range(rows):
        endorsement(achievement_version(f"SSDO-{number}").achievement, by=narae)
    # session, user, roles, partner, centre, badges, the centre's endorsement, what is endorsed
    with django_assert_num_queries(8):
        client.get(DESK)
    # session, user, roles, partner, count, rows
    with django_assert_num_queries(6):
        client.get(GIVEN)

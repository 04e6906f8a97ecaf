"""Console: partners, who speaks for them, and what they signed elsewhere."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from badges.models import Endorsement, Issuer, Representative
from badges.selectors import partners
from credcenter.accounts.models import User
from credcenter.kernel.bilingual import Bilingual
from credcenter.kernel.models import AuditEvent
from tests.factories.badges import achievement_version
from tests.factories.outside_endorsements import DID, signed
from tests.factories.partners import endorsement, partner, speaker

pytestmark = pytest.mark.django_db

LIST, NEW, HAND_IN = "/console/partners/", "/console/partners/new", "/console/partners/hand-in"
FACTS = {"name_ko": "나래데이터", "name_en": "Narae Data", "url": "narae.example"}
SOMEBODY = {"name": "김하늘", "email": "Haneul@narae.example"}


def text_of(answer) -> str:
    return answer.content.decode()


@pytest.mark.parametrize(
    ("role", "status"),
    [("anonymous", 302), ("learner", 403), ("faculty", 403), ("partner", 403), ("auditor", 403)],
)
def test_console_is_for_staff_and_refusals_change_nothing(sign_in, role, status):
    narae = partner()
    user = speaker(narae)
    client, events = sign_in(role), AuditEvent.objects.count()
    page = f"{LIST}{narae.slug}/"
    for path in (LIST, NEW, HAND_IN, page, f"{page}edit"):
        assert client.get(path).status_code == status, path
        assert client.post(path, FACTS | SOMEBODY).status_code in (status, 405), path
    assert client.post(f"{page}people/{user.pk}/dismiss").status_code == status
    assert Issuer.objects.filter(kind="partner").count() == 1
    assert Representative.objects.get().user == user
    assert AuditEvent.objects.count() == events


def test_partner_is_added_and_its_person_invited_and_removed(sign_in):
    achievement_version()
    staff = sign_in("staff")
    page = staff.post(NEW, FACTS)["Location"]
    narae = partners.by_slug("narae-data")
    assert (page, narae.url) == (f"{LIST}narae-data/", "https://narae.example")
    staff.post(page, SOMEBODY)
    user = User.objects.get(email="haneul@narae.example")
    assert partners.partner_of(user.pk) == narae
    assert "haneul@narae.example" in text_of(staff.get(page))
    staff.post(f"{page}people/{user.pk}/dismiss")
    assert not Representative.objects.exists()


def test_partner_is_described_anew_under_the_same_address(sign_in):
    narae = partner()
    staff = sign_in("staff")
    path = f"{LIST}{narae.slug}/edit"
    assert narae.name_ko in text_of(staff.get(path))
    staff.post(path, FACTS | {"outside_did": DID})
    narae.refresh_from_db()
    assert (narae.name_en, narae.outside_did) == ("Narae Data", DID)
    assert DID in text_of(staff.get(f"{LIST}{narae.slug}/"))


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"name_en": ""}, 400), ({"name_en": "나래"}, 400), ({"outside_did": "x"}, 400),
        ({"url": "javascript:alert(1)"}, 400), ({"name_en": "Taken"}, 409),
    ],
)  # fmt: skip
def test_partner_that_cannot_be_is_refused_on_the_form(sign_in, changes, status):
    taken = partner(name=Bilingual("있음", "Taken"))
    staff = sign_in("staff")
    answer = staff.post(NEW, FACTS | changes)
    assert answer.status_code == status
    assert not Issuer.objects.filter(name_ko="나래데이터").exists()
    if "name_en" not in changes:
        edited = staff.post(f"{LIST}{taken.slug}/edit", FACTS | changes)
        assert (edited.status_code, partners.by_slug("taken").name_ko) == (status, "있음")


def test_person_who_cannot_be_invited_is_refused_on_the_form(sign_in):
    narae, other = partner(), partner()
    user = speaker(other)
    staff = sign_in("staff")
    for said, status in (({"email": "x"}, 400), ({"email": user.email}, 409)):
        assert staff.post(f"{LIST}{narae.slug}/", SOMEBODY | said).status_code == status
    assert partners.partner_of(user.pk) == other


def test_unknown_partner_is_not_found(sign_in):
    staff = sign_in("staff")
    assert staff.get(f"{LIST}nobody/").status_code == 404
    assert staff.post(f"{LIST}nobody/people/7/dismiss").status_code == 404


def test_staff_hand_in_what_a_partner_signed_elsewhere(sign_in):
    narae, version = partner(outside_did=DID), achievement_version()
    data = signed(f"urn:uuid:{version.achievement_id}")
    staff = sign_in("staff")
    assert staff.get(HAND_IN).status_code == 200
    staff.post(HAND_IN, {"file": SimpleUploadedFile("e.json", data)})
    assert Endorsement.objects.get().endorser == narae


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_ask_the_database_as_often_for_many_rows(sign_in, rows, django_assert_num_queries):
    narae, *_others = (partner() for _ in range(rows))
    for number in range(rows):
        endorsement(achievement_version(f"SSDO-{number}").achievement, by=narae)
        speaker(narae)
    staff = sign_in("staff")
    # session, user, roles, count, rows
    with django_assert_num_queries(5):
        staff.get(LIST)
    # session, user, roles, partner, keys, people, count, endorsements
    with django_assert_num_queries(8):
        staff.get(f"{LIST}{narae.slug}/")

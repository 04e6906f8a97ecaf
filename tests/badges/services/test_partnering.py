"""Partner organisations: their keys and DIDs, and who speaks for them."""

from __future__ import annotations

import pytest

from badges.models import Issuer, Representative, SigningKey
from badges.openbadges.keys import did_key
from badges.selectors import issuers, partners
from badges.services.keys import ensure_signing_key
from badges.services.partnering import PartnerFacts, appoint, describe_partner, dismiss, invite
from credcenter.accounts.enums import Role
from credcenter.accounts.models import User
from credcenter.accounts.services import create_user
from credcenter.kernel.audit import SYSTEM
from credcenter.kernel.bilingual import Bilingual
from credcenter.kernel.errors import Conflict, InvalidInput, NotFound, PermissionRefused
from credcenter.kernel.models import AuditEvent
from tests.factories.partners import partner, speaker

pytestmark = pytest.mark.django_db

BASE = "https://badges.hanbit.example/centre"
OUTSIDE = "did:web:badges.narae.example"


def test_partner_has_a_key_and_a_did_of_its_own(settings):
    narae = partner(name=Bilingual("나래데이터", "Narae Data"))
    key = issuers.active_key(narae)
    assert issuers.did_of(key) == did_key(key.name)
    settings.CREDCENTER_BASE_URL = BASE
    assert issuers.did_of(key) == "did:web:badges.hanbit.example:centre:issuers:narae-data"
    centre = issuers.active_key(issuers.the_issuer())
    assert issuers.did_of(centre) == "did:web:badges.hanbit.example:centre"


def test_partner_is_not_the_centre_though_its_address_says_so(settings):
    narae = partner()
    settings.CREDCENTER_ISSUER_SLUG = narae.slug
    with pytest.raises(NotFound):
        issuers.the_issuer()


def test_name_is_taken_once_and_nothing_is_left_of_the_second():
    partner(name=Bilingual("나래", "Narae"))
    with pytest.raises(Conflict):
        partner(name=Bilingual("다른 나래", "NARAE"))
    assert Issuer.objects.filter(kind="partner").count() == 1
    assert SigningKey.objects.filter(issuer__kind="partner").count() == 1


def test_partner_whose_name_makes_no_address_is_refused():
    with pytest.raises(InvalidInput):
        partner(name=Bilingual("나래", "나래"))
    assert not Issuer.objects.filter(kind="partner").exists()


@pytest.mark.parametrize("did", ["did:example:1", "did:web:127.0.0.1", "did:key:z6Mk", "나래"])
def test_did_that_leads_nowhere_is_refused(did):
    with pytest.raises(InvalidInput):
        partner(outside_did=did)


def test_did_of_the_centre_or_of_another_partner_is_refused():
    narae = partner(outside_did=OUTSIDE)
    centre = issuers.did_of(ensure_signing_key(actor=SYSTEM))
    for did, refusal in ((centre, InvalidInput), (OUTSIDE, Conflict)):
        with pytest.raises(refusal):
            partner(outside_did=did)
    assert partners.signing_as(OUTSIDE) == narae
    assert partners.signing_as("") is None


def test_describing_keeps_address_and_key():
    narae = partner()
    before = (narae.slug, issuers.active_key(narae))
    facts = PartnerFacts(name=Bilingual("나래", "Narae Inc."), description=Bilingual("가", "a"))
    describe_partner(narae, facts, actor=SYSTEM)
    narae.refresh_from_db()
    assert (str(narae.name), str(narae.description)) == ("나래", "가")
    assert (narae.slug, issuers.active_key(narae)) == before


def test_invited_person_gets_an_account_without_password_and_speaks():
    narae = partner()
    user = invite(narae, email="haneul@narae.example", name="김하늘", actor=SYSTEM)
    assert not user.has_usable_password()
    assert partners.partner_of(user.pk) == narae
    assert invite(narae, email="HANEUL@narae.example", name="x", actor=SYSTEM) == user
    assert AuditEvent.objects.filter(action="partner.appointed").count() == 1


def test_account_in_another_role_is_not_taken_over():
    narae = partner()
    staff = create_user("s@hanbit.example", name="s", roles=[Role.STAFF], actor=SYSTEM)
    with pytest.raises(Conflict):
        invite(narae, email=staff.email, name="s", actor=SYSTEM)
    with pytest.raises(InvalidInput):
        appoint(narae, user=staff, actor=SYSTEM)
    assert not Representative.objects.exists()


def test_nobody_speaks_for_two():
    first, second = partner(), partner()
    user = speaker(first)
    with pytest.raises(Conflict):
        appoint(second, user=user, actor=SYSTEM)
    assert partners.partner_of(user.pk) == first


def test_dismissed_person_speaks_for_nobody():
    narae = partner()
    user = speaker(narae)
    dismiss(partner(), user_id=user.pk, actor=SYSTEM)
    assert partners.partner_of(user.pk) == narae
    for _again in range(2):
        dismiss(narae, user_id=user.pk, actor=SYSTEM)
    with pytest.raises(PermissionRefused):
        partners.partner_of(user.pk)
    assert AuditEvent.objects.filter(action="partner.dismissed").count() == 1
    assert User.objects.filter(pk=user.pk).exists()


def test_centre_is_no_partner():
    centre = partner() and issuers.the_issuer()
    with pytest.raises(NotFound):
        partners.by_slug(centre.slug)

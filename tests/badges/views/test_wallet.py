"""A learner's wallet: all of their badges and nobody else's."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from django.urls import reverse

from badges.enums import RevocationReason
from badges.models import Alignment, Credential
from badges.services.revoking import revoke
from credcenter.kernel.audit import SYSTEM
from credcenter.kernel.bilingual import Bilingual
from tests.factories.badges import (
    achievement_version,
    award,
    issued_credential,
    learner,
    waiting_request,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "status"),
    [("anonymous", 302), ("staff", 403), ("faculty", 403), ("partner", 403), ("learner", 200)],
)
def test_wallet_is_for_learners(sign_in, role, status):
    assert sign_in(role).get(reverse("badges:wallet")).status_code == status


def test_wallet_holds_ones_own_badges_only(sign_in):
    mine, others = issued_credential(), issued_credential()
    page = sign_in("learner", learner=mine.learner).get(reverse("badges:wallet")).content.decode()
    assert str(mine.pk) in page
    assert str(others.pk) not in page


def test_learner_without_a_record_has_an_empty_wallet(sign_in):
    issued_credential()
    page = sign_in("learner").get(f"{reverse('badges:wallet')}?lang=en").content.decode()
    assert "No badges yet" in page


def test_wallet_tells_what_is_on_the_way_and_what_was_revoked(sign_in):
    person = learner()
    revoked = issued_credential(learner=person)
    revoke([revoked], reason=RevocationReason.OTHER, note="x", actor=SYSTEM)
    waiting_request(achievement_version("SSDO-A"), learner=person)
    page = sign_in("learner", learner=person).get(f"{reverse('badges:wallet')}?lang=en")
    assert "it is being signed" in page.content.decode()
    assert '<span class="pill bad">' in page.content.decode()


@pytest.mark.parametrize("badges", [1, 3])
def test_wallet_asks_the_database_as_often_for_many_badges(
    sign_in, badges, django_assert_num_queries
):
    person = learner()
    for number in range(badges):
        issued_credential(achievement_version(f"B-{number}"), learner=person)
    client = sign_in("learner", learner=person)
    # session, user, roles, years of awards, count of badges, badges, waiting requests
    with django_assert_num_queries(7):
        client.get(reverse("badges:wallet"))


@pytest.fixture
def full_wallet():
    """Five badges of one learner, one of them revoked, one from another year."""
    person = learner()
    for number, name in enumerate(("Data", "Law", "Ethics", "Care")):
        version = achievement_version(f"B-{number}", name=Bilingual(f"과정 {number}", name))
        issued_credential(version, learner=person)
    old = award(awarded_on=dt.date(2024, 8, 30))
    issued_credential(
        achievement_version("OLD", results=()), learner=person, award=replace(old, results=())
    )
    revoke(
        [Credential.objects.get(achievement__code="B-1")],
        reason=RevocationReason.OTHER, note="x", actor=SYSTEM,
    )  # fmt: skip
    return person


def codes(client, query):
    held = client.get(f"{reverse('badges:wallet')}?lang=en&{query}").context["page"]
    return [credential.achievement.code for credential in held]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("order=name&state=valid", ["B-0", "B-2", "B-3", "OLD"]),
        ("q=ethics", ["B-2"]),
        ("q=과정+0", ["B-0"]),
        ("q=b-3", ["B-3"]),
        ("q=nothing+such", []),
        ("state=revoked", ["B-1"]),
        ("state=replaced", []),
        ("year=2024", ["OLD"]),
        ("year=2024&q=ethics", []),
    ],
)
def test_a_learner_finds_badges(sign_in, full_wallet, query, found):
    assert codes(sign_in("learner", learner=full_wallet), query) == found


@pytest.mark.parametrize("query", ["state=x", "year=x", "year=1", "order=x", f"q={'x' * 200}"])
def test_what_makes_no_sense_narrows_nothing(sign_in, full_wallet, query):
    assert len(codes(sign_in("learner", learner=full_wallet), query)) == 5


def test_a_search_finds_a_competency(sign_in, full_wallet):
    version = Credential.objects.get(achievement__code="B-0").version
    Alignment.objects.create(
        version=version, position=0, target_name="우주 항법", target_code="SPACE-1",
        target_url="https://ncs.example/SPACE-1", target_framework="NCS",
    )  # fmt: skip
    client = sign_in("learner", learner=full_wallet)
    assert codes(client, "q=항법") == codes(client, "q=space-1") == ["B-0"]


def test_a_search_without_a_find_says_how_to_go_on(sign_in, full_wallet):
    page = sign_in("learner", learner=full_wallet).get(f"{reverse('badges:wallet')}?lang=en&q=zz")
    assert "No badge of yours fits" in page.content.decode()
    assert 'href="/wallet"' in page.content.decode()

"""A learner's wallet: all of their badges and nobody else's."""

from __future__ import annotations

import pytest
from django.urls import reverse

from badges.enums import RevocationReason
from badges.services.revoking import revoke
from credcenter.kernel.audit import SYSTEM
from tests.factories.badges import achievement_version, issued_credential, learner, waiting_request

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
    # session, user, roles, waiting requests, count of badges, badges
    with django_assert_num_queries(6):
        client.get(reverse("badges:wallet"))

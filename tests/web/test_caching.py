from __future__ import annotations

import pytest
from django.test import Client

from credcenter.accounts.enums import Role
from credcenter.accounts.services import create_user
from credcenter.kernel.audit import SYSTEM
from tests.factories.badges import achievement_version

pytestmark = pytest.mark.django_db


def signed_in(role: Role) -> Client:
    client = Client()
    user = create_user("a@b.example", name="임정윤", roles=[role], actor=SYSTEM)
    client.force_login(user)
    return client


@pytest.mark.parametrize(
    ("role", "path"),
    [
        (Role.STAFF, "/console/"),
        (Role.STAFF, "/console/learners/"),
        (Role.FACULTY, "/approvals/"),
        (Role.LEARNER, "/wallet"),
        (Role.LEARNER, "/wallet/profile"),
        (Role.PARTNER, "/partner/"),
        (Role.LEARNER, "/console/"),
    ],
)
def test_a_page_for_one_person_is_kept_nowhere(role: Role, path: str) -> None:
    assert "no-store" in signed_in(role).get(path)["Cache-Control"]


def test_what_everybody_gets_may_be_kept_and_sets_no_cookie() -> None:
    version = achievement_version()
    answer = Client().get(f"/artwork/{version.artwork_sha256}.png?lang=en")
    assert "public" in answer["Cache-Control"]
    assert not answer.cookies

"""Signing in and out in our own look."""

from __future__ import annotations

import pytest
from django.test import Client

from credcenter.accounts.enums import Role
from credcenter.accounts.services import create_user
from credcenter.kernel import audit

pytestmark = [pytest.mark.urls("tests.web.urls"), pytest.mark.django_db]

PASSWORD = "correct-horse-7"


def sign_in(client: Client, *roles: Role, password: str = PASSWORD, after: str = ""):
    create_user(
        "a@example.org", name="가", roles=list(roles), actor=audit.SYSTEM, password=PASSWORD
    )
    fields = {"login": "A@example.org", "password": password, "next": after}
    return client.post("/accounts/login/", fields)


@pytest.mark.parametrize(
    ("roles", "home"),
    [
        ([Role.STAFF, Role.FACULTY], "/console/"),
        ([Role.FACULTY, Role.LEARNER], "/approvals/"),
        ([Role.LEARNER], "/wallet"),
        ([Role.PARTNER], "/partner/"),
        ([Role.AUDITOR], "/"),
        ([], "/"),
    ],
)
def test_everyone_starts_at_their_own_work(client: Client, roles: list[Role], home: str) -> None:
    assert sign_in(client, *roles)["Location"] == home


def test_a_wanted_page_comes_first(client: Client) -> None:
    assert sign_in(client, Role.STAFF, after="/staff-only")["Location"] == "/staff-only"


def test_a_wanted_page_elsewhere_is_ignored(client: Client) -> None:
    answer = sign_in(client, Role.STAFF, after="https://elsewhere.example/")

    assert answer["Location"] == "/console/"


def test_a_wrong_password_signs_nobody_in(client: Client) -> None:
    answer = sign_in(client, Role.STAFF, password="wrong")

    assert answer.status_code == 200
    assert 'role="alert"' in answer.content.decode()
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    "path", ["login", "logout", "password/reset", "password/reset/done", "signup"]
)
def test_pages_have_our_look(client: Client, path: str) -> None:
    if path == "logout":
        client.force_login(create_user("b@example.org", name="나", roles=[], actor=audit.SYSTEM))
    page = client.get(f"/accounts/{path}/").content.decode()

    assert 'class="site-header"' in page
    assert page.count("<h1>") == 1

"""RoleRequired and what the roles of a request cost."""

from __future__ import annotations

import pytest
from django.test import Client

from credcenter.accounts.enums import Role
from credcenter.accounts.services import create_user
from credcenter.kernel import audit

pytestmark = [pytest.mark.urls("tests.web.urls"), pytest.mark.django_db]


def signed_in(*roles: Role) -> Client:
    user = create_user("who@example.org", name="누구", roles=list(roles), actor=audit.SYSTEM)
    client = Client()
    client.force_login(user)
    return client


def test_nobody_signed_in_goes_to_sign_in_and_back(client: Client) -> None:
    answer = client.get("/staff-only?page=2")

    assert answer.status_code == 302
    assert answer["Location"] == "/accounts/login/?next=/staff-only%3Fpage%3D2"


def test_a_fragment_moves_the_whole_page_to_sign_in(client: Client) -> None:
    answer = client.get("/staff-only", headers={"HX-Request": "true"})

    assert answer.status_code == 200
    assert answer["HX-Redirect"].startswith("/accounts/login/")


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.STAFF])
def test_another_role_is_refused(role: Role) -> None:
    assert signed_in(role).get("/staff-only").status_code == 403


def test_the_role_opens_the_page() -> None:
    assert signed_in(Role.STAFF, Role.LEARNER).get("/staff-only").status_code == 200


def test_roles_are_read_once_and_only_when_asked_for(django_assert_num_queries) -> None:
    client = signed_in(Role.STAFF)
    with django_assert_num_queries(
        3
    ):  # session, user, roles: the menus and the page ask many times
        client.get("/staff-only")
    with django_assert_num_queries(0):
        Client().get("/sample")


def test_a_menu_shows_only_what_the_roles_open() -> None:
    page = signed_in(Role.FACULTY).get("/public").content.decode()

    assert 'href="/approvals/"' in page
    assert 'href="/console/"' not in page

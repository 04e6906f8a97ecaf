"""What a person may change of their own account, and that the trail tells of it."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.test import Client

from credcenter.accounts.enums import Role
from credcenter.accounts.models import User
from credcenter.accounts.services import create_user
from credcenter.kernel.audit import SYSTEM
from credcenter.kernel.models import AuditEvent

pytestmark = pytest.mark.django_db

OLD, NEW = "correct-horse-7", "battery-staple-8"


@pytest.fixture
def person() -> User:
    return create_user("a@example.org", name="가", roles=[Role.STAFF], actor=SYSTEM, password=OLD)


@pytest.fixture
def outbox(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail.outbox = []
    return mail.outbox


def password_events() -> list[tuple[str, str, str, str]]:
    events = AuditEvent.objects.filter(action="user.password_set").order_by("pk")
    return list(events.values_list("actor_role", "actor_id_text", "actor_address", "subject_id"))


def changed(client: Client, **fields: str):
    sent = {"oldpassword": OLD, "password1": NEW, "password2": NEW} | fields
    return client.post("/accounts/password/change/", sent)


def test_changed_password_works_and_stands_in_the_trail(client: Client, person: User) -> None:
    client.force_login(person)

    assert changed(client)["Location"] == "/console/"

    person.refresh_from_db()
    assert person.check_password(NEW)
    assert client.get("/accounts/password/change/").status_code == 200
    assert password_events() == [("self", str(person.pk), "127.0.0.1", str(person.pk))]


@pytest.mark.parametrize("fields", [{"oldpassword": "wrong"}, {"password2": "other"}])
def test_refused_change_changes_nothing(client: Client, person: User, fields) -> None:
    client.force_login(person)

    assert changed(client, **fields).status_code == 200

    person.refresh_from_db()
    assert person.check_password(OLD)
    assert password_events() == []


def test_password_set_by_the_link_of_a_mail_stands_in_the_trail(person: User, outbox) -> None:
    client = Client()
    client.post("/accounts/password/reset/", {"email": "A@example.org"})
    link = re.search(r"https?://[^/\s]+(/\S+)", outbox[0].body)
    assert link is not None
    page = client.get(link[1], follow=True)
    assert 'class="site-header"' in page.content.decode()
    form = page.redirect_chain[-1][0]

    done = client.post(form, {"password1": NEW, "password2": NEW}, follow=True)

    assert done.content.decode().count("<h1>") == 1
    assert client.login(email="a@example.org", password=NEW)
    assert password_events() == [("self", str(person.pk), "127.0.0.1", str(person.pk))]


def test_link_that_was_used_says_so_in_our_look(client: Client) -> None:
    page = client.get("/accounts/password/reset/key/1-abc/?lang=en").content.decode()

    assert "This link no longer works" in page
    assert 'class="site-header"' in page


def test_somebody_without_a_password_gets_the_first_one_by_mail(client: Client) -> None:
    client.force_login(create_user("b@example.org", name="나", roles=[], actor=SYSTEM))

    answer = client.get("/accounts/password/change/", follow=True)

    assert answer.redirect_chain[-1][0] == "/accounts/password/reset/"


def test_closed_account_is_told_so(client: Client, person: User) -> None:
    User.objects.filter(pk=person.pk).update(is_active=False)

    answer = client.post(
        "/accounts/login/?lang=en", {"login": person.email, "password": OLD}, follow=True
    )

    assert "_auth_user_id" not in client.session
    assert "This account is closed" in answer.content.decode()


@pytest.mark.parametrize("path", ["email/", "confirm-email/", "reauthenticate/", "login/code/", ""])
def test_nothing_else_of_the_account_can_be_changed(
    client: Client, person: User, path: str
) -> None:
    client.force_login(person)

    assert client.get(f"/accounts/{path}").status_code == 404
    assert client.post(f"/accounts/{path}", {"email": "b@example.org"}).status_code == 404

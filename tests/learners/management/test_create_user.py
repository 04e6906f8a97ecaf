from __future__ import annotations

import io
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from credcenter.accounts.models import User
from credcenter.accounts.selectors import roles_of
from tests.factories.badges import issued_credential, learner

pytestmark = pytest.mark.django_db

PASSWORD = "호랑이도 제 말 하면 온다 7"


@pytest.fixture(autouse=True)
def _typed(monkeypatch: Any) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(PASSWORD + "\n"))


def create(*arguments: str) -> None:
    call_command("create_user", *arguments, "--password-stdin", stdout=StringIO())


def test_a_member_of_staff_can_sign_in_and_reach_the_console() -> None:
    create("lim@hanbit.example", "--name", "임정윤", "--role", "staff", "--role", "faculty")
    user = User.objects.get()
    assert roles_of(user.pk) == {"staff", "faculty"}
    client = Client()
    sent = {"login": "lim@hanbit.example", "password": PASSWORD}
    assert client.post("/accounts/login/", sent).status_code == 302
    assert client.get("/console/").status_code == 200


def test_a_learner_sees_their_own_wallet() -> None:
    credential = issued_credential(learner=learner(student_number="2026777"))
    arguments = ["--name", "홍길동", "--role", "learner", "--student-number", "2026777"]
    create("gildong@mail.example", *arguments)
    client = Client()
    client.force_login(User.objects.get())
    assert str(credential.pk) in client.get("/wallet").content.decode()


@pytest.mark.parametrize(
    "arguments",
    [
        ["no-address", "--name", "x", "--role", "staff"],
        ["a@b.example", "--name", "x", "--role", "learner", "--student-number", "none"],
        ["a@b.example", "--name", "x", "--role", "rector"],
    ],
    ids=["no address", "unknown learner", "unknown role"],
)
def test_what_is_wrong_makes_no_user(arguments: list[str]) -> None:
    with pytest.raises(CommandError):
        create(*arguments)
    assert not User.objects.exists()


def test_a_weak_password_makes_no_user(monkeypatch: Any) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("12345678\n"))
    with pytest.raises(CommandError):
        create("a@b.example", "--name", "x", "--role", "staff")
    assert not User.objects.exists()


def test_a_taken_address_is_refused_in_any_case() -> None:
    User.objects.create_user("lim@hanbit.example", name="임정윤")
    with pytest.raises(CommandError, match="already"):
        create("LIM@hanbit.example", "--name", "x", "--role", "staff")
    assert User.objects.count() == 1

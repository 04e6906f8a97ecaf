from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from credcenter.accounts.enums import Role
from credcenter.accounts.models import User
from credcenter.accounts.services import create_user
from credcenter.kernel.audit import SYSTEM
from tests.factories.badges import issued_credential, learner

pytestmark = pytest.mark.django_db


def signed_in(role: Role) -> Client:
    user = create_user(f"{role}@hanbit.example", name="임정윤", roles=[role], actor=SYSTEM)
    client = Client()
    client.force_login(user)
    return client


def test_a_learner_with_a_new_account_sets_a_password_by_mail_and_reaches_the_wallet(
    mailoutbox: list[Any],
) -> None:
    person = learner(email="gildong@mail.example")
    page = f"/console/learners/{person.pk}/"
    staff = signed_in(Role.STAFF)
    assert staff.post(f"{page}account", follow=True).status_code == 200
    assert "gildong@mail.example" in staff.get(page).content.decode()

    assert (
        set_password_by_mail("gildong@mail.example", mailoutbox).get("/wallet").status_code == 200
    )


def set_password_by_mail(email: str, mailoutbox: list[Any]) -> Client:
    """What the owner of an address does at "Forgot your password?"; the browser, signed in."""
    visitor = Client()
    visitor.post("/accounts/password/reset/", {"email": email})
    link = re.search(r"http://[^/]+(/accounts/password/reset/key/\S+)", mailoutbox[-1].body)
    assert link is not None
    form = visitor.get(link[1], follow=True).redirect_chain[-1][0]
    sent = {"password1": "가는 말이 고와야 온다 9", "password2": "가는 말이 고와야 온다 9"}
    assert visitor.post(form, sent).status_code == 302
    sent = {"login": email, "password": sent["password1"]}
    assert visitor.post("/accounts/login/", sent).status_code == 302
    return visitor


def test_a_learner_of_a_roster_gets_to_the_badge_alone(mailoutbox: list[Any]) -> None:
    credential = issued_credential(learner=learner(email="Gildong@mail.example"))
    visitor = set_password_by_mail("gildong@mail.example", mailoutbox)
    assert str(credential.pk) in visitor.get("/wallet").content.decode()
    assert "비밀번호" in mailoutbox[-1].subject
    assert "password" in mailoutbox[-1].body


def test_an_unknown_address_makes_no_account_and_gets_no_mail(mailoutbox: list[Any]) -> None:
    known = Client().post("/accounts/password/reset/", {"email": learner().email})
    unknown = Client().post("/accounts/password/reset/", {"email": "nobody@mail.example"})
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert User.objects.count() == len(mailoutbox) == 1


def test_without_an_address_or_a_second_time_nothing_is_made() -> None:
    staff = signed_in(Role.STAFF)
    nobody, twice = learner(email=""), learner(email="twice@mail.example")
    staff.post(f"/console/learners/{nobody.pk}/account")
    for _ in range(2):
        staff.post(f"/console/learners/{twice.pk}/account")
    assert set(User.objects.values_list("email", flat=True)) == {
        "staff@hanbit.example",
        "twice@mail.example",
    }


def test_a_colleagues_address_is_not_taken_over() -> None:
    staff = signed_in(Role.STAFF)
    person = learner(email="STAFF@hanbit.example")
    staff.post(f"/console/learners/{person.pk}/account")
    person.refresh_from_db()
    assert person.user_id is None
    assert User.objects.count() == 1


@pytest.mark.parametrize("role", [Role.FACULTY, Role.LEARNER, Role.PARTNER, Role.AUDITOR])
def test_only_staff_opens_accounts(role: Role) -> None:
    person = learner()
    assert signed_in(role).post(f"/console/learners/{person.pk}/account").status_code == 403
    assert User.objects.count() == 1

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from credcenter.accounts.enums import Role
from credcenter.accounts.models import User
from credcenter.accounts.services import create_user
from credcenter.kernel.audit import SYSTEM
from tests.factories.badges import learner

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

    visitor = Client()
    visitor.post("/accounts/password/reset/", {"email": "gildong@mail.example"})
    link = re.search(r"http://[^/]+(/accounts/password/reset/key/\S+)", mailoutbox[0].body)
    assert link is not None
    form = visitor.get(link[1], follow=True).redirect_chain[-1][0]
    sent = {"password1": "가는 말이 고와야 온다 9", "password2": "가는 말이 고와야 온다 9"}
    assert visitor.post(form, sent).status_code == 302
    sent = {"login": "gildong@mail.example", "password": sent["password1"]}
    assert visitor.post("/accounts/login/", sent).status_code == 302
    assert visitor.get("/wallet").status_code == 200


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

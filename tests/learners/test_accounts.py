"""Connecting a learner with the account they sign in with."""

from __future__ import annotations

import pytest

from credcenter.accounts.enums import Role
from credcenter.accounts.models import User
from credcenter.accounts.services import create_user
from credcenter.kernel.audit import COMMAND
from credcenter.kernel.errors import Conflict
from credcenter.kernel.models import AuditEvent
from learners.models import Learner
from learners.services.accounts import connect_account

pytestmark = pytest.mark.django_db


def _learner(number: str) -> Learner:
    return Learner.objects.create(student_number=number, name="길은채")


def _user(email: str) -> User:
    return create_user(email, name="길은채", roles=[Role.LEARNER], actor=COMMAND)


def test_connects_once_and_says_so_in_the_audit_trail() -> None:
    learner, user = _learner("1"), _user("a@hanbit.example")
    connect_account(learner, user=user, actor=COMMAND)
    connect_account(learner, user=user, actor=COMMAND)
    assert Learner.objects.get(user=user) == learner
    assert AuditEvent.objects.filter(action="learner.connected").count() == 1


def test_a_learner_keeps_the_account_they_have() -> None:
    learner, user = _learner("1"), _user("a@hanbit.example")
    connect_account(learner, user=user, actor=COMMAND)
    with pytest.raises(Conflict) as refused:
        connect_account(learner, user=_user("b@hanbit.example"), actor=COMMAND)
    assert refused.value.code == "learner_has_account"
    assert Learner.objects.get(pk=learner.pk).user == user


def test_an_account_is_one_learner_only() -> None:
    user = _user("a@hanbit.example")
    connect_account(_learner("1"), user=user, actor=COMMAND)
    with pytest.raises(Conflict) as refused:
        connect_account(_learner("2"), user=user, actor=COMMAND)
    assert refused.value.code == "account_taken"
    assert Learner.objects.get(student_number="2").user is None

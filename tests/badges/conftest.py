"""The cast: clients of people in each role, signed in with an account of their own."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

import pytest
from django.test import Client

from credcenter.accounts.enums import Role
from credcenter.accounts.services import create_user
from credcenter.kernel.audit import SYSTEM
from learners.models import Learner
from tests.badges.strangers import known_stranger

__all__ = ["known_stranger"]

_numbers = count(1)


@pytest.fixture
def sign_in(db: None) -> Callable[..., Client]:
    """`sign_in("staff")`, or `sign_in("learner", learner=…)` as that very learner; "anonymous" too."""

    def enter(role: str, *, learner: Learner | None = None) -> Client:
        client = Client()
        if role == "anonymous":
            return client
        email = f"{role}{next(_numbers)}@hanbit.example"
        user = create_user(email, name=role, roles=[Role(role)], actor=SYSTEM)
        if learner is not None:
            Learner.objects.filter(pk=learner.pk).update(user=user)
        client.force_login(user)
        return client

    return enter

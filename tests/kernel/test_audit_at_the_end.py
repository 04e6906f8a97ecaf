"""Events held back until a transaction is done: one lock, taken last, and nothing kept of what was taken back."""

from __future__ import annotations

import pytest
from django.db import transaction

from credcenter.accounts.models import User
from credcenter.kernel import audit
from credcenter.kernel.audit import SYSTEM
from credcenter.kernel.models import AuditEvent

pytestmark = pytest.mark.django_db


@pytest.fixture
def user() -> User:
    return User.objects.create_user("kim@example.com", name="김하늘")


def test_events_are_appended_in_order_when_the_outermost_block_ends(user: User) -> None:
    with transaction.atomic(), audit.at_the_end():
        audit.record("user.one", subject=user, actor=SYSTEM)
        with audit.at_the_end():
            audit.record("user.two", subject=user, actor=SYSTEM)
        assert not AuditEvent.objects.exists()
    assert list(AuditEvent.objects.values_list("action", flat=True)) == ["user.one", "user.two"]
    assert audit.verify_chain() == []


def test_an_error_drops_what_was_held_back(user: User) -> None:
    def fail() -> None:
        with transaction.atomic(), audit.at_the_end():
            audit.record("user.one", subject=user, actor=SYSTEM)
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    with transaction.atomic():
        audit.record("user.two", subject=user, actor=SYSTEM)
    assert AuditEvent.objects.get().action == "user.two"


def test_what_is_rolled_back_leaves_no_event(user: User) -> None:
    with transaction.atomic(), audit.at_the_end():
        audit.record("user.one", subject=user, actor=SYSTEM)
        transaction.set_rollback(True)
    assert not AuditEvent.objects.exists()
    assert audit.verify_chain() == []


@pytest.mark.django_db(transaction=True)
def test_there_is_nothing_to_hold_back_outside_a_transaction() -> None:
    with pytest.raises(RuntimeError), audit.at_the_end():
        pass

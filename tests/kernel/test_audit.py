from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from credcenter.accounts.models import User
from credcenter.kernel import audit
from credcenter.kernel.audit import SYSTEM, Actor, Entry
from credcenter.kernel.models import AuditEvent, AuditHead

pytestmark = pytest.mark.django_db


@pytest.fixture
def user() -> User:
    return User.objects.create_user("kim@example.com", name="김하늘")


@pytest.fixture
def chain(user: User) -> list[AuditEvent]:
    with transaction.atomic():
        return audit.record_many(
            [Entry(f"user.step{n}", user, details={"n": n}) for n in range(4)], actor=SYSTEM
        )


def test_an_untouched_chain_is_whole(chain: list[AuditEvent]) -> None:
    assert audit.verify_chain() == []


def test_an_empty_chain_is_whole() -> None:
    assert audit.verify_chain() == []


def test_event_says_who_did_what_from_where(user: User) -> None:
    actor = Actor(role="staff", user_id=7, address="192.0.2.1")
    with transaction.atomic():
        event = audit.record("user.renamed", subject=user, actor=actor, reason="오타")
    assert (event.actor_id_text, event.actor_role, event.actor_address) == (
        "7",
        "staff",
        "192.0.2.1",
    )
    assert (event.subject_type, event.subject_id) == ("accounts.user", str(user.pk))
    assert event.reason == "오타"


@pytest.mark.parametrize("field", ["action", "reason", "actor_role", "subject_id", "details"])
def test_an_edited_event_shows(chain: list[AuditEvent], field: str) -> None:
    value = {"n": 99} if field == "details" else "edited"
    AuditEvent.objects.filter(pk=chain[1].pk).update(**{field: value})
    assert audit.verify_chain() == [f"event {chain[1].pk} was changed after it was written"]


def test_a_removed_event_shows(chain: list[AuditEvent]) -> None:
    chain[1].delete()
    assert any("was removed or inserted" in fault for fault in audit.verify_chain())


def test_events_cut_off_at_the_end_show(chain: list[AuditEvent]) -> None:
    chain[-1].delete()
    assert any("end of the chain" in fault for fault in audit.verify_chain())


def test_the_chain_cannot_fork(chain: list[AuditEvent]) -> None:
    twin = AuditEvent.objects.get(pk=chain[1].pk)
    twin.pk, twin.hash = None, "f" * 64
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()


def test_an_event_goes_with_its_change(user: User) -> None:
    with transaction.atomic():
        audit.record("user.renamed", subject=user, actor=SYSTEM)
        transaction.set_rollback(True)
    assert not AuditEvent.objects.exists()
    assert not AuditHead.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_a_transaction_is_refused(user: User) -> None:
    with pytest.raises(RuntimeError, match="in the transaction"):
        audit.record("user.renamed", subject=user, actor=SYSTEM)
    assert not AuditEvent.objects.exists()


def test_what_is_written_while_the_chain_is_checked_is_no_fault(
    chain: list[AuditEvent], user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_head = AuditHead.objects.filter

    def write_and_read_head(**wanted: object) -> object:
        monkeypatch.undo()
        with transaction.atomic():
            audit.record("user.meanwhile", subject=user, actor=SYSTEM)
        return read_head(**wanted)

    monkeypatch.setattr(AuditHead.objects, "filter", write_and_read_head)
    assert audit.verify_chain() == []


def test_an_event_appended_behind_the_heads_back_shows(chain: list[AuditEvent]) -> None:
    extra = AuditEvent.objects.get(pk=chain[-1].pk)
    extra.pk, extra.previous_hash = None, chain[-1].hash
    extra.hash = audit.digest(extra)
    extra.save()
    assert any("end of the chain" in fault for fault in audit.verify_chain())


def test_nothing_to_record_takes_no_lock(user: User, django_assert_num_queries: object) -> None:
    with transaction.atomic(), django_assert_num_queries(0):  # type: ignore[operator]
        assert audit.record_many([], actor=SYSTEM) == []

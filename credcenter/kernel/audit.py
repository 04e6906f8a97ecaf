"""The audit trail: append-only, hash-chained, written in the transaction of the change it tells of."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, models, transaction

from credcenter.kernel import clock
from credcenter.kernel.bulk import insert_all
from credcenter.kernel.models import AuditEvent, AuditHead

GENESIS = "0" * 64
"""The hash before the first event."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a signed-in person in a role, from an address, or the system itself (`user_id` is None)."""

    role: str
    user_id: int | None = None
    address: str = ""


SYSTEM = Actor(role="system")
"""The worker and the beat."""

COMMAND = Actor(role="command")
"""Somebody with a shell on the server."""


_held_back: ContextVar[list[AuditEvent] | None] = ContextVar("held_back", default=None)


@dataclass(frozen=True, slots=True)
class Entry:
    """What is to be recorded: an action such as `credential.revoked`, the row it concerns, and why."""

    action: str
    subject: models.Model
    reason: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)


def record(
    action: str,
    *,
    subject: models.Model,
    actor: Actor,
    reason: str = "",
    details: Mapping[str, Any] | None = None,
) -> AuditEvent:
    """Append one event. Call it last in the transaction, or inside `at_the_end`: the chain's lock is held until the commit."""
    entry = Entry(action=action, subject=subject, reason=reason, details=details or {})
    return record_many([entry], actor=actor)[0]


def record_many(entries: Iterable[Entry], *, actor: Actor) -> list[AuditEvent]:
    """Append events in order under one lock.

    Raises RuntimeError outside a transaction: an event without its change, or a change without its event,
    must be impossible.
    """
    _require_transaction()
    events = [_event(entry, actor=actor) for entry in entries]
    held_back = _held_back.get()
    if held_back is None:
        _append(events)
    else:
        held_back += events
    return events


@contextmanager
def at_the_end() -> Iterator[None]:
    """Hold back what is recorded inside, and append it when the block ends; the outermost block does.

    For a transaction that does a lot: the chain has one lock, and taken early it keeps every other writer waiting, or
    waits for one that waits for it. An error that leaves the block drops what it held, and so does a transaction that
    is to be rolled back; an error caught inside does not, so a block lets errors out.
    """
    _require_transaction()
    if _held_back.get() is not None:
        yield
        return
    events: list[AuditEvent] = []
    token = _held_back.set(events)
    try:
        yield
    finally:
        _held_back.reset(token)
    if not transaction.get_rollback():
        _append(events)


def verify_chain() -> list[str]:
    """Walk the whole chain; one sentence for each thing wrong, none when it is whole.

    Others may write meanwhile: as long as there are new events after those walked, they are walked
    too before the end is compared.
    """
    walk = _Walk()
    while walk.go_on():
        head = AuditHead.objects.filter(id=1).first()
        if (head.hash if head else GENESIS, head.length if head else 0) == walk.end:
            return walk.faults
    walk.faults.append(
        "the end of the chain is not where it was: events were removed from or added at the end"
    )
    return walk.faults


class _Walk:
    """How far the chain was read, and what was wrong on the way."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        self.end: tuple[str, int] = (GENESIS, 0)
        self._last_id: int | None = None

    def go_on(self) -> bool:
        """Read what is there by now; whether it was the first round or there was more."""
        is_first, before = self._last_id is None, self.end
        for event in AuditEvent.objects.filter(id__gt=self._last_id or 0).order_by("id").iterator():
            self._step(event)
        self._last_id = self._last_id or 0
        return is_first or self.end != before

    def _step(self, event: AuditEvent) -> None:
        previous, length = self.end
        if event.previous_hash != previous:
            self.faults.append(
                f"event {event.pk} does not follow the event before it: a row was removed or inserted"
            )
        if digest(event) != event.hash:
            self.faults.append(f"event {event.pk} was changed after it was written")
        self.end, self._last_id = (event.hash, length + 1), event.pk


def digest(event: AuditEvent) -> str:
    """SHA-256, in hex, over everything an event says and the hash of the one before it."""
    said = {
        "previous": event.previous_hash,
        "at": event.at.isoformat(),
        "actor": [event.actor_id_text, event.actor_role, event.actor_address],
        "action": event.action,
        "subject": [event.subject_type, event.subject_id],
        "reason": event.reason,
        "details": event.details,
    }
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _require_transaction() -> None:
    if not connection.in_atomic_block:
        message = "audit events are written in the transaction of the change they tell of"
        raise RuntimeError(message)


def _append(events: list[AuditEvent]) -> None:
    if not events:
        # Taking the lock for nothing would hold up every other writer until this one commits.
        return
    head, _ = AuditHead.objects.select_for_update().get_or_create(id=1, defaults={"hash": GENESIS})
    now = clock.now()
    for event in events:
        event.at, event.previous_hash = now, head.hash
        head.hash = event.hash = digest(event)
        head.length += 1
    insert_all(events)
    head.save(update_fields=["hash", "length"])


def _event(entry: Entry, *, actor: Actor) -> AuditEvent:
    return AuditEvent(
        actor_id_text="" if actor.user_id is None else str(actor.user_id),
        actor_role=actor.role,
        actor_address=actor.address,
        action=entry.action,
        subject_type=entry.subject._meta.label_lower,  # noqa: SLF001  (Django documents _meta)
        subject_id=str(entry.subject.pk),
        reason=entry.reason,
        details=_plain(entry.details),
    )


def _plain(details: Mapping[str, Any]) -> dict[str, Any]:
    """As JSON has them. Mostly they are words already, and a bulk has thousands."""
    if all(type(value) is str for value in details.values()):
        return dict(details)
    plain: dict[str, Any] = json.loads(json.dumps(details, default=str))
    return plain

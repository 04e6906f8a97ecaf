"""The audit trail: append-only, hash-chained, written in the transaction of the change it tells of."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, models

from credcenter.kernel import clock
from credcenter.kernel.models import AuditEvent, AuditHead

GENESIS = "0" * 64
"""The hash before the first event."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a signed-in person in a role, from an address, or the system itself (`user_id` is None)."""

    role: str
    user_id: int | None = None
    address: str = ""

    @property
    def is_person(self) -> bool:
        return self.user_id is not None


SYSTEM = Actor(role="system")
"""The worker and the beat."""

COMMAND = Actor(role="command")
"""Somebody with a shell on the server."""


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
    """Append one event. Call it last in the transaction: it holds the chain's lock until the commit."""
    entry = Entry(action=action, subject=subject, reason=reason, details=details or {})
    return record_many([entry], actor=actor)[0]


def record_many(entries: Iterable[Entry], *, actor: Actor) -> list[AuditEvent]:
    """Append events in order under one lock.

    Raises RuntimeError outside a transaction: an event without its change, or a change without its event,
    must be impossible.
    """
    if not connection.in_atomic_block:
        message = "audit events are written in the transaction of the change they tell of"
        raise RuntimeError(message)
    entries = list(entries)
    if not entries:
        # Taking the lock for nothing would hold up every other writer until this one commits.
        return []
    head, _ = AuditHead.objects.select_for_update().get_or_create(id=1, defaults={"hash": GENESIS})
    events = []
    for entry in entries:
        event = _event(entry, actor=actor, previous_hash=head.hash)
        head.hash = event.hash
        head.length += 1
        events.append(event)
    AuditEvent.objects.bulk_create(events, batch_size=500)
    head.save(update_fields=["hash", "length"])
    return events


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


def _event(entry: Entry, *, actor: Actor, previous_hash: str) -> AuditEvent:
    event = AuditEvent(
        at=clock.now(),
        actor_id_text="" if actor.user_id is None else str(actor.user_id),
        actor_role=actor.role,
        actor_address=actor.address,
        action=entry.action,
        subject_type=entry.subject._meta.label_lower,  # noqa: SLF001  (Django documents _meta)
        subject_id=str(entry.subject.pk),
        reason=entry.reason,
        details=json.loads(json.dumps(entry.details, default=str)),
        previous_hash=previous_hash,
    )
    event.hash = digest(event)
    return event

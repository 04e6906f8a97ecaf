"""Stage 6, the one door to issuing: a wish becomes a durable row, and the worker is woken.

An approval, a roster, an import and an API client all come in here. The same `source_key` twice is
one request; a learner who holds the achievement already is refused, unless the wish is to replace what they hold.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from badges import tasks
from badges.award import Award
from badges.enums import BatchState, Priority
from badges.models import (
    Achievement,
    AchievementVersion,
    Credential,
    IssuanceBatch,
    IssuanceRequest,
)
from badges.selectors.requests import held, most_urgent
from badges.services.waking import is_queued, send
from credcenter.kernel import audit, clock, ids
from credcenter.kernel.audit import Actor, Entry
from credcenter.kernel.bulk import insert_all
from credcenter.kernel.errors import Conflict, RuleRefused
from learners.models import Learner

T = TypeVar("T")

CHUNK = 500
"""Rows in one statement: SQLite allows some thousand parameters."""


@dataclass(frozen=True, slots=True)
class Wish:
    """One learner is to get one achievement, asked for under a key that says by what.

    `supersedes` is the credential that the new one replaces (`badges.services.reissuing`).
    """

    source_key: str
    learner: Learner
    version: AchievementVersion
    award: Award
    supersedes: Credential | None = None


def open_batch(
    title: str,
    *,
    actor: Actor,
    report: Sequence[dict[str, Any]] = (),
    draft: str | None = None,
    starts_at: dt.datetime | None = None,
) -> IssuanceBatch:
    """A batch for requests that belong together, made in the same transaction; `report` has the rows refused before.

    It runs at once, or from `starts_at` on. `draft` is the hash of an upload's token; IntegrityError when that upload
    has its batch already.
    """
    batch = IssuanceBatch.objects.create(
        title=title[:200],
        created_by_id=actor.user_id,
        report=list(report),
        refused_count=len(report),
        draft_sha256=draft,
        state=BatchState.SCHEDULED if starts_at else BatchState.RUNNING,
        starts_at=starts_at,
        running_since=None if starts_at else clock.now(),
    )
    details: dict[str, Any] = {"refused": len(report)}
    if starts_at:
        details["starts_at"] = starts_at.isoformat()
    audit.record("batch.opened", subject=batch, actor=actor, details=details)
    return batch


@transaction.atomic
def request(
    wishes: Sequence[Wish],
    *,
    actor: Actor,
    batch: IssuanceBatch | None = None,
    priority: Priority = Priority.INTERACTIVE,
) -> list[IssuanceRequest]:
    """Queue wishes, all or none, in the caller's transaction; one row for each, in order.

    A `source_key` that was asked for before gives its row as it is. Raises RuleRefused
    (`already_held`, with the student numbers) when a learner holds the achievement from elsewhere.
    The worker is woken after the commit; with the broker down the rows wait for its return.
    """
    known = _known([wish.source_key for wish in wishes])
    fresh = [wish for wish in wishes if wish.source_key not in known]
    _refuse_holders([wish for wish in fresh if wish.supersedes is None])
    try:
        with transaction.atomic():
            rows = _insert(fresh, batch=batch, priority=priority)
    except IntegrityError as exc:
        raise Conflict(
            _("Somebody else asked for the same badges at the same moment. Try again."),
            code="requested_twice",
        ) from exc
    entries = [Entry("issuance.requested", row, details={"source": row.source_key}) for row in rows]
    audit.record_many(entries, actor=actor)
    if batch is not None:
        IssuanceBatch.objects.filter(pk=batch.pk).update(size=F("size") + len(rows))
    if rows and (batch is None or batch.state == BatchState.RUNNING):
        transaction.on_commit(lambda: wake(priority))
    known |= {row.source_key: row for row in rows}
    return [known[wish.source_key] for wish in wishes]


def wake(priority: Priority = Priority.INTERACTIVE) -> bool:
    """Tell a worker that there is something to issue; whether the broker took the message."""
    return send(tasks.issue_waiting, queue=_queue_of(priority))


def wake_if_waiting() -> None:
    """Wake a worker for the most urgent request that waits, if there is one."""
    priority = most_urgent()
    if priority is not None:
        wake(priority)


def wake_if_forgotten() -> None:
    """The same, unless a message for it waits already: each of them would live until the queue is empty."""
    priority = most_urgent()
    if priority is not None and not is_queued(_queue_of(priority)):
        wake(priority)


def _queue_of(priority: Priority) -> str:
    return "interactive" if priority == Priority.INTERACTIVE else "batch"


def _known(source_keys: list[str]) -> dict[str, IssuanceRequest]:
    known: dict[str, IssuanceRequest] = {}
    for chunk in _chunks(source_keys):
        rows = IssuanceRequest.objects.filter(source_key__in=chunk)
        known |= {row.source_key: row for row in rows}
    return known


def _refuse_holders(wishes: Sequence[Wish]) -> None:
    by_achievement: dict[Achievement, list[Learner]] = defaultdict(list)
    for wish in wishes:
        by_achievement[wish.version.achievement].append(wish.learner)
    for achievement, learners in by_achievement.items():
        for chunk in _chunks(learners):
            holders = held(chunk, achievement)
            numbers = [each.student_number for each in chunk if each.pk in holders]
            if numbers:
                message = ngettext_lazy(
                    "%(numbers)s already holds the badge %(code)s.",
                    "%(numbers)s already hold the badge %(code)s.",
                    len(numbers),
                )
                raise RuleRefused(
                    message % {"numbers": ", ".join(numbers), "code": achievement.code},
                    code="already_held",
                    student_numbers=numbers,
                )


def _insert(
    wishes: Sequence[Wish], *, batch: IssuanceBatch | None, priority: Priority
) -> list[IssuanceRequest]:
    rows = [
        IssuanceRequest(
            id=ids.new(),
            source_key=wish.source_key,
            learner=wish.learner,
            achievement=wish.version.achievement,
            version=wish.version,
            award=wish.award.to_json(),
            batch=batch,
            priority=priority,
            supersedes=wish.supersedes,
        )
        for wish in wishes
    ]
    insert_all(rows)
    return rows


def _chunks(items: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(items), CHUNK):
        yield items[start : start + CHUNK]

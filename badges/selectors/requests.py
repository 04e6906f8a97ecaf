"""Reads about the queue."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from badges.enums import BatchState, Priority, RequestState
from badges.models import Achievement, IssuanceBatch, IssuanceRequest
from credcenter.kernel import clock
from learners.models import Learner

AWARDED = (
    RequestState.REQUESTED,
    RequestState.CLAIMED,
    RequestState.ISSUED,
    RequestState.FAILED,
)
"""Of somebody who holds a badge: a failed request is an award that a machine still owes, a revoked one is none."""


def sources() -> list[UUID | None]:
    """Where a worker looks for requests: those of no batch (None) first, then the batches that run, in any order.

    In any order, so that a class of thirty does not wait until a hundred thousand graduates are through.
    """
    running = list(
        IssuanceBatch.objects.filter(state=BatchState.RUNNING).values_list("pk", flat=True)
    )
    random.shuffle(running)
    return [None, *running]


def ready(now: dt.datetime, *, batch_id: UUID | None, priority: Priority) -> Q:
    """The requests of a source that a worker may claim; along the index `request_waiting_in_batch`."""
    return Q(
        batch_id=batch_id,
        priority=priority,
        state=RequestState.REQUESTED,
        not_before__lte=now,
    )


def most_urgent() -> Priority | None:
    """The priority of the request that a worker would claim next; None when nothing waits."""
    now = clock.now()
    found = sources()
    for priority in Priority:
        for batch_id in found:
            waiting = ready(now, batch_id=batch_id, priority=priority)
            if IssuanceRequest.objects.filter(waiting).exists():
                return priority
    dead = IssuanceRequest.objects.filter(state=RequestState.CLAIMED, leased_until__lt=now)
    return Priority.BATCH if dead.exists() else None


def awarded(learner_ids: Iterable[UUID]) -> QuerySet[IssuanceRequest]:
    """What learners hold or are about to: the one definition of it."""
    return IssuanceRequest.objects.filter(learner__in=set(learner_ids), state__in=AWARDED)


def held(learners: Iterable[Learner], achievement: Achievement) -> set[UUID]:
    """Which of the learners hold the achievement, or are about to."""
    rows = awarded(learner.pk for learner in learners).filter(achievement=achievement)
    return set(rows.values_list("learner_id", flat=True))


def by_source_keys(source_keys: Iterable[str]) -> dict[str, IssuanceRequest]:
    """The requests that were asked for under these keys, some hundreds at once."""
    rows = IssuanceRequest.objects.filter(source_key__in=list(source_keys))
    return {row.source_key: row for row in rows}


def live_pairs(requests: Iterable[IssuanceRequest]) -> set[tuple[UUID, UUID]]:
    """The pairs of learner and achievement, among those of the requests, that a live request has."""
    learners = {request.learner_id for request in requests}
    # What the constraint `one_live_request_a_learner_and_achievement` counts: failed ones are not among it.
    is_counted = Q(state=RequestState.ISSUED) | Q(supersedes__isnull=True)
    rows = awarded(learners).exclude(state=RequestState.FAILED).filter(is_counted)
    return set(rows.values_list("learner_id", "achievement_id"))


def oldest_wait() -> dt.timedelta | None:
    """How long the oldest claimable request has waited; None when nothing waits."""
    now = clock.now()
    waits = [
        now - not_before
        for batch_id in sources()
        for priority in Priority
        for not_before in IssuanceRequest.objects.filter(
            ready(now, batch_id=batch_id, priority=priority)
        )
        .order_by("not_before")
        .values_list("not_before", flat=True)[:1]
    ]
    return max(waits, default=None)


def is_anybody_at_work() -> bool:
    """Whether a worker holds requests whose lease is good."""
    held = IssuanceRequest.objects.filter(state=RequestState.CLAIMED, leased_until__gte=clock.now())
    return held.exists()

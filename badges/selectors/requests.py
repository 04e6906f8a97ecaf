"""Reads about the queue."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from badges.enums import Priority, RequestState
from badges.models import Achievement, IssuanceRequest
from credcenter.kernel import clock
from learners.models import Learner

AWARDED = (
    RequestState.REQUESTED,
    RequestState.CLAIMED,
    RequestState.ISSUED,
    RequestState.FAILED,
)
"""Of somebody who holds a badge: a failed request is an award that a machine still owes, a revoked one is none."""


def waiting(now: dt.datetime) -> Q:
    """What a worker may claim: rows that wait, and rows whose lease ran out because their worker died."""
    return Q(state=RequestState.REQUESTED, not_before__lte=now) | Q(
        state=RequestState.CLAIMED, leased_until__lt=now
    )


def most_urgent() -> Priority | None:
    """The priority of the request that a worker would claim next; None when nothing waits."""
    rows = IssuanceRequest.objects.filter(waiting(clock.now())).order_by("priority")
    first = rows.values_list("priority", flat=True).first()
    return None if first is None else Priority(first)


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
    rows = awarded(learners).exclude(state=RequestState.FAILED).filter(supersedes__isnull=True)
    return set(rows.values_list("learner_id", "achievement_id"))


def oldest_wait() -> dt.timedelta | None:
    """How long the oldest claimable request has waited; None when nothing waits."""
    now = clock.now()
    oldest = IssuanceRequest.objects.filter(waiting(now)).order_by("not_before").first()
    return now - oldest.not_before if oldest else None

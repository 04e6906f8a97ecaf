"""The queue as the staff's home page sees it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from badges.enums import RequestState
from badges.models import IssuanceBatch, IssuanceRequest

_UNDER_WAY = Q(
    issuance_requests__state__in=[RequestState.REQUESTED.value, RequestState.CLAIMED.value]
)


@dataclass(frozen=True, slots=True)
class QueueState:
    """How many requests wait for the worker, and how many gave up and need a person."""

    waiting: int
    failed: int


def counts() -> QueueState:
    """The numbers of the whole queue, in one query."""
    numbers = IssuanceRequest.objects.aggregate(
        waiting=Count("id", filter=Q(state__in=[RequestState.REQUESTED, RequestState.CLAIMED])),
        failed=Count("id", filter=Q(state=RequestState.FAILED)),
    )
    return QueueState(**numbers)


def batches_under_way(*, limit: int = 5) -> list[IssuanceBatch]:
    """The newest batches with requests still waiting, each with `size` and `waiting`, in one query."""
    rows = IssuanceBatch.objects.defer("report").annotate(
        size=Count("issuance_requests"), waiting=Count("issuance_requests", filter=_UNDER_WAY)
    )
    return list(rows.filter(waiting__gt=0).order_by("-created_at")[:limit])

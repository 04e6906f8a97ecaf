"""The queue as the staff's home page sees it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F

from badges.enums import BatchState, RequestState
from badges.models import IssuanceBatch, IssuanceRequest
from badges.selectors import batches


@dataclass(frozen=True, slots=True)
class QueueState:
    """How many requests wait for the worker, and how many gave up and need a person."""

    waiting: int
    failed: int


def counts() -> QueueState:
    """The numbers of the whole queue: one short query for each state, along the index that has only its rows."""
    return QueueState(
        waiting=_count(RequestState.REQUESTED) + _count(RequestState.CLAIMED),
        failed=_count(RequestState.FAILED),
    )


def batches_under_way(*, limit: int = 5) -> list[IssuanceBatch]:
    """The newest batches that are not over, each with `size` and `waiting`, in one query."""
    rows = batches.with_progress().exclude(state__in=[BatchState.FINISHED, BatchState.CANCELLED])
    return list(rows.annotate(waiting=F("waiting_count"))[:limit])


def stopped_batches(*, limit: int = 5) -> list[IssuanceBatch]:
    """Batches that the system itself paused, since a person has to look."""
    return list(batches.stopped().order_by("-created_at")[:limit])


def _count(state: RequestState) -> int:
    return IssuanceRequest.objects.filter(state=state).count()

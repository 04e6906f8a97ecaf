"""Requests that wait for a worker or gave up, as lists."""

from __future__ import annotations

from django.db.models import QuerySet

from badges.enums import RequestState
from badges.models import IssuanceRequest

STATES = {
    "waiting": (RequestState.REQUESTED, RequestState.CLAIMED),
    "failed": (RequestState.FAILED,),
}


def unfinished(which: str) -> QuerySet[IssuanceRequest]:
    """Those of `waiting` or `failed`, the longest first, with learner, badge and batch; no award is read."""
    rows = IssuanceRequest.objects.filter(state__in=STATES[which])
    rows = rows.select_related("learner", "version", "achievement", "batch")
    return rows.defer("award", "batch__report").order_by("requested_at", "pk")

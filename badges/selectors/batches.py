"""How far a batch is."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from badges.enums import RequestState
from badges.models import IssuanceBatch, IssuanceRequest


@dataclass(frozen=True, slots=True)
class Progress:
    """Requests of a batch by state, and the rows of its source that were refused."""

    requested: int = 0
    claimed: int = 0
    issued: int = 0
    failed: int = 0
    cancelled: int = 0
    ended: int = 0
    refused: int = 0

    @property
    def total(self) -> int:
        return self.waiting + self.done

    @property
    def waiting(self) -> int:
        return self.requested + self.claimed

    @property
    def done(self) -> int:
        return self.issued + self.failed + self.cancelled + self.ended

    @property
    def is_finished(self) -> bool:
        return self.waiting == 0

    @property
    def percent(self) -> int:
        return 100 if self.is_finished else self.done * 100 // self.total


def progress(batch: IssuanceBatch) -> Progress:
    """The counts of one batch, in one query."""
    rows = batch.issuance_requests.values_list("state").annotate(n=Count("id"))
    counts = {RequestState(state).value: n for state, n in rows}
    return Progress(**counts, refused=len(batch.report))


def recent() -> QuerySet[IssuanceBatch]:
    return IssuanceBatch.objects.select_related("created_by").annotate(
        size=Count("issuance_requests")
    )


def failed_requests(batch: IssuanceBatch) -> QuerySet[IssuanceRequest]:
    return batch.issuance_requests.filter(state=RequestState.FAILED).select_related("learner")

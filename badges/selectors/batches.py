"""How far a batch is."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Case, Count, F, Q, QuerySet, When
from django.utils.translation import gettext_lazy as _

from badges.enums import RequestState
from badges.models import IssuanceBatch, IssuanceRequest
from credcenter.kernel.errors import NotFound
from credcenter.kernel.refusals import Refusal


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
    return Progress(**counts, refused=batch.refused_count)


def recent() -> QuerySet[IssuanceBatch]:
    return _without_reports().annotate(size=Count("issuance_requests"))


def by_id(batch_id: UUID) -> IssuanceBatch:
    """One batch, its report unread; NotFound."""
    batch = _without_reports().filter(pk=batch_id).first()
    if batch is None:
        raise NotFound(_("There is no such batch."), code="batch_unknown")
    return batch


def with_progress() -> QuerySet[IssuanceBatch]:
    """Batches, newest first, each with `size`, `done_count` and `failed_count`."""
    waiting = Q(issuance_requests__state__in=(RequestState.REQUESTED, RequestState.CLAIMED))
    failed = Q(issuance_requests__state=RequestState.FAILED)
    # A query that counts forgets the model's own order.
    return (
        recent()
        .order_by("-created_at", "pk")
        .annotate(
            waiting_count=Count("issuance_requests", filter=waiting),
            failed_count=Count("issuance_requests", filter=failed),
            done_count=F("size") - F("waiting_count"),
        )
    )


def requests_of(batch: IssuanceBatch) -> QuerySet[IssuanceRequest]:
    """The requests of a batch with learner and credential: failed ones first, then by student number."""
    is_failed = Case(When(state=RequestState.FAILED, then=0), default=1)
    rows = batch.issuance_requests.select_related("learner", "credential").defer(
        "credential__document", "credential__frozen"
    )
    return rows.order_by(is_failed, "learner__student_number")


def of_draft(draft_sha256: str, *, user_id: int) -> IssuanceBatch | None:
    """The batch that an upload of this person was applied as, by the hash of its token."""
    rows = _without_reports().filter(draft_sha256=draft_sha256, created_by_id=user_id)
    return rows.first()


def refusals_of(batch: IssuanceBatch, *, shown: int) -> list[Refusal]:
    """The first `shown` rows of the batch's file that were refused, in the order of the file."""
    if not batch.refused_count:
        return []
    return [Refusal.from_json(each) for each in batch.report[:shown]]


def _without_reports() -> QuerySet[IssuanceBatch]:
    """A report has up to 50,000 rows, and a page in progress asks every two seconds."""
    return IssuanceBatch.objects.select_related("created_by").defer("report")

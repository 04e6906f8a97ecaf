"""How far a batch is."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Case, Count, F, IntegerField, OuterRef, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from badges.enums import BatchState, RequestState
from badges.models import IssuanceBatch, IssuanceRequest
from credcenter.kernel import clock
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


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast a running batch is: requests a second since it was started or resumed, and how long it may still take."""

    per_second: float
    left: dt.timedelta

    @property
    def minutes_left(self) -> int:
        """Whole minutes, rounded up; 0 for less than half of one."""
        seconds = self.left.total_seconds()
        return 0 if seconds < 30 else math.ceil(seconds / 60)


def progress(batch: IssuanceBatch) -> Progress:
    """The counts of one batch, in one query that reads the index `request_batch_state` alone."""
    rows = batch.issuance_requests.order_by().values_list("state").annotate(n=Count("*"))
    counts = {RequestState(state).value: n for state, n in rows}
    return Progress(**counts, refused=batch.refused_count)


def pace(batch: IssuanceBatch, counts: Progress) -> Pace | None:
    """The pace of a batch with these counts; None when it does not run or nothing was done yet."""
    done = counts.done - batch.done_before
    if batch.state != BatchState.RUNNING or batch.running_since is None or done <= 0:
        return None
    seconds = (clock.now() - batch.running_since).total_seconds()
    rate = done / max(seconds, 0.1)
    return Pace(per_second=rate, left=dt.timedelta(seconds=round(counts.waiting / rate)))


def failed_ids(batch: IssuanceBatch) -> list[UUID]:
    """The requests of a batch that failed."""
    failed = batch.issuance_requests.filter(state=RequestState.FAILED)
    return list(failed.values_list("pk", flat=True))


def by_id(batch_id: UUID) -> IssuanceBatch:
    """One batch, its report unread; NotFound."""
    batch = _without_reports().filter(pk=batch_id).first()
    if batch is None:
        raise NotFound(_("There is no such batch."), code="batch_unknown")
    return batch


def with_progress() -> QuerySet[IssuanceBatch]:
    """Batches, newest first, each with `waiting_count`, `done_count` and `failed_count`.

    What is finished has nothing waiting, and what failed is little: the index answers both without counting the rest.
    """
    # A query that counts forgets the model's own order.
    return (
        _without_reports()
        .order_by("-created_at", "pk")
        .annotate(
            waiting_count=_count(RequestState.REQUESTED, RequestState.CLAIMED),
            failed_count=_count(RequestState.FAILED),
            done_count=F("size") - F("waiting_count"),
        )
    )


def stopped() -> QuerySet[IssuanceBatch]:
    """Batches that the system itself paused, since a person has to look."""
    return _without_reports().exclude(stop_code="")


def requests_of(batch: IssuanceBatch) -> QuerySet[IssuanceRequest]:
    """The requests of a batch with learner and credential: failed ones first, then by student number."""
    is_failed = Case(When(state=RequestState.FAILED, then=0), default=1)
    rows = batch.issuance_requests.select_related("learner", "credential").defer(
        "credential__document", "credential__frozen"
    )
    return rows.order_by(is_failed, "learner__student_number")


def report_rows(batch: IssuanceBatch) -> Iterator[IssuanceRequest]:
    """Every request of a batch by student number, with learner and credential; read in pieces as it is gone through."""
    rows = batch.issuance_requests.select_related("learner", "credential").only(
        *("state", "attempts", "delays", "error_code", "error_message"),
        *("learner__student_number", "learner__name", "credential__id"),
    )
    return rows.order_by("learner__student_number").iterator(chunk_size=1000)


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


def _count(*states: RequestState) -> Coalesce:
    rows = IssuanceRequest.objects.filter(batch=OuterRef("pk"), state__in=states).order_by()
    counted = rows.values("batch").annotate(n=Count("*")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)

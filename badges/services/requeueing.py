"""Failed requests back into the queue, once their cause is mended.

One whose learner has or gets the badge by another request meanwhile is cancelled: it could never succeed. A finished
batch runs again for them; those of a cancelled batch stay failed.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from badges.enums import BatchState, RequestState
from badges.locks import lock_batches
from badges.models import IssuanceBatch, IssuanceRequest
from badges.selectors.batches import progress
from badges.selectors.requests import live_pairs
from badges.services.request import wake
from credcenter.kernel import audit, clock
from credcenter.kernel.audit import Actor, Entry
from credcenter.kernel.errors import Conflict

CHUNK = 500
"""Requests in one transaction, and parameters in one statement."""


def requeue(request_ids: Sequence[UUID] | None = None, *, actor: Actor) -> int:
    """Try failed requests again: these, or all; how many there were. What was minted is kept.

    Each chunk is a transaction of its own. Raises Conflict when somebody asks for one of the badges just now.
    """
    failed = IssuanceRequest.objects.filter(state=RequestState.FAILED)
    wanted = list(failed.values_list("pk", flat=True)) if request_ids is None else list(request_ids)
    chunks = (wanted[start : start + CHUNK] for start in range(0, len(wanted), CHUNK))
    try:
        count = sum(_requeue(chunk, actor=actor) for chunk in chunks)
    except IntegrityError as exc:
        message = _("Somebody else asked for the same badges at the same moment. Try again.")
        raise Conflict(message, code="requested_twice") from exc
    if count:
        transaction.on_commit(wake)
    return count


@transaction.atomic
def _requeue(request_ids: Sequence[UUID], *, actor: Actor) -> int:
    asked = IssuanceRequest.objects.filter(pk__in=request_ids, state=RequestState.FAILED)
    batches = lock_batches(asked.filter(batch__isnull=False).values_list("batch", flat=True))
    over_for_good = [each.pk for each in batches if each.state == BatchState.CANCELLED]
    rows = [
        row
        for row in asked.select_for_update().order_by("requested_at", "pk")
        if row.batch_id not in over_for_good
    ]
    taken = live_pairs(rows)
    again: list[IssuanceRequest] = []
    over: list[IssuanceRequest] = []
    for row in rows:
        pair = (row.learner_id, row.achievement_id)
        is_free = pair not in taken or row.supersedes_id is not None
        (again if is_free else over).append(row)
        taken.add(pair)
    _update(again, state=RequestState.REQUESTED, error_code="", finished_at=None)
    _update(over, state=RequestState.CANCELLED, error_code="live_sibling", finished_at=clock.now())
    opened = _reopen(batches, {row.batch_id for row in again})
    entries = [Entry("batch.reopened", batch) for batch in opened]
    entries += [Entry("issuance.requeued", row) for row in again]
    entries += [Entry("issuance.cancelled", row, details={"code": "live_sibling"}) for row in over]
    audit.record_many(entries, actor=actor)
    return len(again)


def _update(rows: Sequence[IssuanceRequest], **values: object) -> None:
    IssuanceRequest.objects.filter(pk__in=[row.pk for row in rows]).update(
        attempts=0, delays=0, not_before=clock.now(), error_message="", **values
    )


def _reopen(batches: Sequence[IssuanceBatch], wanted: set[UUID | None]) -> list[IssuanceBatch]:
    """Those of the locked batches that were finished run again: their rows are claimed only then."""
    finished = [each for each in batches if each.pk in wanted and each.state == BatchState.FINISHED]
    for batch in finished:
        IssuanceBatch.objects.filter(pk=batch.pk).update(
            state=BatchState.RUNNING,
            finished_at=None,
            running_since=clock.now(),
            done_before=progress(batch).done,
        )
    return finished

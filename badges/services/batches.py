"""The life of a batch: begun at once or at a time, paused and resumed, cancelled, its failed rows tried again, finished.

Its rows stay as they are: a claim passes over those of a batch that does not run. What a worker has in hands when a
batch is paused or cancelled is still issued. Each change is one conditional update with its audit event; refuses, with
Conflict, what does not follow from the state a batch is in.
"""

from __future__ import annotations

import logging
from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, Value
from django.db.models.functions import Cast, Concat, Substr
from django.utils.translation import gettext_lazy as _

from badges.enums import BatchState, Priority, RequestState
from badges.locks import lock_batches
from badges.models import IssuanceBatch, IssuanceRequest
from badges.selectors.batches import by_id, failed_ids, progress
from badges.services.request import wake
from badges.services.requeueing import requeue
from credcenter.kernel import audit, clock
from credcenter.kernel.audit import Actor
from credcenter.kernel.errors import Conflict, InvalidInput

logger = logging.getLogger(__name__)

OPEN = (RequestState.REQUESTED, RequestState.CLAIMED)


def start(batch_id: UUID, *, actor: Actor) -> None:
    """Begin a scheduled batch now."""
    _run(batch_id, before=BatchState.SCHEDULED, actor=actor, action="batch.started")


def pause(batch_id: UUID, *, actor: Actor) -> None:
    """Let no more rows be claimed until it is resumed."""
    with transaction.atomic():
        batch = _locked(batch_id, states=[BatchState.RUNNING])
        _set(batch, state=BatchState.PAUSED)
        audit.record("batch.paused", subject=batch, actor=actor)


def resume(batch_id: UUID, *, actor: Actor) -> None:
    """Go on with a paused batch, whoever paused it."""
    _run(batch_id, before=BatchState.PAUSED, actor=actor, action="batch.resumed")


def cancel(batch_id: UUID, *, reason: str, actor: Actor) -> int:
    """End a batch for good: what waits is not issued, what is issued stays; how many rows were cancelled.

    Their source keys become free, so that a corrected roster can ask again. Raises InvalidInput without a reason.
    """
    if not reason.strip():
        raise InvalidInput(_("Say why the batch is cancelled."), code="reason_required")
    with transaction.atomic():
        batch = _locked(
            batch_id, states=[BatchState.SCHEDULED, BatchState.RUNNING, BatchState.PAUSED]
        )
        _set(
            batch,
            state=BatchState.CANCELLED,
            stop_code="",
            cancel_reason=reason.strip(),
            finished_at=clock.now(),
        )
        count = _cancel_rows(batch)
        details = {"cancelled": count}
        audit.record(
            "batch.cancelled", subject=batch, actor=actor, reason=reason.strip(), details=details
        )
    return count


def retry(batch_id: UUID, *, actor: Actor) -> int:
    """Try the failed rows of a batch again; how many there were. Raises Conflict when it was cancelled."""
    batch = by_id(batch_id)
    if batch.state == BatchState.CANCELLED:
        raise _wrong_state(batch)
    return requeue(failed_ids(batch), actor=actor)


def stop(batch_id: UUID, *, code: str) -> bool:
    """The system pauses a batch because something is wrong that a person has to look at; whether it ran."""
    with transaction.atomic():
        batch = lock_batches([batch_id])[0]
        if batch.state != BatchState.RUNNING:
            return False
        _set(batch, state=BatchState.PAUSED, stop_code=code)
        audit.record("batch.stopped", subject=batch, actor=audit.SYSTEM, details={"code": code})
    logger.error("The batch %s was stopped: %s.", batch_id, code)
    return True


def start_due() -> int:
    """Begin the scheduled batches whose time has come; how many there were."""
    due = IssuanceBatch.objects.filter(state=BatchState.SCHEDULED, starts_at__lte=clock.now())
    started = 0
    for batch_id in list(due.values_list("pk", flat=True)):
        try:
            start(batch_id, actor=audit.SYSTEM)
        except Conflict:
            continue  # Somebody started or cancelled it in this moment.
        started += 1
    return started


def finish_done(batch_ids: Collection[UUID] | None = None) -> int:
    """Finish those of the batches (all, unless told) that run and have nothing open; how many there were."""
    waiting = IssuanceRequest.objects.filter(batch=OuterRef("pk"), state__in=OPEN)
    done = IssuanceBatch.objects.filter(~Exists(waiting), state=BatchState.RUNNING)
    if batch_ids is not None:
        done = done.filter(pk__in=batch_ids)
    return sum(_finish(batch_id) for batch_id in list(done.values_list("pk", flat=True)))


def cancel_leftovers() -> int:
    """Cancel rows that a worker gave back after their batch was cancelled; how many there were."""
    rows = IssuanceRequest.objects.filter(
        state=RequestState.REQUESTED, batch__state=BatchState.CANCELLED
    )
    batches = set(rows.values_list("batch", flat=True))
    return sum(_cancel_leftovers(batch_id) for batch_id in batches)


def _run(batch_id: UUID, *, before: BatchState, actor: Actor, action: str) -> None:
    with transaction.atomic():
        batch = _locked(batch_id, states=[before])
        _set(
            batch,
            state=BatchState.RUNNING,
            stop_code="",
            running_since=clock.now(),
            done_before=progress(batch).done,
        )
        audit.record(action, subject=batch, actor=actor)
        transaction.on_commit(lambda: wake(Priority.BATCH))


def _finish(batch_id: UUID) -> bool:
    with transaction.atomic():
        batch = lock_batches([batch_id])[0]
        # Asked again under the lock, in a statement of its own: rows may have been put back meanwhile.
        is_open = IssuanceRequest.objects.filter(batch=batch, state__in=OPEN).exists()
        if batch.state != BatchState.RUNNING or is_open:
            return False
        counts = progress(batch)
        _set(batch, state=BatchState.FINISHED, finished_at=clock.now())
        details = {"issued": counts.issued, "failed": counts.failed}
        audit.record("batch.finished", subject=batch, actor=audit.SYSTEM, details=details)
    return True


@transaction.atomic
def _cancel_leftovers(batch_id: UUID) -> int:
    batch = lock_batches([batch_id])[0]
    count = _cancel_rows(batch)
    if count:
        details = {"cancelled": count}
        audit.record("batch.cancelled", subject=batch, actor=audit.SYSTEM, details=details)
    return count


def _cancel_rows(batch: IssuanceBatch) -> int:
    rows = IssuanceRequest.objects.filter(batch=batch, state=RequestState.REQUESTED)
    own = Cast("id", CharField())
    return rows.update(
        state=RequestState.CANCELLED,
        source_key=Concat(Substr("source_key", 1, 150), Value(":cancelled:"), own),
        error_code="batch_cancelled",
        error_message="",
        finished_at=clock.now(),
    )


def _locked(batch_id: UUID, *, states: Collection[str]) -> IssuanceBatch:
    batch = next(iter(lock_batches([batch_id])), None)
    if batch is None or batch.state not in states:
        raise _wrong_state(batch)
    return batch


def _wrong_state(batch: IssuanceBatch | None) -> Conflict:
    state = batch.get_state_display() if batch else ""
    message = _("The batch is in another state by now (%(state)s). Look at it once more.")
    return Conflict(message % {"state": state}, code="batch_state")


def _set(batch: IssuanceBatch, **values: Any) -> None:
    IssuanceBatch.objects.filter(pk=batch.pk).update(**values)
    for name, value in values.items():
        setattr(batch, name, value)

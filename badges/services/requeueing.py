"""Failed requests back into the queue, once their cause is mended."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from badges.enums import RequestState
from badges.models import IssuanceRequest
from badges.services.request import wake
from credcenter.kernel import audit, clock
from credcenter.kernel.audit import Actor, Entry


@transaction.atomic
def requeue(request_ids: Sequence[UUID] | None = None, *, actor: Actor) -> int:
    """Try failed requests again: these, or all; how many there were. What was minted is kept."""
    failed = IssuanceRequest.objects.select_for_update().filter(state=RequestState.FAILED)
    if request_ids is not None:
        failed = failed.filter(pk__in=request_ids)
    rows = list(failed)
    IssuanceRequest.objects.filter(pk__in=[row.pk for row in rows]).update(
        state=RequestState.REQUESTED,
        attempts=0,
        not_before=clock.now(),
        error_code="",
        error_message="",
        finished_at=None,
    )
    audit.record_many([Entry("issuance.requeued", row) for row in rows], actor=actor)
    if rows:
        transaction.on_commit(wake)
    return len(rows)

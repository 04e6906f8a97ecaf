"""Failed requests back into the queue, once their cause is mended.

One whose learner has or gets the badge by another request meanwhile is cancelled: it could never succeed.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from badges.enums import RequestState
from badges.models import IssuanceRequest
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
    failed = IssuanceRequest.objects.select_for_update().filter(state=RequestState.FAILED)
    rows = list(failed.filter(pk__in=request_ids).order_by("requested_at", "pk"))
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
    entries = [Entry("issuance.requeued", row) for row in again]
    entries += [Entry("issuance.cancelled", row, details={"code": "live_sibling"}) for row in over]
    audit.record_many(entries, actor=actor)
    return len(again)


def _update(rows: Sequence[IssuanceRequest], **values: object) -> None:
    IssuanceRequest.objects.filter(pk__in=[row.pk for row in rows]).update(
        attempts=0, delays=0, not_before=clock.now(), error_message="", **values
    )

"""When a claimed request is not issued: it waits for later, or it is put aside for a person to look at.

What is nobody's fault (a full disk, a lock) is tried without end, later and later, and is no try of the row. What the
row itself may be to blame for is tried a few times. Only whoever still holds the lease changes the row.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence

from django.db import DatabaseError, OperationalError, transaction
from django.db.models import F, Q, QuerySet

from badges.enums import RequestState
from badges.models import IssuanceRequest
from badges.rules import MAX_ATTEMPTS, pause_after
from credcenter.kernel import audit, clock
from credcenter.kernel.errors import CredcenterError, TransientError

logger = logging.getLogger(__name__)


def postpone(requests: Sequence[IssuanceRequest], *, lease: str, error: Exception) -> None:
    """Give claimed rows back to the queue for later, or put them aside after the last try."""
    with transaction.atomic(), audit.at_the_end():
        _postpone(requests, lease=lease, error=error)


def _postpone(requests: Sequence[IssuanceRequest], *, lease: str, error: Exception) -> None:
    is_transient = isinstance(error, TransientError | OperationalError)
    code, message = _words_of(error)
    for request in requests:
        if not is_transient and request.attempts >= MAX_ATTEMPTS:
            fail(request, lease=lease, code=code, message=message)
            continue
        pause = pause_after(request.delays + 1 if is_transient else request.attempts)
        _ours(request, lease=lease).update(
            state=RequestState.REQUESTED,
            attempts=F("attempts") - 1 if is_transient else F("attempts"),
            delays=F("delays") + 1 if is_transient else F("delays"),
            not_before=clock.now() + pause,
            leased_by="",
            leased_until=None,
            error_code=code,
            error_message=message,
        )


def give_back(requests: Sequence[IssuanceRequest], *, lease: str) -> None:
    """Claimed rows that nothing was done with are waiting again at once, and it was no try of theirs."""
    if requests:
        held = IssuanceRequest.objects.filter(
            pk__in=[each.pk for each in requests], state=RequestState.CLAIMED, leased_by=lease
        )
        held.update(
            state=RequestState.REQUESTED,
            attempts=F("attempts") - 1,
            leased_by="",
            leased_until=None,
        )


def put_aside(request: IssuanceRequest, *, lease: str, error: Exception) -> None:
    """After a surprise: a refusal of the database may be a race and is tried again, anything else is not."""
    if isinstance(error, DatabaseError):
        postpone([request], lease=lease, error=error)
    else:
        fail(request, lease=lease, code="unexpected", message=type(error).__name__)


@transaction.atomic
def fail(request: IssuanceRequest, *, lease: str, code: str, message: str) -> None:
    """Put a row aside for a person to look at, as long as nobody else has taken it since."""
    changed = _ours(request, lease=lease).update(
        state=RequestState.FAILED,
        error_code=code,
        error_message=message,
        leased_by="",
        leased_until=None,
        finished_at=clock.now(),
    )
    if changed:
        audit.record(
            "issuance.failed",
            subject=request,
            actor=audit.SYSTEM,
            reason=message,
            details={"code": code},
        )


def give_up_on_poison() -> int:
    """Put aside requests that took their worker down each time, for a person to look at."""
    is_dead = Q(state=RequestState.CLAIMED, leased_until__lt=clock.now())
    is_open = Q(state=RequestState.REQUESTED) | is_dead
    message = "The worker stopped each time it took this request."
    with transaction.atomic(), audit.at_the_end():
        rows = list(IssuanceRequest.objects.filter(is_open, attempts__gte=MAX_ATTEMPTS))
        for row in rows:
            fail(row, lease=row.leased_by, code="worker_lost", message=message)
    return len(rows)


def _words_of(error: Exception) -> tuple[str, str]:
    """Code and message for the row. What a driver says may name hosts and values: that is for the log."""
    if isinstance(error, CredcenterError):
        return error.code, str(error)
    logger.warning("The database refused: %s", error)
    return "database", type(error).__name__


def _ours(request: IssuanceRequest, *, lease: str) -> QuerySet[IssuanceRequest]:
    """The row, if the lease still holds it; an empty lease is that of a row nobody has claimed."""
    states = [RequestState.CLAIMED] if lease else [RequestState.REQUESTED]
    return IssuanceRequest.objects.filter(pk=request.pk, state__in=states, leased_by=lease)

"""Stages 7 to 13 for one claim of requests: claim, mint, build, sign, check, bake, store.

The database is the queue. Workers never wait for each other: a claimed row carries a lease, and
the row of a worker that died is claimed again when the lease runs out. What feeds the signature
was frozen at mint, so the second try makes the same bytes.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence

from django.db import transaction
from django.db.models import F

from badges import openbadges as ob
from badges.enums import RequestState
from badges.models import AchievementVersion, Credential, IssuanceRequest
from badges.openbadges.errors import OpenBadgesError
from badges.rules import LEASE, MAX_ATTEMPTS, pause_after
from badges.selectors.achievements import whole_versions
from badges.selectors.requests import waiting
from badges.services import baking, building, signing
from badges.services.minting import mint
from badges.services.storing import Finished, store
from credcenter.kernel import audit, clock, ids
from credcenter.kernel.errors import CredcenterError, TransientError

logger = logging.getLogger(__name__)


def issue_waiting(*, limit: int, worker: str) -> int:
    """Claim up to `limit` waiting requests and bring each to an end; how many were claimed."""
    lease = f"{worker[:40]}/{ids.new_token()[:16]}"
    requests = claim(limit, lease=lease)
    if not requests:
        return 0
    try:
        credentials = mint(requests)
    except CredcenterError as exc:
        _postpone(requests, lease=lease, error=exc)
        return len(requests)
    versions = {
        version.pk: version
        for version in whole_versions().filter(pk__in={each.version_id for each in credentials})
    }
    finished = []
    for credential in credentials:
        made = _make(credential, version=versions[credential.version_id], lease=lease)
        if made is not None:
            finished.append(made)
    _store(finished, requests=requests, lease=lease)
    return len(requests)


@transaction.atomic
def claim(limit: int, *, lease: str) -> list[IssuanceRequest]:
    """Take the lease of waiting requests, the most urgent first; two workers never get the same row.

    PostgreSQL skips what another worker has locked; SQLite runs one writing transaction at a time.
    """
    now = clock.now()
    rows = (
        IssuanceRequest.objects.select_for_update(skip_locked=True)
        .filter(waiting(now), attempts__lt=MAX_ATTEMPTS)
        .order_by("priority", "not_before")
    )
    chosen = list(rows.values_list("pk", flat=True)[:limit])
    IssuanceRequest.objects.filter(pk__in=chosen).update(
        state=RequestState.CLAIMED,
        leased_by=lease,
        leased_until=now + LEASE,
        attempts=F("attempts") + 1,
    )
    claimed = IssuanceRequest.objects.filter(pk__in=chosen).select_related("learner", "version")
    return list(claimed.order_by("priority", "not_before"))


@transaction.atomic
def give_up_on_poison() -> int:
    """Put aside requests that took their worker down each time, for a person to look at."""
    poison = IssuanceRequest.objects.filter(waiting(clock.now()), attempts__gte=MAX_ATTEMPTS)
    rows = list(poison)
    for row in rows:
        _fail(row, code="worker_lost", message="The worker stopped each time it took this request.")
    return len(rows)


def _make(credential: Credential, *, version: AchievementVersion, lease: str) -> Finished | None:
    """Build, sign, check and bake one credential; None when it went wrong, and the row says why."""
    request = credential.request
    try:
        signed = signing.sign(credential, building.build(credential, version=version))
        baked: ob.BakedImage = baking.bake(signed, version=version)
    except TransientError as exc:
        _postpone([request], lease=lease, error=exc)
    except (CredcenterError, OpenBadgesError) as exc:
        with transaction.atomic():
            _fail(request, code=exc.code, message=str(exc))
    except Exception as exc:  # The boundary: one poisonous row must not hold up its neighbours.
        logger.exception("Issuing request %s failed.", request.pk)
        with transaction.atomic():
            _fail(request, code="unexpected", message=f"{type(exc).__name__}: {exc}")
    else:
        return Finished(credential=credential, signed=signed, baked=baked)
    return None


def _store(
    finished: Sequence[Finished], *, requests: Sequence[IssuanceRequest], lease: str
) -> None:
    try:
        store(finished, lease=lease)
    except TransientError as exc:
        _postpone(requests, lease=lease, error=exc)


def _postpone(requests: Sequence[IssuanceRequest], *, lease: str, error: CredcenterError) -> None:
    """Give claimed rows back to the queue for later, or put them aside after the last try."""
    for request in requests:
        with transaction.atomic():
            if request.attempts >= MAX_ATTEMPTS:
                _fail(request, code=error.code, message=str(error))
                continue
            IssuanceRequest.objects.filter(
                pk=request.pk, state=RequestState.CLAIMED, leased_by=lease
            ).update(
                state=RequestState.REQUESTED,
                not_before=clock.now() + pause_after(request.attempts),
                leased_by="",
                leased_until=None,
                error_code=error.code,
                error_message=str(error),
            )


def _fail(request: IssuanceRequest, *, code: str, message: str) -> None:
    changed = IssuanceRequest.objects.filter(
        pk=request.pk, state__in=[RequestState.REQUESTED, RequestState.CLAIMED]
    ).update(
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

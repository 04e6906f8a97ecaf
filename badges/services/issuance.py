"""Stages 7 to 13 for one claim of requests: claim, mint, build, sign, check, bake, store.

The database is the queue. Workers never wait for each other: a claimed row carries a lease, and
the row of a worker that died is claimed again when the lease runs out. What feeds the signature
was frozen at mint, so the second try makes the same bytes.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import DatabaseError, OperationalError, transaction
from django.db.models import F, QuerySet

from badges import openbadges as ob
from badges.enums import RequestState
from badges.models import Credential, IssuanceRequest
from badges.openbadges.errors import OpenBadgesError
from badges.rules import LEASE, MAX_ATTEMPTS, pause_after
from badges.selectors.achievements import whole_versions
from badges.selectors.requests import waiting
from badges.services import baking, building, signing, verifying
from badges.services.minting import mint
from badges.services.storing import Finished, store
from credcenter.kernel import audit, clock, ids
from credcenter.kernel.errors import CredcenterError, TransientError

logger = logging.getLogger(__name__)


def issue_waiting(*, limit: int, worker: str) -> int:
    """Claim up to `limit` waiting requests and bring each to an end; how many were claimed."""
    lease = f"{worker[:40]}/{ids.new_token()[:16]}"
    requests = claim(limit, lease=lease)
    if requests:
        _issue(requests, lease=lease)
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
        _fail(
            row,
            lease=row.leased_by,
            code="worker_lost",
            message="The worker stopped each time it took this request.",
        )
    return len(rows)


def _issue(requests: Sequence[IssuanceRequest], *, lease: str) -> None:
    """Mint, make and store claimed rows together; when that goes wrong, one by one, to find whose fault it is.

    A second pass makes the same bytes, and a row that came to its end in the first is no longer ours.
    """
    try:
        store(_make_all(mint(requests), lease=lease), lease=lease)
    except (CredcenterError, OperationalError) as exc:
        _postpone(requests, lease=lease, error=exc)
    except Exception as exc:  # The boundary: one poisonous row must not hold up its neighbours.
        if len(requests) > 1:
            for request in requests:
                _issue([request], lease=lease)
        else:
            logger.exception("Issuing request %s failed.", requests[0].pk)
            _put_aside(requests[0], lease=lease, error=exc)


def _make_all(credentials: Sequence[Credential], *, lease: str) -> list[Finished]:
    bench = _bench(credentials)
    made = (_make(each, bench=bench, lease=lease) for each in credentials)
    return [each for each in made if each is not None]


@dataclass(frozen=True, slots=True)
class _Bench:
    """What the credentials of a claim share: the builder of each version, and the self-check."""

    builders: Mapping[int, building.Builder]
    check: verifying.SelfCheck


def _bench(credentials: Sequence[Credential]) -> _Bench:
    versions = whole_versions().filter(pk__in={each.version_id for each in credentials})
    return _Bench(
        builders={version.pk: building.Builder(version) for version in versions},
        check=verifying.SelfCheck(urls={each.status_list.url for each in credentials}),
    )


def _make(credential: Credential, *, bench: _Bench, lease: str) -> Finished | None:
    """Build, sign, check and bake one credential; None when it went wrong, and the row says why."""
    request, builder = credential.request, bench.builders[credential.version_id]
    try:
        signed = signing.sign(credential, builder.build(credential), check=bench.check)
        baked: ob.BakedImage = baking.bake(signed, version=builder.version)
    except TransientError as exc:
        _postpone([request], lease=lease, error=exc)
    except (CredcenterError, OpenBadgesError) as exc:
        _fail(request, lease=lease, code=exc.code, message=str(exc))
    except Exception as exc:  # The boundary, as above.
        logger.exception("Issuing request %s failed.", request.pk)
        _put_aside(request, lease=lease, error=exc)
    else:
        return Finished(credential=credential, signed=signed, baked=baked)
    return None


def _put_aside(request: IssuanceRequest, *, lease: str, error: Exception) -> None:
    """After a surprise: a refusal of the database may be a race and is tried again, anything else is not."""
    if isinstance(error, DatabaseError):
        _postpone([request], lease=lease, error=error)
    else:
        _fail(request, lease=lease, code="unexpected", message=type(error).__name__)


def _postpone(requests: Sequence[IssuanceRequest], *, lease: str, error: Exception) -> None:
    """Give claimed rows back to the queue for later, or put them aside after the last try.

    What is nobody's fault (a full disk, a lock) is tried without end, later and later, and is no try of the row.
    """
    is_transient = isinstance(error, TransientError | OperationalError)
    code, message = _words_of(error)
    for request in requests:
        if not is_transient and request.attempts >= MAX_ATTEMPTS:
            _fail(request, lease=lease, code=code, message=message)
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


def _words_of(error: Exception) -> tuple[str, str]:
    """Code and message for the row. What a driver says may name hosts and values: that is for the log."""
    if isinstance(error, CredcenterError):
        return error.code, str(error)
    logger.warning("The database refused: %s", error)
    return "database", type(error).__name__


@transaction.atomic
def _fail(request: IssuanceRequest, *, lease: str, code: str, message: str) -> None:
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


def _ours(request: IssuanceRequest, *, lease: str) -> QuerySet[IssuanceRequest]:
    """The row, if the lease still holds it; an empty lease is that of a row nobody has claimed."""
    states = [RequestState.CLAIMED] if lease else [RequestState.REQUESTED]
    return IssuanceRequest.objects.filter(pk=request.pk, state__in=states, leased_by=lease)

"""Stages 7 to 13 for one claim of requests: claim, mint, build, sign, check, bake, store.

The database is the queue: a claimed row carries a lease, and the row of a worker that died is claimed again when the
lease runs out. What feeds the signature was frozen at mint, so the second try makes the same bytes.
"""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import OperationalError

from badges import openbadges as ob
from badges.models import Credential, IssuanceRequest
from badges.openbadges.errors import OpenBadgesError
from badges.rules import LEAST_AT_ONCE, LONGEST_CLAIM_SECONDS, claim_size
from badges.selectors.achievements import whole_versions
from badges.services import baking, batches, building, signing, verifying
from badges.services.claiming import claim
from badges.services.comparing import without_differences
from badges.services.failing import fail, give_back, postpone, put_aside
from badges.services.minting import mint
from badges.services.request import wake_if_waiting
from badges.services.storing import Finished, store
from credcenter.kernel import ids
from credcenter.kernel.errors import CredcenterError, TransientError

logger = logging.getLogger(__name__)


class Pace:
    """How many requests this process claims at once: as many as take it about CLAIM_SECONDS."""

    def __init__(self) -> None:
        self.size = LEAST_AT_ONCE

    def learn(self, *, claimed: int, done: int, seconds: float) -> None:
        self.size = claim_size(claimed=claimed, done=done, seconds=seconds, before=self.size)


_pace = Pace()


def work(*, worker: str) -> int:
    """One claim of a worker, as large as it can bring to an end soon; how many requests it had.

    Before the work begins the next worker is woken, if there is more to do: so one message sets all of them to
    work, and as each claim sends one, they stay at it until nothing waits.
    """
    began = time.monotonic()
    lease = _lease(worker)
    requests = claim(_pace.size, lease=lease)
    if not requests:
        return 0
    wake_if_waiting()
    done = _issue(requests, lease=lease, end=began + LONGEST_CLAIM_SECONDS)
    _pace.learn(claimed=len(requests), done=done, seconds=time.monotonic() - began)
    return len(requests)


def issue_waiting(*, limit: int, worker: str) -> int:
    """Claim up to `limit` waiting requests and bring each to an end; how many were claimed."""
    lease = _lease(worker)
    requests = claim(limit, lease=lease)
    if requests:
        _issue(requests, lease=lease, end=math.inf)
    return len(requests)


def _lease(worker: str) -> str:
    return f"{worker[:40]}/{ids.new_token()[:16]}"


def _issue(requests: Sequence[IssuanceRequest], *, lease: str, end: float) -> int:
    """Work on claimed rows until a moment of the monotonic clock; how many were begun by then."""
    begun = _bring_to_end(requests, lease=lease, end=end)
    batches.finish_done({each.batch_id for each in requests if each.batch_id})
    return begun


def _bring_to_end(requests: Sequence[IssuanceRequest], *, lease: str, end: float) -> int:
    """Mint, make and store rows together; when that goes wrong, one by one, to find whose fault it is.

    A second pass makes the same bytes, and a row that came to its end in the first is no longer ours.
    """
    left: Sequence[IssuanceRequest] = ()
    try:
        finished, left = _make_all(mint(requests), lease=lease, end=end)
        store(without_differences(finished, lease=lease), lease=lease)
        give_back(left, lease=lease)
    except (CredcenterError, OperationalError) as exc:
        postpone(requests, lease=lease, error=exc)
    except Exception as exc:  # The boundary: one poisonous row must not hold up its neighbours.
        if len(requests) > 1:
            for request in requests:
                _bring_to_end([request], lease=lease, end=end)
        else:
            logger.exception("Issuing request %s failed.", requests[0].pk)
            put_aside(requests[0], lease=lease, error=exc)
    return len(requests) - len(left)


def _make_all(
    credentials: Sequence[Credential], *, lease: str, end: float = math.inf
) -> tuple[list[Finished], list[IssuanceRequest]]:
    """What could be made, at least of the first one, and the rows that were not begun in time."""
    bench = _bench(credentials)
    finished: list[Finished] = []
    for place, credential in enumerate(credentials):
        if place and time.monotonic() > end:
            return finished, [each.request for each in credentials[place:]]
        made = _make(credential, bench=bench, lease=lease)
        if made is not None:
            finished.append(made)
    return finished, []


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
        postpone([request], lease=lease, error=exc)
    except (CredcenterError, OpenBadgesError) as exc:
        fail(request, lease=lease, code=exc.code, message=str(exc))
    except Exception as exc:  # The boundary, as above.
        logger.exception("Issuing request %s failed.", request.pk)
        put_aside(request, lease=lease, error=exc)
    else:
        return Finished(credential=credential, signed=signed, baked=baked)
    return None

"""Stage 7: a worker takes waiting requests under a lease.

Workers never wait for each other: PostgreSQL skips what another has locked, SQLite runs one writing transaction
at a time. Somebody who waits at a screen comes before any batch, in claims of their own, and batches that run at
the same time take turns. Rows of a batch that does not run are passed over. A lease that ran out, because its
worker died, is void.
"""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.db.models import F

from badges.enums import Priority, RequestState
from badges.models import AchievementVersion, IssuanceRequest
from badges.rules import ALONE_AFTER, LEASE, MAX_ATTEMPTS, MOST_AT_A_SCREEN
from badges.selectors.requests import ready, sources
from credcenter.kernel import clock


@transaction.atomic
def claim(limit: int, *, lease: str) -> list[IssuanceRequest]:
    """Take the lease of up to `limit` waiting requests of the most urgent kind; two workers never get the same row."""
    now = clock.now()
    _release(now)
    rows = _company(_most_urgent(limit, now=now))
    for row in rows:
        row.state, row.leased_by, row.leased_until = RequestState.CLAIMED, lease, now + LEASE
        row.attempts += 1
    IssuanceRequest.objects.filter(pk__in=[row.pk for row in rows]).update(
        state=RequestState.CLAIMED,
        leased_by=lease,
        leased_until=now + LEASE,
        attempts=F("attempts") + 1,
    )
    return _with_versions(rows)


def _release(now: dt.datetime) -> None:
    """Give back what a dead worker held; its tries stay counted."""
    dead = (
        IssuanceRequest.objects.select_for_update(skip_locked=True)
        .filter(state=RequestState.CLAIMED, leased_until__lt=now)
        .values_list("pk", flat=True)
    )
    # Usually none; in a statement of its own, so that nothing is written for nothing.
    ids = list(dead[:1000])
    if ids:
        IssuanceRequest.objects.filter(pk__in=ids).update(
            state=RequestState.REQUESTED, leased_by="", leased_until=None
        )


def _most_urgent(limit: int, *, now: dt.datetime) -> list[IssuanceRequest]:
    """Locked rows of one priority; together with a batch's, an urgent row would wait for the whole claim."""
    found = sources()
    for priority in Priority:
        most = min(limit, MOST_AT_A_SCREEN) if priority == Priority.INTERACTIVE else limit
        rows: list[IssuanceRequest] = []
        for batch_id in found:
            if len(rows) < most:
                rows += _lock(batch_id, priority=priority, now=now, limit=most - len(rows))
        if rows:
            return rows
    return []


def _company(rows: list[IssuanceRequest]) -> list[IssuanceRequest]:
    """Those that may be worked on together: a row that was there when workers died is tried alone.

    Else one poisonous row would use up the tries of all that are claimed with it.
    """
    if rows and rows[0].attempts >= ALONE_AFTER:
        return rows[:1]
    return [row for row in rows if row.attempts < ALONE_AFTER]


def _lock(
    batch_id: UUID | None, *, priority: Priority, now: dt.datetime, limit: int
) -> list[IssuanceRequest]:
    rows = (
        IssuanceRequest.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(ready(now, batch_id=batch_id, priority=priority), attempts__lt=MAX_ATTEMPTS)
        .select_related("learner")
    )
    return list(rows.order_by("not_before")[:limit])


def _with_versions(rows: list[IssuanceRequest]) -> list[IssuanceRequest]:
    """A claim's rows are mostly of one version: read once, and not with each of them."""
    versions = AchievementVersion.objects.in_bulk({row.version_id for row in rows})
    for row in rows:
        row.version = versions[row.version_id]
    return rows

"""What the fault run reads of the queue, and the two things of it that a minute of waiting would do."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TypeVar

from django.db import InterfaceError, OperationalError, connection
from django.db.models import Count, Sum

from badges.enums import RequestState
from badges.models import IssuanceRequest
from credcenter.kernel import clock

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Counts:
    """Requests by state, and how often one was put back."""

    waiting: int
    claimed: int
    issued: int
    failed: int
    put_back: int

    @property
    def left(self) -> int:
        return self.waiting + self.claimed

    def __str__(self) -> str:
        return f"{self.issued} issued, {self.claimed} claimed, {self.waiting} waiting, {self.failed} failed"


def counts() -> Counts:
    return steady(_counts)


def held_by(worker: str) -> list[str]:
    """The leases that a worker holds now."""
    rows = IssuanceRequest.objects.filter(
        state=RequestState.CLAIMED, leased_by__startswith=worker, leased_until__gt=clock.now()
    )
    return steady(lambda: list(rows.values_list("leased_by", flat=True)))


def end_leases(leases: Collection[str]) -> None:
    """What a minute does to the leases of the dead."""
    past = clock.now() - dt.timedelta(seconds=1)
    rows = IssuanceRequest.objects.filter(state=RequestState.CLAIMED, leased_by__in=set(leases))
    steady(lambda: rows.update(leased_until=past))


def steady(ask: Callable[[], T], *, seconds: float = 30) -> T:
    """The answer of a database that may be starting again at the moment."""
    end = time.monotonic() + seconds
    while True:
        try:
            return ask()
        except (OperationalError, InterfaceError):
            connection.close()
            if time.monotonic() > end:
                raise
            time.sleep(0.02)


def _counts() -> Counts:
    rows = IssuanceRequest.objects.values_list("state").annotate(
        n=Count("id"), delays=Sum("delays"), attempts=Sum("attempts")
    )
    found = {state: n for state, n, _delays, _attempts in rows.order_by()}
    return Counts(
        waiting=found.get(RequestState.REQUESTED, 0),
        claimed=found.get(RequestState.CLAIMED, 0),
        issued=found.get(RequestState.ISSUED, 0),
        failed=found.get(RequestState.FAILED, 0),
        put_back=sum(delays for _state, _n, delays, _attempts in rows),
    )

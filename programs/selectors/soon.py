"""Windows that open or close within days: what the staff should know before the learners do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q

from credcenter.kernel import clock
from credcenter.kernel.bilingual import Bilingual
from programs.enums import ApprovalStep, WindowKind
from programs.models import ApplicationWindow, DecisionWindow

SOON = dt.timedelta(days=14)
MOST = 10


@dataclass(frozen=True, slots=True)
class Turn:
    """A window that opens, or closes, at a moment that is near; `href` is where windows of its kind are set."""

    at: dt.datetime
    is_opening: bool
    what: str
    micro_degree: Bilingual
    href: str


def turns() -> list[Turn]:
    """What opens or closes soon, the nearest first; two queries."""
    found = [*_of_applications(), *_of_decisions()]
    return sorted(found, key=lambda each: each.at)[:MOST]


def _of_applications() -> Iterator[Turn]:
    rows = ApplicationWindow.objects.filter(_is_near()).select_related("micro_degree")
    for row in rows:
        what = str(WindowKind(row.kind).label)
        yield from _turns(row, what=what, href="/console/applications/windows")


def _of_decisions() -> Iterator[Turn]:
    rows = DecisionWindow.objects.filter(_is_near()).select_related("micro_degree")
    for row in rows:
        yield from _turns(row, what=str(ApprovalStep(row.step).label), href="/console/approvals/")


def _turns(row: ApplicationWindow | DecisionWindow, *, what: str, href: str) -> Iterator[Turn]:
    now = clock.now()
    for at, is_opening in ((row.opens_at, True), (row.closes_at, False)):
        if now <= at < now + SOON:
            yield Turn(at, is_opening, what, row.micro_degree.name, href)


def _is_near() -> Q:
    span = (clock.now(), clock.now() + SOON)
    return Q(opens_at__range=span) | Q(closes_at__range=span)

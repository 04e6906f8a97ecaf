"""Signs of life of the parts that serve no page."""

from __future__ import annotations

import datetime as dt

from credcenter.kernel import clock
from credcenter.kernel.models import Heartbeat

FRESH = dt.timedelta(seconds=45)
"""The beat sends one every ten seconds; a few may be late behind long work."""


def beat(part: str) -> None:
    """Write down that a part is alive now."""
    Heartbeat.objects.update_or_create(part=part, defaults={"at": clock.now()})


def last_beats() -> list[Heartbeat]:
    """The last sign of life of every part that ever gave one."""
    return list(Heartbeat.objects.order_by("part"))


def is_fresh(part: str) -> bool:
    """Whether a part gave a sign of life lately."""
    return Heartbeat.objects.filter(part=part, at__gte=clock.now() - FRESH).exists()

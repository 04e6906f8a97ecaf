"""Strike after strike while two batches are issued, each when its share of the badges is done."""

from __future__ import annotations

import random
import time
from collections import Counter
from dataclasses import dataclass, field

from badges import tasks
from badges.models import Notice
from badges.services.waking import send
from tests.faults import queue
from tests.faults.journal import Journal
from tests.faults.strikes import Strikes
from tests.support.centre import Centre

STANDSTILL = 420.0
"""Seconds without any change after which rows are stuck: more than the longest pause between two tries."""


@dataclass
class Storm:
    """`counts` says how often each kind struck, and what was left to do when the last had."""

    centre: Centre
    journal: Journal
    plan: list[str]
    total: int
    hasten: bool
    struck: Counter[str] = field(default_factory=Counter)
    died_alone: int = 0
    _size: int = field(init=False)
    _swept: float = field(default=0.0, init=False)
    _quiet_until: float = field(default=0.0, init=False)

    def __post_init__(self) -> None:
        self._strikes = Strikes(self.centre, hasten=self.hasten)
        self._size = len(self.plan)

    def rage(self) -> None:
        """Return when the queue is empty. Raises TimeoutError when nothing moves any more."""
        last, moved_at, told_at = None, time.monotonic(), time.monotonic()
        while True:
            now = queue.counts()
            if not now.left:
                break
            if now != last:
                last, moved_at = now, time.monotonic()
            if time.monotonic() - moved_at > STANDSTILL:
                raise TimeoutError(f"Nothing moves any more: {now}.")
            if time.monotonic() - told_at > 10:
                told_at = time.monotonic()
                self.journal.note(f"…   {now}")
            self._strike_if_due(now)
            self.look_after()
            time.sleep(0.03)
        self.journal.note(f"The queue is empty: {now}.")

    def let_mails_go_out(self, *, seconds: float = 300) -> None:
        """Return when no notice waits any more, or after a while."""
        end = time.monotonic() + seconds
        due = Notice.objects.filter(sent_at__isnull=True, failed_at__isnull=True)
        while queue.steady(due.exists) and time.monotonic() < end:
            self.look_after()
            time.sleep(0.1)

    def look_after(self) -> None:
        """What the supervisor does: start again what ended by itself. With `hasten`, sweep every second."""
        for program in self.centre.programs.values():
            if not program.is_running:
                self.died_alone += 1
                self.journal.note(f"{program.name} ended by itself and is started again")
                program.start()
        if self.hasten and time.monotonic() - self._swept > 1:
            self._swept = time.monotonic()
            send(tasks.sweep, queue="default")

    def _strike_if_due(self, now: queue.Counts) -> None:
        done = sum(self.struck.values())
        # The last fifth is left in peace: the batches must not end before their strikes.
        is_early = time.monotonic() < self._quiet_until
        if is_early or not self.plan or now.issued < 0.8 * self.total * (done + 0.5) / self._size:
            return
        kind = self.plan.pop(0)
        said = self._strikes.kinds[kind]()
        if said is None:
            # There was nothing to hit just now: another kind's turn, and a moment for the workers.
            self.plan.append(kind)
            self._quiet_until = time.monotonic() + 0.5
            return
        self.struck[kind] += 1
        self.journal.note(f"{kind} {self.struck[kind]}: {said}  ({now})")


def plan_of(kinds: dict[str, int], *, seed: int) -> list[str]:
    """So many strikes of each kind, in an order that depends on the seed alone."""
    plan = [kind for kind, count in kinds.items() for _ in range(count)]
    random.Random(seed).shuffle(plan)
    return plan

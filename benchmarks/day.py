"""A graduation day: a whole centre on PostgreSQL, Valkey and files, whose workers issue batches of invented learners.

Everything is real and as durable as its defaults are; the mail server is a small one of ours in the measuring
process, so that mails cost what they cost. The badge is SSDO-F of `examples/ssdo`, as in the other benchmarks.
"""

from __future__ import annotations

import datetime as dt
import io
import time
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from benchmarks import processes
from tests.support.centre import Centre, wait_until
from tests.support.visitor import Visitor

CODE = "SSDO-F"
EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "ssdo"
WORKERS = 2
ROSTER = 25_000
"""Learners in one roster; a larger day has several, which are issued one beside the other."""

STANDSTILL = 120.0


@dataclass(frozen=True, slots=True)
class Sample:
    """The state of things so many seconds after the first worker was woken."""

    second: float
    issued: int
    worker_mb: float
    database_mb: float


@dataclass(frozen=True, slots=True)
class Run:
    """Credentials issued and stored: by the clock on the wall, and in CPU seconds of all parts but the measuring one."""

    count: int
    seconds: float
    cpu: Mapping[str, float]
    applying_seconds: float
    samples: tuple[Sample, ...]

    @property
    def cpu_seconds(self) -> float:
        return sum(self.cpu.values())

    @property
    def cpu_ms(self) -> dict[str, float]:
        """Milliseconds a credential, of each part and together."""
        found = {part: round(1000 * spent / self.count, 2) for part, spent in self.cpu.items()}
        return found | {"all": round(1000 * self.cpu_seconds / self.count, 2)}

    @property
    def rate(self) -> float:
        return self.count / self.seconds


class Day:
    """`with Day() as day: day.issue(10_000)`; Django is set up in this process, so it is one a process."""

    def __init__(self) -> None:
        self.centre = Centre()
        self._learners = 0
        self._batches: list[Any] = []

    def __enter__(self) -> Self:
        self.centre.__enter__()
        try:
            self._open()
        except BaseException:
            self.centre.stop()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.centre.stop()

    def issue(self, count: int, *, pause: float = 1.0) -> Run:
        """Issue a badge to so many new learners, all of it stored. Raises TimeoutError when nothing moves."""
        from badges.services.batches import start  # needs Django, as below
        from credcenter.kernel import clock
        from credcenter.kernel.audit import SYSTEM

        before, spent = self.issued(), self.cpu_seconds()
        began = time.monotonic()
        # Rosters are read by this process, on the workers' cores: nothing is issued before all of them are in.
        later = clock.now() + dt.timedelta(days=1)
        sizes = [min(ROSTER, count - start) for start in range(0, count, ROSTER)]
        batches = [self.apply(size, starts_at=later) for size in sizes]
        applied = time.monotonic()
        for batch in batches:
            start(batch.pk, actor=SYSTEM)
        samples = self._watch(until=before + count, began=applied, pause=pause)
        return Run(
            count=count,
            seconds=samples[-1].second,
            cpu={part: now - spent[part] for part, now in self.cpu_seconds().items()},
            applying_seconds=applied - began,
            samples=tuple(samples),
        )

    def apply(self, count: int, *, starts_at: dt.datetime | None = None) -> Any:
        """Check and apply a roster of new learners; the batch. Without a date its worker is woken when this returns."""
        from badges.services.rosters import apply_roster, check_roster  # needs Django, as below
        from credcenter.kernel.audit import SYSTEM
        from tests.factories.rosters import as_csv, people

        first, self._learners = self._learners, self._learners + count
        data = as_csv(list(islice(people(first + count), first, None)))
        check = check_roster(data, file_name=f"day-{first}.csv", achievement_code=CODE)
        batch = apply_roster(check, actor=SYSTEM, starts_at=starts_at)
        self._batches.append(batch.pk)
        return batch

    def open_web(self) -> Visitor:
        """Start the web; a visitor, when it answers."""
        self.centre.start_web()
        visitor = Visitor(self.centre.url)
        wait_until(lambda: visitor.page("/healthz")[0] == 200, seconds=60, what="the web answers")
        return visitor

    def issued(self) -> int:
        """How many credentials of the rosters so far are issued, and so stored."""
        from badges.enums import RequestState
        from badges.models import IssuanceRequest

        # By batch: an index holds the answer, and asking costs next to nothing.
        rows = IssuanceRequest.objects.filter(batch__in=self._batches, state=RequestState.ISSUED)
        return rows.count()

    def sample(self, *, began: float) -> Sample:
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_database_size(current_database())")
            (size,) = cursor.fetchone()
        return Sample(
            second=time.monotonic() - began,
            issued=self.issued(),
            worker_mb=processes.largest_megabytes(each.pid for each in self.centre.workers),
            database_mb=size / processes.MEGABYTE,
        )

    def cpu_seconds(self) -> dict[str, float]:
        """Of the parts that issue, since they began."""
        centre = self.centre
        if centre.postgres is None:
            raise RuntimeError("a day is measured on PostgreSQL")
        return {
            "workers": processes.cpu_seconds(each.pid for each in centre.workers),
            "database": processes.cpu_seconds([centre.postgres.pid]),
            "broker": processes.cpu_seconds([centre.valkey.pid]),
        }

    def _open(self) -> None:
        from django.core.management import call_command

        self.centre.start_workers(WORKERS)
        self.centre.start_beat()
        quiet = io.StringIO()
        call_command("load_program", EXAMPLE / "program.yaml", stdout=quiet, stderr=quiet)
        self.centre.wait_for_workers()
        # Caches of contexts, shapes and artwork fill once in a worker's life.
        self.issue(50 * WORKERS)

    def _watch(self, *, until: int, began: float, pause: float) -> list[Sample]:
        samples, moved = [self.sample(began=began)], time.monotonic()
        while (now := self.issued()) < until:
            is_due = time.monotonic() - began - samples[-1].second >= pause
            if is_due:
                samples.append(self.sample(began=began))
                if samples[-1].issued > samples[-2].issued:
                    moved = time.monotonic()
            if time.monotonic() - moved > STANDSTILL:
                raise TimeoutError(f"Nothing moves any more: {samples[-1]}")
            # The end is to be seen within a twentieth of a second, the middle need not.
            time.sleep(pause / 2 if until - now > 500 else 0.05)
        return [*samples, self.sample(began=began)]

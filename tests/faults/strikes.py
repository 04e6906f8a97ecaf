"""The kinds of fault. Each is done from outside, to real processes and files; the code under test has no part in it.

The full disk is a limit on the size of files (`RLIMIT_FSIZE`), set and lifted on the running worker: the kernel takes
the first bytes of a file and refuses the rest, as a disk does that fills up in the middle of it. It needs no rights,
binds root as well, and is there on any Linux. Elsewhere, and where the limit would bind SQLite's own file too, the
folder of artefacts gives way to a file for a moment.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import cycle
from pathlib import Path

from django.conf import settings

from badges.enums import KeyKind
from badges.selectors.issuers import the_issuer
from badges.services.rotating import rotate
from credcenter.kernel.audit import SYSTEM
from tests.faults import queue
from tests.support.centre import Centre
from tests.support.program import Program, children_of
from tests.support.worker import forget_everything, waiting_messages

SOME_BYTES = 4096
"""What a full disk still takes of a file: less than any artefact has."""

PATIENCE = 8.0
"""Seconds in which a worker that is at work notices that the disk is full or the key away."""


class Strikes:
    """By name; each does it once and says what was hit, or None when there was nothing to hit.

    With `hasten` the leases of whoever was struck end at once and not after a minute.
    """

    def __init__(self, centre: Centre, *, hasten: bool) -> None:
        self._centre = centre
        self._hasten = hasten
        self._whole = cycle((True, False))
        self._broker_signals = cycle((signal.SIGTERM, signal.SIGKILL))
        self._database_signals = cycle((signal.SIGQUIT, signal.SIGINT))
        self.kinds: dict[str, Callable[[], str | None]] = {
            "worker killed": self.kill_worker,
            "broker flushed": self.flush_broker,
            "broker restarted": self.restart_broker,
            "storage full": self.fill_storage,
            "signer away": self.take_signer_away,
            "key rotated": self.rotate_key,
        }
        if centre.postgres is not None:
            self.kinds["database restarted"] = self.restart_database

    def kill_worker(self) -> str | None:
        """-9 for a worker that holds rows: the whole of it, or one process of its pool, in turn."""
        victim = next((each for each in self._running() if queue.held_by(_host(each))), None)
        if victim is None:
            return None
        # The next one's turn.
        self._centre.programs[victim.name] = self._centre.programs.pop(victim.name)
        leases = queue.held_by(_host(victim))
        if next(self._whole):
            victim.kill()
            victim.start()
            what = f"{victim.name}, all of it"
        else:
            what = f"{victim.name}, its pool: {_kill_pool(victim)}"
        self._end(leases)
        return f"{what}; it held {len(leases)} rows"

    def flush_broker(self) -> str | None:
        messages = waiting_messages()
        if not messages:
            return None
        forget_everything()
        return f"with {messages} messages"

    def restart_broker(self) -> str:
        how, began = next(self._broker_signals), time.monotonic()
        self._centre.valkey.stop(by=how)
        self._centre.valkey.start()
        return f"by {how.name}, away for {time.monotonic() - began:.2f} s"

    def restart_database(self) -> str | None:
        """Clients are sent away, or it crashes and recovers, in turn."""
        postgres = self._centre.postgres
        leases = [lease for worker in self._running() for lease in queue.held_by(_host(worker))]
        if postgres is None or not leases:
            return None
        how, began = next(self._database_signals), time.monotonic()
        postgres.stop(by=how)
        postgres.start()
        self._end(leases)
        return f"by {how.name}, away for {time.monotonic() - began:.2f} s; workers held {len(leases)} rows"

    def fill_storage(self) -> str | None:
        with self._storage_is_full() as what:
            return self._until_noticed(what)

    def take_signer_away(self) -> str | None:
        """The key files are away while fresh processes look for them: no worker has them in memory."""
        folder = settings.KEYSTORE_ROOT
        away = folder.rename(folder.with_name("keys.away"))
        try:
            leases = [lease for each in self._running() for lease in queue.held_by(_host(each))]
            count = sum(_kill_pool(each) for each in self._running())
            self._end(leases)
            return self._until_noticed(f"{count} processes start without keys")
        finally:
            away.rename(folder)

    def rotate_key(self) -> str:
        """What workers have in hands was frozen under the key before."""
        key = rotate(the_issuer(), kind=KeyKind.ED25519, reason="storm", actor=SYSTEM)
        return f"{key.name[:12]}… signs now"

    def _until_noticed(self, what: str) -> str | None:
        """Rows were put back or aside because of it; None when nobody was at work."""
        before, began = queue.counts(), time.monotonic()
        while time.monotonic() - began < PATIENCE:
            now = queue.counts()
            hit = now.put_back - before.put_back + now.failed - before.failed
            if hit > 0:
                return f"{what}; {hit} rows put back after {time.monotonic() - began:.2f} s"
            if not now.left:
                break
            time.sleep(0.02)
        return None

    @contextmanager
    def _storage_is_full(self) -> Iterator[str]:
        if sys.platform == "linux" and self._centre.postgres is not None:
            self._limit_files(SOME_BYTES)
            try:
                yield f"after {SOME_BYTES} bytes of a file"
            finally:
                self._limit_files(resource.RLIM_INFINITY)
        else:
            with _folder_is_a_file(settings.MEDIA_ROOT / "artefacts"):
                yield "its folder is a file"

    def _limit_files(self, size: int) -> None:
        for worker in self._running():
            for pid in worker.processes():
                with suppress(ProcessLookupError):
                    _soft, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
                    resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, hard))

    def _running(self) -> list[Program]:
        return [worker for worker in self._centre.workers if worker.is_running]

    def _end(self, leases: list[str]) -> None:
        if self._hasten:
            queue.end_leases(leases)


@contextmanager
def _folder_is_a_file(folder: Path) -> Iterator[None]:
    folder.mkdir(parents=True, exist_ok=True)
    away = folder.rename(folder.with_name("away"))
    folder.write_text("a file where the folder should be")
    try:
        yield
    finally:
        folder.unlink()
        away.rename(folder)


def _host(worker: Program) -> str:
    """What the leases of a worker begin with."""
    return f"{worker.name}@"


def _kill_pool(worker: Program) -> int:
    """-9 for the processes of a worker's pool, which it replaces; how many there were."""
    pool = children_of(worker.pid)
    for pid in pool:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    return len(pool)

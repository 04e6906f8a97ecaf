"""The processes of a server: started, watched, started again, stopped."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from credcenter.supervisor.options import ROOT
from credcenter.supervisor.orphans import die_with_parent

# A part that lived this long was healthy: its next death counts as the first.
HEALTHY_SECONDS = 60.0
LONGEST_PAUSE = 30.0


@dataclass(kw_only=True)
class Part:
    """One process and what it has started, in a process group of its own."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    files: Sequence[int] = ()
    # What the kernel sends when the supervisor is killed.
    orphan_signal: signal.Signals = signal.SIGKILL
    seconds_to_stop: float = 6.0
    deaths: int = 0
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    _started: float = field(default=0.0, init=False)
    _not_before: float = field(default=0.0, init=False)

    def start(self) -> None:
        parent = os.getpid()
        self.process = subprocess.Popen(
            self.command,
            cwd=ROOT,
            env=dict(self.environment),
            stdin=subprocess.DEVNULL,
            pass_fds=self.files,
            # Ctrl-C at the terminal reaches the supervisor alone, which stops parts in order.
            start_new_session=True,
            # The supervisor has one thread, so running Python after the fork is safe.
            preexec_fn=lambda: die_with_parent(parent, by=self.orphan_signal),  # noqa: PLW1509
        )
        self._started = time.monotonic()

    def note_death(self) -> int:
        """Count a death, clear the group, set the time of the next start; give the exit code."""
        if self.process is None:
            raise RuntimeError(f"{self.name} was never started")
        code = self.process.wait()
        self.signal_group(signal.SIGKILL)
        lived = time.monotonic() - self._started
        self.deaths = 1 if lived > HEALTHY_SECONDS else self.deaths + 1
        pause = min(LONGEST_PAUSE, 2.0 ** (self.deaths - 2)) if self.deaths > 1 else 0.0
        self._not_before = time.monotonic() + pause
        self.process = None
        return code

    @property
    def is_dead(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    @property
    def is_due(self) -> bool:
        return self.process is None and time.monotonic() >= self._not_before

    def signal_group(self, number: signal.Signals) -> None:
        if self.process is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, number)


def watch(parts: Sequence[Part], *, on_start: Callable[[Part], None]) -> None:
    """One look: note what died, start what is due."""
    for part in parts:
        if part.is_dead:
            code = part.note_death()
            say(f"{part.name} ended ({describe(code)}); it is started again.")
        if part.is_due:
            part.start()
            on_start(part)


def stop_all(parts: Sequence[Part]) -> None:
    """Ask every running part to end; kill the group of one that takes too long."""
    running = [part for part in parts if part.process is not None]
    for part in running:
        if part.process is not None and part.process.poll() is None:
            part.process.terminate()
    began = time.monotonic()
    for part in running:
        _wait(part, until=began + part.seconds_to_stop)
        part.signal_group(signal.SIGKILL)
        part.process = None


def _wait(part: Part, *, until: float) -> None:
    if part.process is None:
        return
    with suppress(subprocess.TimeoutExpired):
        part.process.wait(timeout=max(0.0, until - time.monotonic()))
        return
    part.signal_group(signal.SIGKILL)
    part.process.wait()


def describe(code: int) -> str:
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"


def say(message: str) -> None:
    print(message, file=sys.stderr, flush=True)  # noqa: T201 - the program's own voice

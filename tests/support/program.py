"""A process of the centre that may be killed and started again, with one log for all its lives."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from credcenter.supervisor.options import ROOT
from credcenter.supervisor.orphans import die_with_parent


class Program:
    """Its output goes through a pipe: a limit on the size of its files must not silence it."""

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        *,
        log: Path,
        environment: Mapping[str, str],
        files: Sequence[int] = (),
    ) -> None:
        self.name = name
        self.log = log
        self._command = command
        self._environment = environment
        self._files = files
        self._process: subprocess.Popen[bytes] | None = None
        parent = os.getpid()
        with log.open("ab") as output:
            self._writer = subprocess.Popen(
                ["cat"],
                stdin=subprocess.PIPE,
                stdout=output,
                preexec_fn=lambda: die_with_parent(parent),
            )

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int:
        """Of the process that runs, or ran last."""
        if self._process is None:
            raise RuntimeError(f"{self.name} was never started")
        return self._process.pid

    @property
    def output(self) -> str:
        """Everything it wrote, in all its lives."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    def start(self) -> None:
        """Return at once, whether or not it is ready."""
        parent = os.getpid()
        self._process = subprocess.Popen(
            self._command,
            cwd=ROOT,
            env=dict(self._environment),
            stdin=subprocess.DEVNULL,
            stdout=self._writer.stdin,
            stderr=subprocess.STDOUT,
            pass_fds=self._files,
            start_new_session=True,
            preexec_fn=lambda: die_with_parent(parent),
        )

    def processes(self) -> list[int]:
        """Its own process and those that it started."""
        return [self.pid, *children_of(self.pid)] if self.is_running else []

    def kill(self) -> None:
        """End it and its children in the middle of what they do, as a power cut would."""
        if self._process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def end(self) -> None:
        """Kill it and close its log."""
        self.kill()
        if self._writer.stdin is not None:
            self._writer.stdin.close()
        self._writer.wait(timeout=10)


def children_of(pid: int) -> list[int]:
    listing = subprocess.run(
        ["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True
    )
    rows = [line.split() for line in listing.stdout.splitlines()]
    return [int(child) for child, parent in rows if int(parent) == pid]

"""The broker of the test run: a real Valkey that a test can start, stop and kill."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

from credcenter.supervisor.broker import answers, broker_command, socket_path
from credcenter.supervisor.orphans import die_with_parent


class Valkey:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.socket = socket_path(folder)
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int:
        if self._process is None:
            raise RuntimeError("Valkey does not run")
        return self._process.pid

    def start(self) -> None:
        if self.is_running:
            return
        parent = os.getpid()
        self._process = subprocess.Popen(
            broker_command(folder=self.folder, data=self.folder),
            preexec_fn=lambda: die_with_parent(parent),
        )
        deadline = time.monotonic() + 10
        while not answers(self.socket):
            if time.monotonic() > deadline or not self.is_running:
                raise RuntimeError(f"Valkey did not start; see {self.folder}/valkey/valkey.log")
            time.sleep(0.01)

    def stop(self, *, by: signal.Signals = signal.SIGTERM) -> None:
        """What waits in the queues is on disk and comes back with `start`; SIGKILL loses up to a second of it."""
        if self._process is not None:
            self._process.send_signal(by)
            self._process.wait(timeout=10)
            self._process = None

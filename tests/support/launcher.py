"""The whole server as a person starts it, on a free port and a data folder of its own."""

from __future__ import annotations

import json
import os
import re
import signal
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from credcenter.supervisor.orphans import die_with_parent

ROOT = Path(__file__).resolve().parent.parent.parent


class Launcher:
    def __init__(self, data: Path, *options: str) -> None:
        self.data = data
        self.log = data.with_name(f"{data.name}.log")
        parent = os.getpid()
        with self.log.open("wb") as output:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "credcenter.supervisor", "--port", "0"]
                + ["--data", str(data), *options],
                cwd=ROOT,
                env=clean_environment(),
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=lambda: die_with_parent(parent, by=signal.SIGTERM),
            )
        self.pid = self._process.pid

    def wait_until_ready(self, *, seconds: float = 90) -> float:
        """Seconds from now to the announcement. Raises with the output when it ends instead."""
        began = time.monotonic()
        while "Ctrl-C stops everything" not in self.output:
            if self._process.poll() is not None or time.monotonic() - began > seconds:
                raise RuntimeError(f"The server did not start:\n{self.output}")
            time.sleep(0.05)
        return time.monotonic() - began

    @property
    def output(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")

    @property
    def record(self) -> dict[str, object]:
        return dict(json.loads((self.data / "server.json").read_text()))

    @property
    def url(self) -> str:
        return str(self.record["base_url"])

    def pid_of(self, part: str) -> int:
        return int(self.record["parts"][part]["pid"])

    def processes(self) -> set[int]:
        """The launcher, its parts, and everything that they have started."""
        listing = subprocess.run(
            ["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True
        )
        rows = [tuple(map(int, line.split())) for line in listing.stdout.splitlines()]
        found = {self.pid}
        while more := {pid for pid, parent in rows if parent in found} - found:
            found |= more
        return found

    def status(self, path: str) -> int:
        certificate = self.data / "tls" / "certificate.pem"
        trust = ssl.create_default_context(cafile=certificate) if certificate.exists() else None
        try:
            with urllib.request.urlopen(self.url + path, timeout=10, context=trust) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return 0

    def send(self, number: int) -> None:
        self._process.send_signal(number)

    def wait(self, *, seconds: float = 20) -> int:
        return self._process.wait(timeout=seconds)

    def stop(self) -> None:
        if self._process.poll() is None:
            self._process.terminate()
            self._process.wait(timeout=20)


def clean_environment() -> dict[str, str]:
    """What a person's shell has: nothing of the test run's own settings."""
    ours = re.compile(r"CREDCENTER_|DATABASE_URL|REDIS_URL|SECRET_KEY|DJANGO_|PYTEST_|EMAIL_")
    return {name: value for name, value in os.environ.items() if not ours.match(name)}


def alive(pids: set[int]) -> set[int]:
    """Those of `pids` that still run; one that only waits to be reaped does not."""
    listing = subprocess.run(
        ["ps", "-eo", "pid=,stat="], capture_output=True, text=True, check=True
    )
    rows = [line.split() for line in listing.stdout.splitlines()]
    return {int(pid) for pid, state in rows if not state.startswith("Z")} & pids

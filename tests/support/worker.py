"""A real Celery worker in its own process, on the database of the running test."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote, urlencode

from django.conf import settings
from django.db import connection

from credcenter.celery import app
from credcenter.supervisor.commands import QUEUES
from credcenter.supervisor.orphans import die_with_parent

ROOT = Path(__file__).resolve().parent.parent.parent


def database_url() -> str:
    """The address of the test database, the way DATABASE_URL spells it."""
    found = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite://{quote(str(found['NAME']))}"
    server = {"host": found["HOST"]} | ({"port": found["PORT"]} if found["PORT"] else {})
    user = quote(found["USER"]) + (f":{quote(found['PASSWORD'])}" if found["PASSWORD"] else "")
    return f"postgresql://{user}@/{found['NAME']}?{urlencode(server)}"


class Worker:
    """Starts in about two seconds; `log` holds everything that it wrote."""

    def __init__(self, *, log: Path, concurrency: int = 2) -> None:
        self.log = log
        self.concurrency = concurrency
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        if self.is_running:
            return
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "credcenter.settings.test",
            "CREDCENTER_TEST_DATA": str(settings.DATA_DIR),
            "CREDCENTER_TEST_DATABASE": database_url(),
            "C_FORCE_ROOT": "1",
        }
        parent = os.getpid()
        options = ["--queues", QUEUES, "--concurrency", str(self.concurrency)]
        with self.log.open("ab") as output:
            began = output.tell()
            self._process = subprocess.Popen(
                [sys.executable, "-m", "celery", "--quiet", "--app", "credcenter", "worker"]
                + [*options, "--loglevel", "INFO", "--without-gossip", "--without-mingle"],
                cwd=ROOT,
                env=environment,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=lambda: die_with_parent(parent),
            )
        self._wait_until_ready(began)

    def stop(self) -> None:
        """Let it finish what it does."""
        if self._process is not None:
            self._process.terminate()
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(timeout=10)
            self.kill()

    def kill(self) -> None:
        """End it and its pool in the middle of what they do, as a power cut would."""
        if self._process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None

    def wait_until_idle(self, *, seconds: float = 30) -> None:
        """Return when no queue holds a message and no task runs."""
        deadline = time.monotonic() + seconds
        while waiting_messages():
            if time.monotonic() > deadline:
                raise TimeoutError(f"The worker is still busy; its log:\n{self._tail()}")
            time.sleep(0.05)

    def _wait_until_ready(self, began: int) -> None:
        deadline = time.monotonic() + 30
        while b" ready." not in self.log.read_bytes()[began:]:
            if time.monotonic() > deadline or not self.is_running:
                raise RuntimeError(f"The worker did not start:\n{self._tail()}")
            time.sleep(0.05)

    def _tail(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")[-4000:]


def waiting_messages() -> int:
    """Messages in the queues and in the hands of a worker (acknowledged late)."""
    with app.connection_for_read() as found:
        client = found.default_channel.client
        queued = sum(int(client.llen(name)) for name in QUEUES.split(","))
        return queued + int(client.hlen("unacked"))


def forget_everything() -> None:
    """Empty the queues and the cache beside them."""
    with app.connection_for_write() as found:
        found.default_channel.client.flushall()

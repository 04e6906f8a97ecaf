"""A whole centre of real parts, each of which may be killed: PostgreSQL, Valkey, workers, beat, web, a mail server.

Made for the fault test and the benchmarks, which drive it from outside. `start` sets up Django in this process on the
same database and folder, so nothing of Django may be imported before it; afterwards services are called as usual.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

import django
from django.core.management import call_command

from credcenter.supervisor import commands
from tests.support.launcher import clean_environment
from tests.support.mail_server import MailServer
from tests.support.postgres import NO_POWER_CUT, Postgres
from tests.support.program import Program
from tests.support.valkey import Valkey

SECONDS_TO_START = 60.0


class Centre:
    """`with Centre() as centre:` has a migrated database and a signing key; workers and web are started by name.

    Without `postgres` the database is SQLite in the data folder, as `./script/server` has it. `durable` is PostgreSQL
    as it is by default; otherwise it does not wait for the disk, and a power cut alone would show.
    """

    def __init__(self, *, postgres: bool = True, durable: bool = True) -> None:
        # Short: a socket lies in it. Two folders: PostgreSQL runs as somebody else under root.
        self.folder = Path(tempfile.mkdtemp(prefix="cc-"))
        self._postgres_folder = Path(tempfile.mkdtemp(prefix="ccpg-")) if postgres else None
        self._options = () if durable else NO_POWER_CUT
        self.postgres: Postgres | None = None
        self.valkey = Valkey(self.folder)
        self.mails = MailServer()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        self.programs: dict[str, Program] = {}

    def __enter__(self) -> Self:
        try:
            self._start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    @property
    def workers(self) -> list[Program]:
        return [program for name, program in self.programs.items() if name.startswith("worker")]

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def start_workers(self, count: int, *, processes: int = 1) -> None:
        """Start `count` workers of so many processes each; return at once."""
        for number in range(1, count + 1):
            name = f"worker{number}"
            options = ["--hostname", f"{name}@here", "--concurrency", str(processes)]
            self._add(name, [*commands.worker(), *options])

    def start_beat(self) -> None:
        self._add("beat", commands.beat(data=self.data))

    def start_web(self) -> None:
        number = self.listener.fileno()
        self._add("web", commands.web(listener=number), files=(number,))

    def wait_for_workers(self) -> None:
        """Return when every worker answers a ping."""
        from credcenter.celery import app  # needs Django, as all of it

        wait_until(
            lambda: len(app.control.ping(timeout=0.5)) >= len(self.workers),
            seconds=SECONDS_TO_START,
            what="the workers answer",
        )

    def stop(self) -> None:
        """End every process, and throw away everything they stored."""
        for program in self.programs.values():
            program.end()
        self.listener.close()
        self.mails.stop()
        self.valkey.stop()
        if self.postgres is not None:
            self.postgres.stop(by=signal.SIGQUIT)
        for folder in filter(None, (self.folder, self._postgres_folder)):
            shutil.rmtree(folder, ignore_errors=True)

    def _start(self) -> None:
        self.valkey.start()
        if self._postgres_folder is not None:
            self.postgres = Postgres(self._postgres_folder, options=self._options)
            self.postgres.start()
        self._set_environment()
        # This process has one connection; a pool would go on asking for a server that has stopped.
        os.environ["CREDCENTER_DATABASE_POOL"] = "0"
        django.setup()
        del os.environ["CREDCENTER_DATABASE_POOL"]
        call_command("migrate", interactive=False, verbosity=0)
        from badges.services.keys import ensure_signing_key  # needs Django
        from credcenter.kernel.audit import SYSTEM

        ensure_signing_key(actor=SYSTEM)

    def _set_environment(self) -> None:
        """The settings of a person's own server, on these parts and no others."""
        host, port = self.mails.address
        kept = clean_environment()
        os.environ.clear()
        os.environ.update(kept)
        os.environ.update(
            DJANGO_SETTINGS_MODULE="credcenter.settings.dev",
            CREDCENTER_DATA=str(self.data),
            CREDCENTER_BASE_URL=self.url,
            CREDCENTER_RATELIMIT="off",
            REDIS_URL=f"unix://{self.valkey.socket}",
            CREDCENTER_MAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend",
            EMAIL_HOST=host,
            EMAIL_PORT=str(port),
            C_FORCE_ROOT="1",
        )
        if self.postgres is not None:
            os.environ["DATABASE_URL"] = self.postgres.url

    def _add(self, name: str, command: list[str], *, files: tuple[int, ...] = ()) -> None:
        log = self.folder / f"{name}.log"
        self.programs[name] = Program(name, command, log=log, environment=os.environ, files=files)
        self.programs[name].start()


def wait_until(is_so: Callable[[], bool], *, seconds: float, what: str) -> float:
    """Seconds until a condition holds. Raises TimeoutError when it does not in time."""
    began = time.monotonic()
    while not is_so():
        if time.monotonic() - began > seconds:
            raise TimeoutError(f"Not within {seconds:.0f} s: {what}.")
        time.sleep(0.05)
    return time.monotonic() - began

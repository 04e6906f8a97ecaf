"""Make or mend the virtual environment: `python3 script/install.py runtime|dev`.

Runs on the Python that was found, so it uses the standard library alone. Two runs at
once take turns. An environment whose last run did not finish is made anew: what an
interrupted pip leaves behind cannot be told from a whole package.
"""

from __future__ import annotations

import fcntl
import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
UNFINISHED = VENV / "unfinished"
INSTALLED = VENV / "installed"
# requirements-dev.txt holds everything of requirements.txt, in the same versions.
LOCKS = {"runtime": ["requirements.txt"], "dev": ["requirements.txt", "requirements-dev.txt"]}


def main() -> int:
    kind = sys.argv[1]
    refuse_without_venv()
    with (ROOT / ".venv.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not is_installed(kind):
            make_environment()
            install(kind)
    return 0


def refuse_without_venv() -> None:
    missing = [name for name in ("venv", "ensurepip") if importlib.util.find_spec(name) is None]
    if missing:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        sys.exit(
            f"{sys.executable} (Python {version}) lacks {' and '.join(missing)}.\n"
            f"  Debian, Ubuntu:  sudo apt install python{version}-venv\n"
            f"  macOS:           brew install python@{version}"
        )


def is_installed(kind: str) -> bool:
    return is_sound() and all(is_same(ROOT / name, INSTALLED / name) for name in LOCKS[kind])


def is_sound() -> bool:
    return PYTHON.exists() and not UNFINISHED.exists()


def is_same(wanted: Path, present: Path) -> bool:
    return present.exists() and wanted.read_bytes() == present.read_bytes()


def make_environment() -> None:
    if is_sound() and INSTALLED.is_dir():
        UNFINISHED.touch()
        return
    say("Making the virtual environment in .venv ...")
    shutil.rmtree(VENV, ignore_errors=True)
    VENV.mkdir()
    UNFINISHED.touch()
    run([sys.executable, "-m", "venv", str(VENV)])
    INSTALLED.mkdir()


def install(kind: str) -> None:
    lock = LOCKS[kind][-1]
    say(f"Installing the packages of {lock} ...")
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input"]
    wheels_only = ["--only-binary", ":all:", "--require-hashes"]
    run([*pip, "install", "--quiet", *wheels_only, "--requirement", str(ROOT / lock)])
    for name in LOCKS[kind]:
        shutil.copyfile(ROOT / name, INSTALLED / name)
    UNFINISHED.unlink()


def run(command: list[str]) -> None:
    done = subprocess.run(command, cwd=ROOT, check=False)
    if done.returncode != 0:
        sys.exit(f"The set-up stopped: {' '.join(command[:4])} ... ended with {done.returncode}.")


def say(message: str) -> None:
    print(message, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())

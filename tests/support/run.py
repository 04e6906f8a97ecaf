"""The whole test run; `./script/test` calls it inside the environment.

Checks first, then pytest on SQLite and, beside it, what depends on the database on PostgreSQL:
each is one process and mostly one core. The second one's output is held back until the first is done.
Everything runs even when something before it failed; the last line is pytest's own.
Arguments go to pytest, and then the checks are left out.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import IO

from tests.support.chromium import ChromiumUnavailableError, find_chromium
from tests.support.postgres import PostgresUnavailableError, running_postgres
from tests.support.worker import ROOT

PYTHON = [sys.executable, "-m"]
# The package has no module to run, and its script keeps the path where it was installed.
LINT_IMPORTS = "from importlinter.cli import lint_imports_command as run; run(['--no-logo'])"
CHECKS = {
    "ruff check": [*PYTHON, "ruff", "check", "--quiet", "--output-format", "concise", "."],
    "ruff format": [*PYTHON, "ruff", "format", "--check", "--quiet", "."],
    "mypy": [*PYTHON, "mypy"],
    "import-linter": [sys.executable, "-c", LINT_IMPORTS],
    "migrations": [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"],
}
NO_TESTS = 5


def main(arguments: Sequence[str]) -> int:
    notes = [] if arguments else run_checks()
    prepare_browser()
    with postgres_half(arguments) as other:
        codes = [run_pytest(arguments, title="pytest on SQLite", notes=notes)]
        if codes[0] != 0:
            notes.append("FAILED: pytest on SQLite")
        if other is not None:
            codes.append(other.finish(notes=notes))
    failed = any(code not in {0, NO_TESTS} for code in codes)
    return 1 if failed or any(note.startswith("FAILED") for note in notes) else 0


def run_checks() -> list[str]:
    return [f"FAILED: {name}" for name, command in CHECKS.items() if not passes(name, command)]


def passes(name: str, command: Sequence[str]) -> bool:
    began = time.monotonic()
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "credcenter.settings.test"}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    verdict = "ok" if done.returncode == 0 else "FAILED"
    say(f"{name:<16} {verdict:<7} {time.monotonic() - began:5.1f} s")
    if done.returncode != 0:
        say((done.stdout + done.stderr).rstrip())
    return done.returncode == 0


def prepare_browser() -> None:
    """Once per environment; the tests that need it say themselves when it is missing."""
    began = time.monotonic()
    try:
        find_chromium()
    except ChromiumUnavailableError as reason:
        say(f"{'browser':<16} missing: {reason}")
    else:
        say(f"{'browser':<16} ok      {time.monotonic() - began:5.1f} s")


def run_pytest(arguments: Sequence[str], *, title: str, notes: Sequence[str]) -> int:
    say(f"\n{title}")
    environment = os.environ | {"CREDCENTER_TEST_NOTES": "\n".join(notes)}
    command = [*PYTHON, "pytest", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


class PostgresHalf:
    """The half of the run that goes on PostgreSQL, in a process of its own since it was made."""

    def __init__(self, arguments: Sequence[str], *, database: str, output: IO[str]) -> None:
        self._output = output
        self._process = subprocess.Popen(
            [*PYTHON, "pytest", "--database-only", *arguments],
            cwd=ROOT,
            env=os.environ | {"CREDCENTER_TEST_DATABASE": database},
            stdout=output,
            stderr=subprocess.STDOUT,
        )

    def finish(self, *, notes: Sequence[str]) -> int:
        """Wait for it, say what it said and, after its end, what failed before; its exit code."""
        say("\npytest on PostgreSQL")
        code = self._process.wait()
        self._output.seek(0)
        said = self._output.read().rstrip("\n").split("\n")
        say("\n".join([*said[:-1], *notes, said[-1]]))
        return code

    def end(self) -> None:
        """Stop it, if it still runs: an interrupted run leaves nothing behind."""
        if self._process.poll() is None:
            self._process.terminate()
            self._process.wait()


@contextmanager
def postgres_half(arguments: Sequence[str]) -> Iterator[PostgresHalf | None]:
    try:
        with running_postgres() as url, tempfile.TemporaryFile("w+") as output:
            half = PostgresHalf(arguments, database=url, output=output)
            try:
                yield half
            finally:
                half.end()
    except PostgresUnavailableError as reason:
        say(f"NOT RUN: pytest on PostgreSQL: {reason}")
        yield None


def say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - the program's own voice


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

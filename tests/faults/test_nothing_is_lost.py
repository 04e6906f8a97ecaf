"""Graduation day in a storm, in its short form; the long one is `python -m tests.faults.run --kills 20`."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.launcher import ROOT, clean_environment

CREDENTIALS, KILLS = 2000, 5
OTHERS = (
    "broker flushed",
    "broker restarted",
    "database restarted",
    "signer away",
    "key rotated",
    "storage full",
)


@pytest.mark.server
def test_a_storm_on_graduation_day_loses_nothing(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.run", "--short", "--logs", str(tmp_path)]
        + ["--credentials", str(CREDENTIALS), "--kills", str(KILLS), "--others", "1"],
        cwd=ROOT,
        env=clean_environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=400,
    )
    if "NOT RUN" in done.stdout:
        pytest.skip(done.stdout.strip())
    assert done.returncode == 0, done.stdout + done.stderr[-4000:]
    summary = json.loads(done.stdout[done.stdout.index("{") : done.stdout.rindex("}") + 1])
    assert summary["credentials"] == CREDENTIALS
    assert summary["strikes"] == {"worker killed": KILLS} | dict.fromkeys(OTHERS, 1)

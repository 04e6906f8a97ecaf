"""The whole server: start, second start, parts that die, and every way to stop."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.support.launcher import ROOT, Launcher, alive, clean_environment

pytestmark = pytest.mark.server
PARTS = ("broker", "worker", "web", "beat")


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A server without demo content that the tests of this module share."""
    launcher = Launcher(tmp_path_factory.mktemp("server") / "data", "--no-demo")
    launcher.wait_until_ready()
    yield launcher
    launcher.stop()


@pytest.fixture
def launch(tmp_path):
    """Start servers on this test's data folder; none outlives the test, however it ends."""
    started = []

    def start(*options):
        started.append(Launcher(tmp_path / "data", "--no-demo", *options))
        return started[-1]

    yield start
    for launcher in started:
        launcher.stop()


def until(is_true, *, seconds=15.0):
    deadline = time.monotonic() + seconds
    while not is_true():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_it_serves_pages_and_says_where(server):
    assert server.status("/readyz") == 200
    assert f"Start page      {server.url}/" in server.output
    assert "Traceback" not in server.output


def test_secrets_and_data_are_the_owners_alone(server):
    assert stat.S_IMODE(server.data.stat().st_mode) == 0o700
    files = [file for file in server.data.rglob("*") if file.is_file()]
    assert any(file.parent.name == "secrets" for file in files)
    assert [str(file) for file in files if is_open_to_others(file)] == []


def is_open_to_others(file):
    """SQLite takes its side files away at any moment; what is gone is open to nobody."""
    try:
        return bool(stat.S_IMODE(file.stat().st_mode) & 0o077)
    except FileNotFoundError:
        return False


def test_a_second_server_on_the_same_data_is_refused(server):
    done = subprocess.run(
        [sys.executable, "-m", "credcenter.supervisor", "--port", "0", "--data", str(server.data)],
        cwd=ROOT,
        env=clean_environment(),
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )
    assert done.returncode == 1
    assert f"A server already runs on the data folder {server.data}" in done.stderr
    assert "Traceback" not in done.stderr
    assert server.status("/readyz") == 200


def test_a_command_meets_the_running_server(server):
    code = "from django.conf import settings as s; print(s.CREDCENTER_BASE_URL, s.REDIS_URL)"
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "--command", code],
        cwd=ROOT,
        env=clean_environment() | {"CREDCENTER_DATA": str(server.data)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == [server.url, server.record["redis_url"]]


@pytest.mark.parametrize("part", PARTS)
def test_a_part_that_dies_is_started_again(server, part):
    before = server.pid_of(part)
    os.kill(before, signal.SIGKILL)
    until(lambda: server.pid_of(part) != before)
    until(lambda: server.status("/readyz") == 200)
    assert f"{part} ended (signal SIGKILL); it is started again." in server.output


def test_ctrl_c_ends_every_process_quickly_and_the_next_start_is_fast(launch):
    first = launch()
    first.wait_until_ready()
    processes = first.processes()
    assert len(processes) >= 9
    sockets = first.record["socket_folder"]
    began = time.monotonic()
    first.send(signal.SIGINT)
    assert first.wait() == 0
    assert time.monotonic() - began < 8
    assert alive(processes) == set()
    assert not Path(str(sockets)).exists()
    # Four seconds on two free cores; the promise is ten, and other work may share the machine.
    assert launch().wait_until_ready() < 20


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the next start ends what is left")
def test_killing_the_launcher_leaves_no_process(launch):
    launcher = launch()
    launcher.wait_until_ready()
    processes = launcher.processes()
    launcher.send(signal.SIGKILL)
    launcher.wait()
    until(lambda: alive(processes) == set(), seconds=5)
    # The next start is by https, with another address and another DID for the same data.
    again = launch("--https")
    again.wait_until_ready()
    assert again.url.startswith("https://localhost:")
    assert again.status("/readyz") == again.status("/.well-known/did.json") == 200


def test_stopping_in_the_middle_of_the_start_ends_everything(launch):
    launcher = launch()
    until((launcher.data / "valkey").exists)
    processes = launcher.processes()
    launcher.send(signal.SIGTERM)
    assert launcher.wait() == 0
    assert alive(processes) == set()
    assert "Traceback" not in launcher.output

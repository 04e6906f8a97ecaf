from __future__ import annotations

import json
import stat
import subprocess
import sys

import pytest

from credcenter.supervisor.errors import StartError
from credcenter.supervisor.folder import DataFolder, process_start


@pytest.fixture
def folder(tmp_path):
    """A data folder that this test's server has."""
    taken = DataFolder(tmp_path / "data")
    taken.take()
    yield taken
    taken.release()


def record_of(path):
    return json.loads((path / "server.json").read_text())


def test_the_folder_and_its_record_are_private(folder):
    folder.record(pid=1, redis_url="unix:///somewhere")
    assert stat.S_IMODE(folder.path.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder.path / "server.json").stat().st_mode) == 0o600


def test_a_second_server_is_refused_and_the_first_named(folder):
    folder.record(pid=4711)
    second = DataFolder(folder.path)
    with pytest.raises(StartError, match="process 4711"):
        second.take()
    folder.release()
    second.take()
    second.release()


def test_a_folder_that_cannot_be_made_is_a_clear_refusal(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StartError, match="cannot be used"):
        DataFolder(tmp_path / "file").take()


def test_the_address_outlives_the_server_and_the_broker_does_not(folder):
    folder.record(pid=1, base_url="http://127.0.0.1:8000", redis_url="unix:///gone")
    folder.release()
    assert record_of(folder.path) == {"base_url": "http://127.0.0.1:8000"}


def test_a_start_that_fails_early_keeps_the_address(tmp_path):
    (tmp_path / "server.json").write_text('{"base_url": "http://10.0.0.1", "redis_url": "x"}')
    folder = DataFolder(tmp_path)
    folder.take()
    folder.release()
    assert record_of(tmp_path) == {"base_url": "http://10.0.0.1"}


def test_the_first_start_decides_about_the_demo(tmp_path):
    assert DataFolder(tmp_path).wants_demo(asked=True)
    assert not DataFolder(tmp_path).wants_demo(asked=False)
    assert not DataFolder(tmp_path).wants_demo(asked=True)


def test_what_a_killed_server_left_is_ended(folder, tmp_path):
    left = subprocess.Popen(
        [sys.executable, "-c", "import time; time.sleep(60)"], start_new_session=True
    )
    sockets = tmp_path / "sockets"
    sockets.mkdir()
    folder.record(socket_folder=str(sockets))
    folder.record_part("worker", left.pid)
    DataFolder(folder.path).clear_leftovers()
    assert left.wait(timeout=5) == -9
    assert not sockets.exists()


def test_a_stranger_with_the_same_number_is_left_alone(tmp_path):
    stranger = subprocess.Popen(
        [sys.executable, "-c", "import time; time.sleep(60)"], start_new_session=True
    )
    record = {"parts": {"worker": {"pid": stranger.pid, "started": "long ago"}}}
    (tmp_path / "server.json").write_text(json.dumps(record))
    DataFolder(tmp_path).clear_leftovers()
    assert stranger.poll() is None
    assert process_start(stranger.pid) != ""
    stranger.kill()
    stranger.wait()

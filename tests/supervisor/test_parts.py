from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest

from credcenter.supervisor.parts import Part, stop_all, watch
from tests.support.launcher import alive

# Says that it runs, starts a child of its own, then waits.
FAMILY = (
    "import subprocess, sys, time;"
    "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']);"
    "open(sys.argv[1], 'w').write(str(child.pid));"
    "time.sleep(60)"
)


def part(code, *arguments, **options):
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return Part(name="sample", command=command, environment=os.environ, **options)


def until(is_true, *, seconds=10):
    deadline = time.monotonic() + seconds
    while not is_true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def is_alive(pid):
    return bool(alive({pid}))


@pytest.fixture
def family(tmp_path):
    """A running part and the process number of its child."""
    note = tmp_path / "child"
    parent = part(FAMILY, note)
    parent.start()
    until(lambda: note.exists() and note.read_text())
    yield parent, int(note.read_text())
    stop_all([parent])


def test_stopping_ends_the_part_and_what_it_started(family):
    parent, child = family
    stop_all([parent])
    until(lambda: not is_alive(child))
    assert parent.process is None


def test_a_part_that_ignores_the_request_is_killed(tmp_path):
    note = tmp_path / "ready"
    stubborn = part(
        "import signal, sys, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
        "open(sys.argv[1], 'w').write('x'); time.sleep(60)",
        note,
        seconds_to_stop=0.3,
    )
    stubborn.start()
    until(note.exists)
    began = time.monotonic()
    stop_all([stubborn])
    assert 0.3 <= time.monotonic() - began < 3


def test_a_dead_part_is_started_again_at_once_and_its_group_cleared(family, capsys):
    parent, child = family
    first = parent.process.pid
    parent.process.kill()
    until(lambda: parent.is_dead)
    started = []
    watch([parent], on_start=started.append)
    assert started == [parent]
    assert parent.process.pid != first
    until(lambda: not is_alive(child))
    assert "sample ended (signal SIGKILL)" in capsys.readouterr().err


def test_a_part_that_keeps_dying_is_started_less_and_less_often():
    broken = part("raise SystemExit(3)")
    pauses = []
    for _ in range(4):
        broken.start()
        until(lambda: broken.is_dead)
        assert broken.note_death() == 3
        pauses.append(round(broken._not_before - time.monotonic()))
    assert pauses == [0, 1, 2, 4]
    assert not broken.is_due


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a child with its parent")
def test_killing_the_parent_ends_the_child(tmp_path):
    note = tmp_path / "child"
    code = (
        "import sys, os; from credcenter.supervisor.parts import Part; import time;"
        "p = Part(name='x', command=['sleep', '60'], environment=os.environ); p.start();"
        "open(sys.argv[1], 'w').write(str(p.process.pid)); time.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", code, str(note)])
    until(lambda: note.exists() and note.read_text())
    child = int(note.read_text())
    assert is_alive(child)
    parent.kill()
    parent.wait()
    until(lambda: not is_alive(child))

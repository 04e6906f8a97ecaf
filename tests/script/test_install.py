"""The set-up script, with an empty list of packages: no download, the same steps."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


def make_clone(folder):
    shutil.copytree(ROOT / "script", folder / "script")
    for lock in ("requirements.txt", "requirements-dev.txt"):
        (folder / lock).write_text("# nothing\n")
    (folder / "manage.py").write_text(
        "import os, sys; print(sys.prefix, os.environ.get('EMAIL_HOST'), *sys.argv[1:])"
    )
    return folder


@pytest.fixture
def clone(tmp_path):
    """A folder as after a clone, whose manage.py only says which Python runs it."""
    return make_clone(tmp_path)


@pytest.fixture(scope="module")
def environment(tmp_path_factory):
    """An environment that the script has made; copied, since making it takes seconds."""
    folder = make_clone(tmp_path_factory.mktemp("made"))
    assert manage(folder).returncode == 0
    return folder / ".venv"


@pytest.fixture
def made(clone, environment):
    """A clone whose first run is over."""
    shutil.copytree(environment, clone / ".venv", symlinks=True)
    return clone


def manage(clone, *arguments, cwd="/", **environment):
    return subprocess.run(
        [str(clone / "script" / "manage"), *arguments],
        cwd=cwd,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_the_first_run_makes_the_environment_and_the_second_is_fast(clone):
    first = manage(clone, "hello")
    assert first.stdout.split() == [str(clone / ".venv"), "None", "hello"]
    assert "Installing the packages" in first.stderr
    began = time.monotonic()
    second = manage(clone)
    assert time.monotonic() - began < 1
    assert second.stderr == ""


def test_a_half_made_environment_is_made_anew(made):
    (made / ".venv" / "unfinished").touch()
    (made / ".venv" / "bin" / "pip").unlink()
    done = manage(made)
    assert "Making the virtual environment" in done.stderr
    assert (made / ".venv" / "bin" / "pip").exists()
    assert done.returncode == 0


def test_changed_requirements_are_installed_into_what_is_there(made):
    (made / "requirements.txt").write_text("# still nothing\n")
    done = manage(made)
    assert "Installing the packages" in done.stderr
    assert "Making" not in done.stderr


def test_a_package_that_cannot_be_had_stops_and_the_next_run_mends_it(clone):
    (clone / "requirements.txt").write_text("./no-such-package\n")
    done = manage(clone)
    assert done.returncode == 1
    assert "The set-up stopped" in done.stderr
    assert "Traceback" not in done.stderr
    (clone / "requirements.txt").write_text("# nothing\n")
    assert manage(clone).returncode == 0


def test_two_runs_at_once_take_turns(clone):
    command = [str(clone / "script" / "manage")]
    both = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    answers = [process.communicate(timeout=120) for process in both]
    assert [process.returncode for process in both] == [0, 0], answers
    assert sum("Making the virtual environment" in error for _, error in answers) == 1


def test_a_missing_ensurepip_is_named_with_its_package(clone, tmp_path):
    # Debian without python3-venv has the module venv but not ensurepip.
    fake = tmp_path / "python-without-ensurepip"
    fake.write_text(
        "#!/bin/sh\n"
        f'if [ "$1" = script/install.py ]; then exec "{shutil.which("python3")}" -c '
        "'import importlib.util as u, runpy, sys; f = u.find_spec;"
        'u.find_spec = lambda n, *a: None if n == "ensurepip" else f(n, *a);'
        'sys.argv = ["script/install.py", "runtime"];'
        'runpy.run_path("script/install.py", run_name="__main__")\'\n'
        f'fi\nexec "{shutil.which("python3")}" "$@"\n'
    )
    fake.chmod(0o755)
    done = manage(clone, CREDCENTER_PYTHON=str(fake))
    assert done.returncode == 1
    assert "sudo apt install python3" in done.stderr
    assert "-venv" in done.stderr


def test_a_python_that_is_too_old_is_named(clone, tmp_path):
    old = tmp_path / "python-old"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    done = manage(clone, CREDCENTER_PYTHON=str(old))
    assert done.returncode == 1
    assert "needs Python 3.11 or newer" in done.stderr


def test_a_file_of_variables_is_read_and_the_environment_wins(made):
    (made / ".env").write_text("# mail\n\nEMAIL_HOST=mail.hanbit.ac.kr")
    assert manage(made).stdout.split()[1] == "mail.hanbit.ac.kr"
    assert manage(made, EMAIL_HOST="other").stdout.split()[1] == "other"


def test_a_line_that_is_no_variable_is_refused(made):
    (made / ".env").write_text("rm -rf /\n")
    done = manage(made)
    assert done.returncode == 1
    assert "not NAME=value" in done.stderr


def test_a_clone_without_a_compiled_catalogue_compiles_it(made):
    messages = made / "locale" / "ko" / "LC_MESSAGES"
    messages.mkdir(parents=True)
    (messages / "django.po").write_text("")
    (made / "script" / "messages.py").write_text(
        "import pathlib, sys; pathlib.Path('locale/ko/LC_MESSAGES/django.mo').write_text(sys.argv[1])"
    )
    assert manage(made).returncode == 0
    assert (messages / "django.mo").read_text() == "compile"


def test_a_relative_path_is_meant_from_where_its_user_stands(made, tmp_path):
    (made / "manage.py").write_text(
        "import os; print(os.getcwd()); print(os.environ['CREDCENTER_DATA'])"
    )
    place = tmp_path / "elsewhere"
    place.mkdir()
    done = manage(made, cwd=place, CREDCENTER_DATA="data")
    assert done.stdout.splitlines() == [str(place), str(place / "data")]

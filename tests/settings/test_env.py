from __future__ import annotations

import stat
import threading

import pytest
from django.core.exceptions import ImproperlyConfigured

from credcenter.settings import env


@pytest.mark.parametrize(("value", "expected"), [("on", True), ("OFF", False), ("1", True)])
def test_flag_reads_on_and_off(monkeypatch, value, expected):
    monkeypatch.setenv("CC_FLAG", value)
    assert env.flag("CC_FLAG", default=not expected) is expected


def test_flag_names_the_variable_that_is_neither(monkeypatch):
    monkeypatch.setenv("CC_FLAG", "maybe")
    with pytest.raises(ImproperlyConfigured, match="CC_FLAG is 'maybe'"):
        env.flag("CC_FLAG", default=True)


@pytest.mark.parametrize("value", ["ten", "1.5", "-1"])
def test_integer_refuses_what_is_no_count(monkeypatch, value):
    monkeypatch.setenv("CC_NUMBER", value)
    with pytest.raises(ImproperlyConfigured, match="CC_NUMBER"):
        env.integer("CC_NUMBER", default=1)


def test_choice_takes_one_of_its_words(monkeypatch):
    monkeypatch.setenv("X", "Key")
    assert env.choice("X", default="web", among=("web", "key")) == "key"
    monkeypatch.setenv("X", "ion")
    with pytest.raises(ImproperlyConfigured, match="X is 'ion'; it can be web or key"):
        env.choice("X", default="web", among=("web", "key"))


def test_words_ignore_spaces_and_empty_places(monkeypatch):
    monkeypatch.setenv("CC_WORDS", " a.example , ,b.example:80 ")
    assert env.words("CC_WORDS") == ["a.example", "b.example:80"]


def test_text_without_default_is_required(monkeypatch):
    monkeypatch.setenv("CC_TEXT", "  ")
    with pytest.raises(ImproperlyConfigured, match="CC_TEXT is not set"):
        env.text("CC_TEXT")


def test_url_refuses_another_scheme(monkeypatch):
    monkeypatch.setenv("CC_URL", "ftp://badges.example")
    with pytest.raises(ImproperlyConfigured, match="CC_URL must begin with one of: https"):
        env.url("CC_URL", schemes=("https",))


def test_existing_file_must_exist(monkeypatch, tmp_path):
    monkeypatch.setenv("CC_FILE", str(tmp_path / "missing.json"))
    with pytest.raises(ImproperlyConfigured, match="no such file"):
        env.existing_file("CC_FILE")


def test_secret_comes_from_a_file(monkeypatch, tmp_path):
    (tmp_path / "key").write_text("from a file\n")
    monkeypatch.setenv("CC_SECRET_FILE", str(tmp_path / "key"))
    assert env.secret("CC_SECRET") == "from a file"


def test_secret_given_twice_is_refused(monkeypatch, tmp_path):
    (tmp_path / "key").write_text("from a file")
    monkeypatch.setenv("CC_SECRET_FILE", str(tmp_path / "key"))
    monkeypatch.setenv("CC_SECRET", "from a variable")
    with pytest.raises(ImproperlyConfigured, match="not both"):
        env.secret("CC_SECRET")


def test_secret_without_value_or_place_is_refused(monkeypatch):
    monkeypatch.delenv("CC_SECRET", raising=False)
    with pytest.raises(ImproperlyConfigured, match="CC_SECRET is not set"):
        env.secret("CC_SECRET")


def test_kept_secret_is_private_and_stays(tmp_path):
    folder = tmp_path / "secrets"
    first = env.secret("CC_SECRET", kept_in=folder)
    assert len(first) >= 50
    assert env.secret("CC_SECRET", kept_in=folder) == first
    assert stat.S_IMODE((folder / "cc_secret").stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert [file.name for file in folder.iterdir()] == ["cc_secret"]


def test_starting_at_once_gives_one_secret(tmp_path):
    found = []
    barrier = threading.Barrier(8)

    def read():
        barrier.wait()
        found.append(env.secret("CC_SECRET", kept_in=tmp_path))

    threads = [threading.Thread(target=read) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len(set(found)) == 1

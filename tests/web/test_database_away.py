"""A database that does not answer is said so, at once and on every page; it is no fault of ours and none of the visitor's."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import ConnectionHandler, Error, connections
from django.test import Client

from credcenter.kernel.contention import as_transient
from credcenter.kernel.errors import DatabaseAway
from credcenter.settings.database import SQLITE_OPTIONS, parse_database_url

pytestmark = pytest.mark.django_db


@pytest.fixture
def no_database(tmp_path: Path) -> Iterator[None]:
    """This thread's connection leads to a server that is not there."""
    elsewhere = parse_database_url(f"postgresql://me@/cred?host={tmp_path}", pool_size=0)
    ours = connections["default"]
    connections["default"] = ConnectionHandler({"default": elsewhere})["default"]
    yield
    connections["default"] = ours


@pytest.mark.parametrize("path", ["/", "/verify", "/accounts/login/", "/issuers/centre", "/s/none"])
def test_every_page_answers_that_it_comes_back(no_database: None, path: str) -> None:
    # With a session to read, and menus that depend on who is signed in.
    client = Client(HTTP_ACCEPT="text/html", HTTP_COOKIE="sessionid=" + 32 * "a")
    client.raise_request_exception = False
    answer = client.get(f"{path}?lang=en")
    assert answer.status_code == 503
    assert "Nothing is lost. Please try again in a minute." in answer.content.decode()


def test_software_gets_a_problem_it_can_tell(no_database: None) -> None:
    answer = Client().get("/status/0190a4f0-0000-7000-8000-000000000000")
    assert (answer.status_code, answer.json()["code"]) == (503, "database_away")


def test_readiness_says_which_part_it_is_and_waits_for_it_once(no_database: None) -> None:
    answer = Client().get("/readyz")
    assert answer.status_code == 503
    parts = answer.json()["parts"]
    assert parts["database"] == "failed: OperationalError"
    assert {parts[name] for name in ("worker", "signing_key", "queue")} == {"not asked"}


def test_a_database_file_that_cannot_be_opened_is_away_too(tmp_path: Path) -> None:
    settings = {"ENGINE": "django.db.backends.sqlite3", "NAME": tmp_path, "OPTIONS": SQLITE_OPTIONS}
    with pytest.raises(Error) as caught:
        ConnectionHandler({"default": settings})["default"].ensure_connection()
    assert isinstance(caught.value.__cause__, sqlite3.OperationalError)
    assert isinstance(as_transient(caught.value), DatabaseAway)

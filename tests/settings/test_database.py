from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured

from credcenter.settings.database import parse_database_url


def test_postgres_address_with_every_part():
    found = parse_database_url(
        "postgres://us%40er:p%2Fw@db.example:5433/cred?sslmode=verify-full", pool_size=4
    )
    assert found == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "cred",
        "USER": "us@er",
        "PASSWORD": "p/w",
        "HOST": "db.example",
        "PORT": "5433",
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "sslmode": "verify-full",
            "pool": {"min_size": 1, "max_size": 4, "timeout": 5, "reconnect_timeout": 2},
        },
    }


def test_postgres_by_a_socket_folder_without_pool():
    found = parse_database_url("postgresql://me@/cred?host=/run/Postgres", pool_size=0)
    assert (found["HOST"], found["NAME"], found["OPTIONS"]) == ("/run/Postgres", "cred", {})


def test_sqlite_waits_for_its_turn():
    found = parse_database_url("sqlite:///tmp/a%20b.sqlite3", pool_size=4)
    assert found["NAME"] == "/tmp/a b.sqlite3"
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_another_scheme_is_refused():
    with pytest.raises(ImproperlyConfigured, match="postgres:// or sqlite://"):
        parse_database_url("mysql://localhost/cred", pool_size=0)

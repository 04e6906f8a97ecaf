"""SQLite in the data folder, or the server of `DATABASE_URL`."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from credcenter.settings import env
from credcenter.settings.paths import DATA_DIR

# Plain SQLite settings lost writes under four writers: a deferred transaction cannot wait
# for the lock once it has read, an immediate one takes its turn.
SQLITE_OPTIONS = {
    "timeout": 20,
    "transaction_mode": "IMMEDIATE",
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA foreign_keys=ON;",
}


def parse_database_url(url: str, *, pool_size: int) -> dict[str, Any]:
    """Django's settings for a database address.

    `sqlite:///path`, or `postgres://user:password@host:port/name?sslmode=verify-full`;
    `?host=/folder` names a unix socket's folder, other parameters go to libpq as they are.
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(parts.path),
            "OPTIONS": dict(SQLITE_OPTIONS),
        }
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured("DATABASE_URL must begin with postgres:// or sqlite://")
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    if pool_size:
        options["pool"] = {
            "min_size": 1,
            "max_size": pool_size,
            "timeout": 5,
            # By default a pool waits as long again as the server was away, before it looks again.
            "reconnect_timeout": 2,
        }
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", unquote(parts.hostname or "")),
        "PORT": str(parts.port or ""),
        # A connection from before a restart of the server is found out before it is used.
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


DATABASES = {
    "default": parse_database_url(
        env.secret("DATABASE_URL", default=f"sqlite://{DATA_DIR / 'credcenter.sqlite3'}"),
        pool_size=env.integer("CREDCENTER_DATABASE_POOL", default=8),
    )
}

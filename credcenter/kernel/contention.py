"""When the database gives up for a reason that will pass: a lock that was not had in time, or itself restarting.

Nothing is wrong with what was asked, and a second try goes through.
"""

from __future__ import annotations

import sqlite3

import psycopg
from django.db import Error
from django.utils.translation import gettext_lazy as _

from credcenter.kernel.errors import DatabaseAway, TransientError

# PostgreSQL: serialization failure, deadlock, lock not available (Appendix A of its manual).
_BUSY_STATES = frozenset({"40001", "40P01", "55P03"})
_BUSY_CODES = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
# The same: connection exceptions, too many connections, a full disk, shut down or starting.
_AWAY_STATES = ("08", "53100", "53300", "57P01", "57P02", "57P03")
_AWAY_CODES = frozenset({sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN})


def as_transient(error: Error) -> TransientError | None:
    """The typed error for a deadlock, a lock not had in time or a database that is away; None for any other fault."""
    cause = error.__cause__
    # The low byte is the primary code; the rest says which kind of it.
    code = getattr(cause, "sqlite_errorcode", 0) & 0xFF
    state = getattr(cause, "sqlstate", None) or ""
    if code in _BUSY_CODES or state in _BUSY_STATES:
        message = _("Somebody else is changing the same records. Try again in a moment.")
        return TransientError(message, code="busy")
    if code in _AWAY_CODES or state.startswith(_AWAY_STATES) or _is_cut_off(cause):
        return DatabaseAway(_("Nothing is lost. Please try again in a minute."))
    return None


def _is_cut_off(cause: BaseException | None) -> bool:
    """Whether there was no server to say anything: no connection, none free in the pool, or one that broke."""
    kinds = (psycopg.OperationalError, psycopg.InterfaceError)
    return isinstance(cause, kinds) and cause.sqlstate is None

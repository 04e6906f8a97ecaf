"""When the database gave one transaction up for another's sake: nothing is wrong, and a second try goes through."""

from __future__ import annotations

import sqlite3

from django.db import OperationalError
from django.utils.translation import gettext_lazy as _

from credcenter.kernel.errors import TransientError

# PostgreSQL: serialization failure, deadlock, lock not available (Appendix A of its manual).
_SQLSTATES = frozenset({"40001", "40P01", "55P03"})
_SQLITE = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})


def as_transient(error: OperationalError) -> TransientError | None:
    """The typed error for a deadlock or a lock that was not had in time; None for any other fault."""
    cause = error.__cause__
    # The low byte is the primary code; the rest says which kind of busy.
    is_busy = getattr(cause, "sqlite_errorcode", 0) & 0xFF in _SQLITE
    if not is_busy and getattr(cause, "sqlstate", None) not in _SQLSTATES:
        return None
    message = _("Somebody else is changing the same records. Try again in a moment.")
    return TransientError(message, code="busy")

"""The errors that services raise: one shallow tree, each with a stable code.

Edges turn them into pages, problem details (RFC 9457) or exit codes. A message says what is wrong and what to do,
and may be a lazy translation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class CredcenterError(Exception):
    """The root. `code` is stable and for software, `message` is for people, `details` for both."""

    code = "error"

    def __init__(
        self, message: str | _StrPromise, *, code: str | None = None, **details: Any
    ) -> None:
        super().__init__(message)
        self.message = message
        self.code = code or type(self).code
        self.details = details

    def __str__(self) -> str:
        return str(self.message)


class InvalidInput(CredcenterError):
    """What was handed in cannot be used; `details` may name file, row and column."""

    code = "invalid_input"


class InputTooLarge(InvalidInput):
    """What was handed in is larger than its named limit."""

    code = "input_too_large"


class RuleRefused(CredcenterError):
    """The input is sound, but a rule of the centre forbids the change."""

    code = "rule_refused"


class PermissionRefused(CredcenterError):
    """Not allowed to this person."""

    code = "permission_refused"


class NotFound(CredcenterError):
    """There is no such thing, or not for this person."""

    code = "not_found"


class Conflict(CredcenterError):
    """Somebody else changed it first, or it is in a state that does not allow the change."""

    code = "conflict"


class TransientError(CredcenterError):
    """It may go through later: a network, a lock, a disk. The only kind that tasks try again."""

    code = "transient"


class DatabaseAway(TransientError):
    """The database does not answer: it restarts, its disk is full, or the way to it is broken."""

    code = "database_away"

"""Small decisions about awards and credentials, without a database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Protocol, TypeVar

from badges.enums import RevocationReason
from credcenter.kernel import clock

MAX_ATTEMPTS = 5
"""Tries before a request is put aside for a person to look at."""

ALONE_AFTER = 2
"""Tries in company that a request has; after them it is claimed alone, so that it takes no neighbour down with it."""

LEASE = dt.timedelta(seconds=60)
"""How long a worker may hold what it claimed: far more than a claim takes, short for who waits."""

MOST_AT_A_SCREEN = 25
"""Requests of people who wait that are claimed together: the first is not kept until the last is done."""

CLAIM_SECONDS = 0.7
"""How long a claim should take. Nobody who comes in between waits longer, and what it costs itself is small then."""

LONGEST_CLAIM_SECONDS = 2.0
"""When a claim takes this long all the same, its worker gives back what it has not begun."""

LEAST_AT_ONCE, MOST_AT_ONCE = 50, 400
"""Requests in a claim. Fewer would cost more for the claim than for themselves, also on a machine that is busy; more
would hold the locks of the store for longer than it saves."""

MAX_MAILS = 12
"""Tries before a mail is given up: with their pauses, about a day."""


_REASONS_FOR_ALL = frozenset(
    {
        RevocationReason.ISSUED_IN_ERROR,
        RevocationReason.SUPERSEDED,
        RevocationReason.KEY_COMPROMISED,
    }
)


def public_reason(reason: str) -> str:
    """The code of a revocation's reason where it tells about the issuing alone; else nothing.

    Why a person lost a badge (misconduct, a corrected result, their own wish) is nobody else's business.
    """
    return reason if reason in _REASONS_FOR_ALL else ""


class Level(Protocol):
    """A level reached from a threshold on."""

    threshold: Decimal


L = TypeVar("L", bound=Level)


def level_of(score: Decimal, levels: Sequence[L]) -> L | None:
    """The highest level whose threshold the score reaches; None below the lowest."""
    reached = [level for level in levels if score >= level.threshold]
    return max(reached, key=lambda level: level.threshold, default=None)


def pause_after(attempts: int) -> dt.timedelta:
    """How long to wait before the next try: 2, 4, 8 … seconds, at most five minutes."""
    # Tries without end are counted without end, and 2**50 seconds are more than a timedelta holds.
    return dt.timedelta(seconds=min(2 ** min(attempts, 9), 300))


def claim_size(*, claimed: int, done: int, seconds: float, before: int) -> int:
    """How many requests to claim next, after `claimed` of `before`, when `done` of them took so many seconds.

    A claim that was not full says little: what every claim costs weighs too much in it. It grows twofold at most, so
    that a lucky one does not make the next one long.
    """
    if claimed < before:
        return before
    wanted = int(done * CLAIM_SECONDS / max(seconds, 0.001))
    return max(LEAST_AT_ONCE, min(wanted, 2 * before, MOST_AT_ONCE))


def mail_pause_after(attempts: int) -> dt.timedelta:
    """How long a mail waits before its next try: 2, 4, 8 … minutes, at most six hours."""
    return dt.timedelta(minutes=min(2 ** min(attempts, 9), 360))


def moment_of_award(awarded_on: dt.date, *, minted_at: dt.datetime) -> dt.datetime:
    """The `awardedDate` of a credential: on the day of the award, and not after its `validFrom`.

    Noon is that day for readers nearly everywhere. What is minted before it, on the day itself, says the day's start;
    between midnight and nine in Korea not even that has come in UTC, and the moment of minting is all there is.
    """
    noon = clock.noon_of(awarded_on)
    start = noon - dt.timedelta(hours=12)
    return next((moment for moment in (noon, start) if moment <= minted_at), minted_at)

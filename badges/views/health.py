"""Whether the system is alive, and whether it is ready to do its work."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.db import Error as DatabaseFault
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis.exceptions import RedisError

from badges.adapters import keystore
from badges.selectors import issuers, requests
from badges.services.waking import reach_broker
from credcenter.kernel import pulse
from credcenter.kernel.errors import NotFound

LONGEST_WAIT = dt.timedelta(minutes=10)
"""A request that waits longer while nobody is at work tells of workers that do not get on; a large batch just waits."""


@require_safe
@never_cache
def healthz(_request: HttpRequest) -> JsonResponse:
    """The process answers; nothing else is asked."""
    return JsonResponse({"status": "alive"})


@require_safe
@never_cache
def readyz(_request: HttpRequest) -> JsonResponse:
    """200 when every part works, 503 with the names of those that do not."""
    parts = ask()
    is_ready = all(outcome == "ok" for outcome in parts.values())
    body = {"status": "ready" if is_ready else "not ready", "parts": parts}
    return JsonResponse(body, status=200 if is_ready else 503)


def ask() -> dict[str, str]:
    """What each part says; those that stand in a database that is away are not asked, since each would wait for it."""
    parts: dict[str, str] = {}
    for name, check in CHECKS.items():
        is_asked = name not in IN_DATABASE or parts["database"] == "ok"
        parts[name] = _outcome(check) if is_asked else "not asked"
    return parts


def _outcome(check: Callable[[], str]) -> str:
    try:
        return check()
    except (DatabaseFault, RedisError, NotFound, OSError) as exc:
        # The kind of fault, not its text: that may name hosts or users.
        return f"failed: {type(exc).__name__}"


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return "ok"


def _broker() -> str:
    reach_broker()
    return "ok"


def _worker() -> str:
    return "ok" if pulse.is_fresh("worker") else "no sign of life"


def _signing_key() -> str:
    key = issuers.active_key(issuers.the_issuer())
    return "ok" if keystore.holds(key.name) else "private key missing"


def _queue() -> str:
    wait = requests.oldest_wait()
    if wait is None or wait < LONGEST_WAIT or requests.is_anybody_at_work():
        return "ok"
    return f"waiting for {int(wait.total_seconds())} s"


IN_DATABASE = frozenset({"worker", "signing_key", "queue"})
CHECKS: dict[str, Callable[[], str]] = {
    "database": _database,
    "broker": _broker,
    "worker": _worker,
    "signing_key": _signing_key,
    "queue": _queue,
}

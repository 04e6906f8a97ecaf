"""A Redis cache whose loss costs accuracy, never a page.

The cache counts attempts (sign-in, verification). While the server is away the counts go
on in the process itself: each of the few web processes then counts alone.
"""

from __future__ import annotations

import logging
import time
from typing import Any

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

# A page asks the cache several times; one slow refusal in this many seconds is enough.
RETRY_AFTER_SECONDS = 5.0
_READS_AND_WRITES = (
    "add",
    "get",
    "set",
    "touch",
    "delete",
    "get_many",
    "has_key",
    "incr",
    "set_many",
    "delete_many",
    "clear",
)


class SteadyRedisCache(RedisCache):
    """Redis while it answers, the memory of this process while it does not."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, dict(params))
        self._second = LocMemCache("credcenter-second", dict(params, OPTIONS={}))
        self._away_until = 0.0

    def _ask(self, operation: str, *args: Any, **kwargs: Any) -> Any:
        if time.monotonic() >= self._away_until:
            try:
                return getattr(RedisCache, operation)(self, *args, **kwargs)
            except RedisError as error:
                self._away_until = time.monotonic() + RETRY_AFTER_SECONDS
                logger.warning("The cache is away: %s", type(error).__name__)
        return getattr(self._second, operation)(*args, **kwargs)


def _steady(operation: str) -> Any:
    def ask(self: SteadyRedisCache, *args: Any, **kwargs: Any) -> Any:
        return self._ask(operation, *args, **kwargs)

    ask.__name__ = operation
    return ask


for _operation in _READS_AND_WRITES:
    setattr(SteadyRedisCache, _operation, _steady(_operation))

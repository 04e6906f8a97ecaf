"""Messages to the worker. A message only wakes: a lost one costs time, the sweep finds the work."""

from __future__ import annotations

import logging
from typing import Any

from celery import Task
from django.conf import settings
from kombu.exceptions import OperationalError as BrokerDown
from redis import Redis
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

EXPIRES = 600
"""Seconds after which a wake-up is pointless: the sweep has come by."""


def reach_broker() -> None:
    """Raise RedisError within about a second when the broker does not answer."""
    with _client() as redis:
        redis.ping()


def is_broker_reachable() -> bool:
    """Whether a wake-up sent now would arrive."""
    try:
        reach_broker()
    except (RedisError, OSError):
        return False
    return True


def is_queued(queue: str) -> bool:
    """Whether a message waits in a queue; False too when the broker does not answer."""
    try:
        with _client() as redis:
            # Kombu keeps a queue as a list of that name (its Redis transport, priority 0).
            return bool(redis.llen(queue))
    except (RedisError, OSError):
        return False


def send(task: Task[Any, Any], *arguments: str, queue: str = "interactive") -> bool:
    """Send a task its wake-up; False when the broker is down (which `/readyz` tells the operator)."""
    try:
        task.apply_async(args=arguments, queue=queue, expires=EXPIRES)
    except (BrokerDown, RedisError, OSError) as exc:
        logger.info("The broker is down (%s): %s waits.", type(exc).__name__, task.name)
        return False
    return True


def _client() -> Redis:
    return Redis.from_url(settings.REDIS_URL, socket_connect_timeout=1, socket_timeout=1)

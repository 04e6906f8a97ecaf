"""Messages to the worker. A message only wakes: a lost one costs time, the sweep finds the work."""

from __future__ import annotations

import logging
from typing import Any

from celery import Task
from kombu.exceptions import OperationalError as BrokerDown
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

EXPIRES = 600
"""Seconds after which a wake-up is pointless: the sweep has come by."""


def send(task: Task[Any, Any], *arguments: str, queue: str = "interactive") -> bool:
    """Send a task its wake-up; False, and a line in the log, when the broker is down."""
    try:
        task.apply_async(args=arguments, queue=queue, expires=EXPIRES)
    except (BrokerDown, RedisError, OSError) as exc:
        logger.warning("The broker is down (%s): %s waits.", type(exc).__name__, task.name)
        return False
    return True

"""What is written: lines for a person, or JSON for a collector; never personal data."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Any

import structlog
from celery.beat import SchedulingError
from kombu.exceptions import OperationalError

# Added to every record before it is rendered.
_SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


class RouteInsteadOfPath(logging.Filter):
    """Write the route of a failed request: its path can be a share link, which is a secret.

    A 503 without an exception is an answer (not ready yet), not a failure.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        if request is None or not hasattr(record, "status_code"):
            return True
        match = getattr(request, "resolver_match", None)
        record.msg = "%s on %s %s"
        route = match.route if match else "an unknown route"
        record.args = (record.status_code, request.method, route)
        return record.status_code != HTTPStatus.SERVICE_UNAVAILABLE or bool(record.exc_info)


class BrokerAway(logging.Filter):
    """One line says that the broker is away; its traceback at each beat says no more."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info and isinstance(record.exc_info[1], (OperationalError, SchedulingError)):
            record.exc_info = None
        return True


def console_logging(*, level: str) -> dict[str, Any]:
    return _logging(level=level, renderer=structlog.dev.ConsoleRenderer(colors=False))


def json_logging(*, level: str) -> dict[str, Any]:
    return _logging(level=level, renderer=structlog.processors.JSONRenderer())


def _logging(*, level: str, renderer: Any) -> dict[str, Any]:
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": _SHARED,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    structlog.processors.format_exc_info,
                    renderer,
                ],
            }
        },
        "filters": {"route": {"()": RouteInsteadOfPath}, "away": {"()": BrokerAway}},
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "formatter": "line",
                "filters": ["route", "away"],
            }
        },
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            # Its own handlers would print every line a second time, and mail it.
            "django": {"handlers": [], "level": level, "propagate": True},
            # Refusals (4xx) are everyday; what failed (5xx) is written.
            "django.request": {"handlers": [], "level": "ERROR", "propagate": True},
        },
    }

"""What is written: lines for a person, or JSON for a collector; never personal data."""

from __future__ import annotations

from typing import Any

import structlog

# Added to every record before it is rendered.
_SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


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
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            # Its own handlers would print every line a second time, and mail it.
            "django": {"handlers": [], "level": level, "propagate": True},
            # The path of a refused request can be a share link, which is a secret.
            "django.request": {"handlers": [], "level": "ERROR", "propagate": True},
        },
    }

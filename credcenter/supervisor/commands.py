"""The command lines of the parts."""

from __future__ import annotations

import sys
from pathlib import Path

# The order is the order of service: someone waiting at a page overtakes a batch.
QUEUES = "interactive,default,batch"


def python(module: str, *arguments: str) -> list[str]:
    return [sys.executable, "-m", module, *arguments]


def web(*, listener: int) -> list[str]:
    config = "python:credcenter.supervisor.gunicorn_conf"
    return python("gunicorn", "--config", config, "--bind", f"fd://{listener}")


def worker() -> list[str]:
    options = ("--queues", QUEUES, "--concurrency", "2", "--loglevel", "WARNING")
    # Nobody listens to what workers tell each other.
    quiet = ("--without-gossip", "--without-mingle", "--hostname", "worker@credcenter")
    return python("celery", "--quiet", "--app", "credcenter", "worker", *options, *quiet)


def beat(*, data: Path) -> list[str]:
    options = ("--schedule", str(data / "beat-schedule"), "--pidfile", "", "--loglevel", "WARNING")
    return python("celery", "--quiet", "--app", "credcenter", "beat", *options)


def prepare(*, demo: bool) -> list[str]:
    return python("credcenter.supervisor.prepare", *(["--demo"] if demo else []))

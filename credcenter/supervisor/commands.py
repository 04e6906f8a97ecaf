"""The command lines of the parts."""

from __future__ import annotations

import sys
from pathlib import Path

from credcenter.supervisor.certificate import Certificate

# The order is the order of service: someone waiting at a page overtakes a batch.
QUEUES = "interactive,default,batch,mail"


def python(module: str, *arguments: str) -> list[str]:
    return [sys.executable, "-m", module, *arguments]


def web(*, listener: int, tls: Certificate | None = None) -> list[str]:
    config = "python:credcenter.supervisor.gunicorn_conf"
    files = ["--certfile", str(tls.certificate), "--keyfile", str(tls.key)] if tls else []
    return python("gunicorn", "--config", config, "--bind", f"fd://{listener}", *files)


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

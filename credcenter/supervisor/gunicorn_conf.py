"""Gunicorn: two processes of four threads, measured faster here than ASGI.

Production uses the same file:
`python -m gunicorn --config python:credcenter.supervisor.gunicorn_conf --bind ADDRESS`.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from credcenter.supervisor.orphans import die_with_parent

wsgi_app = "credcenter.wsgi:application"
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
threads = 4
timeout = 60
graceful_timeout = 5
loglevel = "warning"
# No access log: addresses are personal data, and the path of a share link is a secret.
accesslog = None
control_socket_disable = True
# The heartbeat file lies in memory where there is such a place; a slow disk would stall it.
_MEMORY = Path("/dev/shm")  # noqa: S108 - gunicorn opens an unlinked file in it
worker_tmp_dir = str(_MEMORY) if _MEMORY.is_dir() else None


def post_fork(_arbiter: Any, worker: Any) -> None:
    die_with_parent(worker.ppid)

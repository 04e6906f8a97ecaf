"""The Celery application: `python -m celery --app credcenter worker`.

Like the web application it has no default settings, so that no worker of a public server signs as
a developer's machine would.
"""

from __future__ import annotations

import os
from typing import Any

from celery import Celery
from celery.signals import worker_process_init, worker_ready

from credcenter.supervisor.orphans import die_with_parent

app = Celery("credcenter")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_process_init.connect
def _leave_no_orphan(**_: Any) -> None:
    """A killed worker's pool ends too; the broker hands its tasks to the next worker."""
    die_with_parent(os.getppid())


@worker_ready.connect
def _say_alive(**_: Any) -> None:
    """Beat's first tick comes after its interval: neither readiness nor what a stop left behind waits for it."""
    app.send_task("credcenter.kernel.tasks.heartbeat", expires=10)
    app.send_task("badges.tasks.sweep", expires=10)

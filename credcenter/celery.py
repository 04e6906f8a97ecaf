"""The Celery application: `python -m celery --app credcenter worker`."""

from __future__ import annotations

import os
from typing import Any

from celery import Celery
from celery.signals import worker_process_init, worker_ready

from credcenter.supervisor.orphans import die_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "credcenter.settings.dev")

app = Celery("credcenter")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_process_init.connect
def _leave_no_orphan(**_: Any) -> None:
    """A killed worker's pool ends too; the broker hands its tasks to the next worker."""
    die_with_parent(os.getppid())


@worker_ready.connect
def _say_alive(**_: Any) -> None:
    """Beat's first tick comes only after its interval; readiness should not wait for it."""
    app.send_task("credcenter.kernel.tasks.heartbeat", expires=10)

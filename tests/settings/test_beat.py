"""What the beat sends: tasks that are there, to queues that workers listen to."""

from __future__ import annotations

from django.conf import settings

from credcenter.celery import app
from credcenter.supervisor import commands


def test_the_beat_sends_tasks_that_workers_have_to_queues_that_they_read() -> None:
    app.loader.import_default_modules()
    listened = commands.worker()
    queues = set(listened[listened.index("--queues") + 1].split(","))
    for name, entry in settings.CELERY_BEAT_SCHEDULE.items():
        assert entry["task"] in app.tasks, name
        assert entry["options"].get("queue", settings.CELERY_TASK_DEFAULT_QUEUE) in queues, name
        # Where a worker was away for long, one message of a kind is enough.
        assert entry["options"]["expires"] <= entry["schedule"], name

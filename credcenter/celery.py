"""The Celery application: `python -m celery -A credcenter worker`."""

from __future__ import annotations

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "credcenter.settings.dev")

app = Celery("credcenter")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

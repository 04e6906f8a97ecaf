"""Credential centre: micro-degree programs and Open Badges 3.0."""

from __future__ import annotations

# Loaded with Django, so that every task is bound to this application.
from credcenter.celery import app as celery_app

__all__ = ["celery_app"]

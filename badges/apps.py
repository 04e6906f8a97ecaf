from __future__ import annotations

from django.apps import AppConfig


class BadgesConfig(AppConfig):
    """The issuing engine: achievements, requests, credentials, keys, status."""

    name = "badges"
    default_auto_field = "django.db.models.BigAutoField"

from __future__ import annotations

from django.apps import AppConfig


class LearnersConfig(AppConfig):
    """The people who earn: profile, identifiers, consent."""

    name = "learners"
    default_auto_field = "django.db.models.BigAutoField"

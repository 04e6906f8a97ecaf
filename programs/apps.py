from __future__ import annotations

from django.apps import AppConfig


class ProgramsConfig(AppConfig):
    """The story: programs, curricula, results, completions, approvals."""

    name = "programs"
    default_auto_field = "django.db.models.BigAutoField"

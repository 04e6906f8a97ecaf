from __future__ import annotations

from django.apps import AppConfig


class KernelConfig(AppConfig):
    """Audit, errors, clock and ids: the floor that every app stands on."""

    name = "credcenter.kernel"
    label = "kernel"
    default_auto_field = "django.db.models.BigAutoField"

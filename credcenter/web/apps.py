from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    """What every page needs: permission checks, components, error pages."""

    name = "credcenter.web"
    label = "web"

    def ready(self) -> None:
        # Importing registers the system checks.
        from credcenter import checks  # noqa: F401

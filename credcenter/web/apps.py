from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    """What every page needs: permission checks, components, error pages."""

    name = "credcenter.web"
    label = "web"

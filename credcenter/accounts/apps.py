from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Users and the roles they hold."""

    name = "credcenter.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

from __future__ import annotations

from django.apps import AppConfig


class BackupConfig(AppConfig):
    """Backup and restore, by command."""

    name = "credcenter.backup"
    label = "backup"

"""The demo in a test's database, and a count of everything that it left there."""

from __future__ import annotations

import io

from django.apps import apps
from django.core.management import call_command

OWN_APPS = ("accounts", "kernel", "learners", "badges", "programs")


def load_demo() -> str:
    """What `load_demo` says."""
    out = io.StringIO()
    call_command("load_demo", stdout=out)
    return out.getvalue()


def row_counts() -> dict[str, int]:
    """How many rows each of our tables has."""
    models = (model for label in OWN_APPS for model in apps.get_app_config(label).get_models())
    return {model._meta.label: model.objects.count() for model in models}

"""What loading a program file would do, without doing it. Refuses what loading refuses."""

from __future__ import annotations

from django.db import transaction

from credcenter.kernel.audit import Actor
from programs.services.design.loading import LoadReport, load_program


def preview_program(text: str, *, file_name: str, actor: Actor) -> LoadReport:
    """The report of a load that is taken back whole: the same code, so the preview cannot differ from the deed.

    Raises what `load_program` raises.
    """
    with transaction.atomic():
        report = load_program(text, file_name=file_name, base_folder=None, actor=actor)
        transaction.set_rollback(True)
    return report

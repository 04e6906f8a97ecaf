"""What loading a program file would do, without doing it. Refuses what loading refuses."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from django.db import transaction

from badges.services.designing import undrawn_artwork
from credcenter.kernel import audit
from credcenter.kernel.audit import Actor
from programs.services.design.effects import effects_of
from programs.services.design.loading import (
    bring_records,
    checked_program,
    designs_for,
)
from programs.services.design.report import LoadReport, Outcome


def preview_program(
    text: str, *, file_name: str, actor: Actor, base_folder: Path | None = None
) -> LoadReport:
    """The report of a load that is taken back whole: the same code, so the preview cannot differ from the deed.

    Beside it, what changed rules would do to those who study under them (`LoadReport.effects`), which takes the
    evaluator a moment a thousand learners, before anything is locked. No badge is drawn for it and no file written.
    Raises what `load_program` raises.
    """
    file = checked_program(text, file_name=file_name)
    designs = designs_for(file, file_name=file_name, base_folder=base_folder)
    effects = effects_of(file)
    with transaction.atomic(), audit.at_the_end():
        report = bring_records(
            file,
            designs=designs,
            artwork=undrawn_artwork(designs),
            outcome=Outcome(),
            actor=actor,
        )
        transaction.set_rollback(True)
    return replace(report, effects=effects)

"""Which stored curriculum a program file speaks of, and whether it may still change."""

from __future__ import annotations

from programs.enums import CompletionState
from programs.models import Completion, CurriculumVersion


def newest_revision(micro_degree: str, *, version: str) -> CurriculumVersion | None:
    """The row that a file's curriculum changes, or follows where it is frozen; with its micro-degree."""
    rows = CurriculumVersion.objects.filter(micro_degree__code=micro_degree, version=version)
    return rows.select_related("micro_degree").order_by("-revision").first()


def is_frozen(version: CurriculumVersion) -> bool:
    """Whether somebody was awarded under a curriculum."""
    awarded = Completion.objects.filter(
        enrolment__curriculum=version, state=CompletionState.APPROVED
    )
    return awarded.exists()

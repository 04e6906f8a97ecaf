"""Programs as the staff sees them: curricula of every version, courses, competencies."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from programs.models import Competency, Course, CurriculumVersion, MicroDegree, Program
from programs.selectors.curricula import Curriculum, readable_all
from programs.selectors.lookup import in_order, program_by_code


@dataclass(frozen=True, slots=True)
class DesignedMicroDegree:
    """A micro-degree with its curricula, newest first."""

    micro_degree: MicroDegree
    curricula: list[Curriculum]


@dataclass(frozen=True, slots=True)
class ProgramDesign:
    """Everything that a program file holds, as a page shows it."""

    program: Program
    micro_degrees: list[DesignedMicroDegree]
    competencies: list[Competency]
    courses: list[Course]


def programs_with_counts() -> QuerySet[Program]:
    """All programs with `course_count` and `micro_degree_count`."""
    return Program.objects.annotate(
        course_count=Count("courses", distinct=True),
        micro_degree_count=Count("micro_degrees", distinct=True),
    ).order_by("code")


def program_design(code: str) -> ProgramDesign:
    """One program as a whole, in a constant number of queries; NotFound."""
    program = program_by_code(code)
    return ProgramDesign(
        program=program,
        micro_degrees=_micro_degrees(program),
        competencies=list(program.competencies.prefetch_related("levels", "alignments")),
        courses=list(program.courses.prefetch_related("competency_weights__competency")),
    )


def _micro_degrees(program: Program) -> list[DesignedMicroDegree]:
    versions = CurriculumVersion.objects.filter(micro_degree__program=program)
    curricula = readable_all(in_order(versions)[::-1])
    return [
        DesignedMicroDegree(
            each, [one for one in curricula if one.version.micro_degree_id == each.pk]
        )
        for each in program.micro_degrees.select_related("achievement")
    ]

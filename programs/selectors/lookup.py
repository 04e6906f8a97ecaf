"""Programs, micro-degrees, courses and curricula by code and term, as services and commands ask for them."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.utils.translation import gettext_lazy as _

from credcenter.kernel.errors import NotFound
from learners.selectors.profiles import chunks
from programs.models import Course, CurriculumVersion, MicroDegree, Program
from programs.validators import term_key


def program_by_code(code: str) -> Program:
    """The program of a code; NotFound."""
    program = Program.objects.filter(code=code).first()
    if program is None:
        message = _("There is no program with the code %(code)s.")
        raise NotFound(message % {"code": code}, code="program_unknown")
    return program


def micro_degree_by_code(code: str) -> MicroDegree:
    """The micro-degree of a code, with its program and achievement; NotFound."""
    found = MicroDegree.objects.select_related("program", "achievement").filter(code=code).first()
    if found is None:
        message = _("There is no micro-degree with the code %(code)s.")
        raise NotFound(message % {"code": code}, code="micro_degree_unknown")
    return found


def curricula_of(micro_degree: MicroDegree) -> list[CurriculumVersion]:
    """The versions, oldest first: by the term they begin with, then by the order they were written in."""
    rows = CurriculumVersion.objects.filter(micro_degree=micro_degree)
    return in_order(rows.select_related("micro_degree"))


def newest_curricula() -> dict[str, CurriculumVersion]:
    """The newest version of every micro-degree, by its code."""
    rows = in_order(CurriculumVersion.objects.select_related("micro_degree"))
    return {version.micro_degree.code: version for version in rows}


def curriculum_for(versions: list[CurriculumVersion], *, term: str) -> CurriculumVersion:
    """The version for those who enter in a term: the newest that had begun, else the first (oldest first)."""
    begun = [each for each in versions if term_key(each.from_term) <= term_key(term)]
    return begun[-1] if begun else versions[0]


def courses_by_code(codes: Collection[str]) -> dict[str, Course]:
    """The known ones among many course codes."""
    found: dict[str, Course] = {}
    for chunk in chunks(sorted(codes)):
        found |= {course.code: course for course in Course.objects.filter(code__in=chunk)}
    return found


def in_order(versions: Iterable[CurriculumVersion]) -> list[CurriculumVersion]:
    """Versions by the time they begin, later written ones after."""
    return sorted(versions, key=lambda each: (term_key(each.from_term), each.pk))

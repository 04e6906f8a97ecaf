"""Curricula as people read them: the rules with the courses they name."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_noop

from programs.models import Course, CurriculumVersion
from programs.rules import Group, Rules, rules_from_json

WELL_KNOWN_GROUPS = (
    gettext_noop("core"),
    gettext_noop("elective"),
    gettext_noop("project"),
    gettext_noop("analysis"),
    gettext_noop("capstone"),
)
"""Group names that pages word in the reader's language; any other stands as the program file has it."""


@dataclass(frozen=True, slots=True)
class CourseGroup:
    """A group of the rules with its courses, in the order of the rules."""

    rule: Group
    courses: list[Course]


@dataclass(frozen=True, slots=True)
class Curriculum:
    """A curriculum version with everything that its rules name by code."""

    version: CurriculumVersion
    rules: Rules
    groups: list[CourseGroup]


def readable(version: CurriculumVersion) -> Curriculum:
    """The curriculum with its courses, in two queries."""
    return readable_all([version])[0]


def readable_all(versions: list[CurriculumVersion]) -> list[Curriculum]:
    """Several curricula with their courses, in two queries for all of them."""
    rules = [rules_from_json(version.rules) for version in versions]
    codes = {code for each in rules for code in each.courses}
    found = Course.objects.filter(code__in=codes)
    courses = {
        course.code: course for course in found.prefetch_related("competency_weights__competency")
    }
    return [
        Curriculum(version, each, [_group(group, courses) for group in each.groups])
        for version, each in zip(versions, rules, strict=True)
    ]


def _group(group: Group, courses: dict[str, Course]) -> CourseGroup:
    return CourseGroup(group, [courses[code] for code in group.courses if code in courses])

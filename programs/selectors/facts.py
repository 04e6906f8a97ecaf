"""Gathers what the evaluator needs to know, for thousands of learners in a constant number of queries a chunk."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any
from uuid import UUID

from django.conf import settings

from badges.selectors.requests import awarded
from learners.selectors.profiles import chunks
from programs.evaluator import Attempt, Catalogue, CompetencyFacts, CourseFacts, Standing
from programs.models import (
    Competency,
    Completion,
    Course,
    CourseResult,
    CurriculumVersion,
)
from programs.rules import Rules, rules_from_json


@dataclass(frozen=True, slots=True)
class Holding:
    """A micro-degree that a learner was awarded and keeps: by a case of ours, with what counted in it, or otherwise."""

    by_case: bool = False
    counted: frozenset[str] = frozenset()


Holdings = Mapping[str, Holding]
"""By the micro-degree's code."""


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """The arguments of `programs.evaluator.evaluate` for one learner and one curriculum."""

    rules: Rules
    attempts: tuple[Attempt, ...]
    catalogue: Catalogue
    standing: Standing


@dataclass(frozen=True)
class Curriculum:
    """A version with its rules read and its catalogue looked up once."""

    version: CurriculumVersion

    @cached_property
    def rules(self) -> Rules:
        return rules_from_json(self.version.rules)

    @cached_property
    def catalogue(self) -> Catalogue:
        return catalogue_of(self.rules, program_id=self.version.micro_degree.program_id)

    def facts(
        self, attempts: Iterable[Attempt], *, holdings: Holdings, entry: str | None
    ) -> CaseFacts:
        """`holdings` is what the learner was awarded, `entry` the term of entry, None for one not enrolled."""
        standing = standing_of(self.code, holdings=holdings, entry=entry)
        return CaseFacts(self.rules, tuple(attempts), self.catalogue, standing)

    @property
    def code(self) -> str:
        return self.version.micro_degree.code


def standing_of(code: str, *, holdings: Holdings, entry: str | None) -> Standing:
    """What a learner has beside the micro-degree of a code."""
    others = {each: holding for each, holding in holdings.items() if each != code}
    counted = Counter(course for each in others.values() for course in each.counted)
    own = holdings.get(code)
    return Standing(
        held=frozenset(others),
        counted_elsewhere=frozenset(counted),
        is_held=own is not None and not own.by_case,
        counted_twice=frozenset(course for course, times in counted.items() if times > 1),
        entry=entry,
    )


class Curricula(dict[int, Curriculum]):
    """Curricula by the version's key, each read once."""

    def of(self, version: CurriculumVersion) -> Curriculum:
        return self.setdefault(version.pk, Curriculum(version))


Study = tuple[UUID, CurriculumVersion, str | None]
"""A learner, a curriculum, and the term of entry; None for one who is not enrolled."""


def facts_of(studies: Sequence[Study]) -> Iterator[CaseFacts]:
    """The facts of each learner under each curriculum, in order; versions come with their micro-degree."""
    curricula = Curricula()
    for chunk in chunks(studies):
        learner_ids = [learner_id for learner_id, _version, _entry in chunk]
        attempts = attempts_of(learner_ids)
        holdings = holdings_of(learner_ids)
        for learner_id, version, entry in chunk:
            yield curricula.of(version).facts(
                attempts[learner_id], holdings=holdings[learner_id], entry=entry
            )


def attempts_of(learner_ids: Iterable[UUID]) -> defaultdict[UUID, list[Attempt]]:
    """Everything that learners took, by learner; at most a chunk of them."""
    found: defaultdict[UUID, list[Attempt]] = defaultdict(list)
    rows = CourseResult.objects.filter(learner__in=set(learner_ids)).order_by("id")
    columns = ("learner_id", "course__code", "term", "score", "credits", "status", "id")
    for row in rows.values_list(*columns, "counts_for_major", "grade"):
        learner_id, *values, grade = row
        found[learner_id].append(_attempt((*values, grade_score(grade))))
    return found


def _attempt(values: tuple[Any, ...]) -> Attempt:
    """The columns of a result, in the order of the fields."""
    return Attempt(*values)


def grade_score(grade: str) -> Decimal | None:
    """What a letter grade stands for among grades; None for none, and for one that the settings no longer know."""
    score = settings.CREDCENTER_GRADE_SCORES.get(grade)
    return None if score is None else Decimal(score)


def holdings_of(learner_ids: Iterable[UUID]) -> defaultdict[UUID, dict[str, Holding]]:
    """The micro-degrees that learners were awarded and keep, by learner and code."""
    ids = set(learner_ids)
    found: defaultdict[UUID, dict[str, Holding]] = defaultdict(dict)
    of_micro_degrees = awarded(ids).filter(achievement__micro_degree__isnull=False)
    for learner_id, code in of_micro_degrees.values_list(
        "learner_id", "achievement__micro_degree__code"
    ):
        found[learner_id][code] = Holding()
    approved = Completion.objects.filter(
        enrolment__learner__in=ids, request__isnull=False
    ).values_list("enrolment__learner_id", "enrolment__micro_degree__code", "explanation")
    for learner_id, code, explanation in approved:
        if code in found[learner_id]:
            counted = frozenset(each["course"] for each in explanation["counted"])
            found[learner_id][code] = Holding(by_case=True, counted=counted)
    return found


def catalogue_of(rules: Rules, *, program_id: int) -> Catalogue:
    """The courses of the rules, and the program's competencies that they feed; two queries."""
    courses = Course.objects.filter(code__in=rules.courses).prefetch_related(
        "competency_weights__competency"
    )
    facts = {course.code: _course_facts(course, program_id=program_id) for course in courses}
    fed = {code for course in facts.values() for code in course.weights}
    competencies = Competency.objects.filter(program=program_id, code__in=fed)
    return Catalogue(
        courses=facts,
        competencies=tuple(
            CompetencyFacts(each.code, tuple(each.levels.values_list("code", "threshold")))
            for each in competencies
        ),
    )


def _course_facts(course: Course, *, program_id: int) -> CourseFacts:
    weights = {
        each.competency.code: each.weight
        for each in course.competency_weights.all()
        if each.competency.program_id == program_id
    }
    return CourseFacts(course.code, course.credits, weights)

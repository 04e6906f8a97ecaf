"""A case as people read it: the evaluator's explanation with the names behind its codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext

from badges.charts import Bar, bar_of
from credcenter.kernel.bilingual import Bilingual
from programs.evaluator import Way
from programs.evaluator.wording import sentence
from programs.models import Competency, Completion, Course
from programs.rules import Rules, rules_from_json
from programs.selectors.ways import is_open, ways_of


@dataclass(frozen=True, slots=True)
class CountedCourse:
    """A result that counts: the course as taken, and the course that it stands for where they differ."""

    course: Course | None
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Share:
    """What one course brings into a competency's score: `points` are score × credits × weight."""

    course: str
    score: Decimal
    credits: Decimal
    weight: Decimal

    @property
    def points(self) -> Decimal:
        return self.score * self.credits * self.weight


@dataclass(frozen=True, slots=True)
class Calculation:
    """How a score came about: the points of its courses, divided by what they weigh."""

    shares: tuple[Share, ...]

    @property
    def points(self) -> Decimal:
        return sum((each.points for each in self.shares), Decimal(0))

    @property
    def weight(self) -> Decimal:
        return sum((each.credits * each.weight for each in self.shares), Decimal(0))


@dataclass(frozen=True, slots=True)
class MeasuredCompetency:
    """A competency with its score, level and bar; all None while nothing counts for it.

    `calculation` is None as well for a case that was closed before calculations were kept.
    """

    competency: Competency
    score: Decimal | None
    level: Bilingual | None
    bar: Bar | None
    calculation: Calculation | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One case: what is met, what is missing, the shortest way to finish, what counts, what it adds up to."""

    completion: Completion
    met: list[Bilingual]
    missing: list[Bilingual]
    counted: list[CountedCourse]
    left_out: list[Bilingual]
    credits: Decimal
    credits_needed: Decimal
    mean_score: Decimal | None
    mean_needed: Decimal | None
    competencies: list[MeasuredCompetency]
    way: list[Bilingual]

    @property
    def has_calculations(self) -> bool:
        return any(each.calculation for each in self.competencies)


def read(completion: Completion) -> Reading:
    """One case; see `read_all`."""
    return read_all([completion])[0]


def read_all(completions: list[Completion]) -> list[Reading]:
    """Several cases in three queries for all, three more where something is missing in one.

    Each needs `enrolment__micro_degree` and `__curriculum` at hand.
    """
    curricula = {each.enrolment.curriculum_id: each.enrolment.curriculum for each in completions}
    rules = {key: rules_from_json(version.rules) for key, version in curricula.items()}
    courses = _courses(completions, rules=rules)
    competencies = _competencies(completions)
    worth = {code: course.credits for code, course in courses.items()}
    ways = ways_of(completions, rules=rules, credits_by_course=worth)
    return [
        _reading(
            each,
            rules=rules[each.enrolment.curriculum_id],
            courses=courses,
            competencies=competencies.get(_program_id(each), []),
            way=ways.get(each.pk),
        )
        for each in completions
    ]


def _courses(completions: list[Completion], *, rules: Mapping[int, Rules]) -> dict[str, Course]:
    """Those that cases speak of, and of open ones all that may still be taken."""
    codes = _codes(completions)
    for case in filter(is_open, completions):
        codes |= set(rules[case.enrolment.curriculum_id].countable)
    return {course.code: course for course in Course.objects.filter(code__in=codes)}


def _reading(
    completion: Completion,
    *,
    rules: Rules,
    courses: dict[str, Course],
    competencies: list[Competency],
    way: Way | None,
) -> Reading:
    said = completion.explanation
    scores = said.get("competencies", {})
    mean = said.get("mean_score")
    return Reading(
        completion=completion,
        met=[_sentence(item, courses) for item in said.get("met", ())],
        missing=[_sentence(item, courses) for item in said.get("missing", ())],
        counted=[CountedCourse(courses.get(e["course"]), e) for e in said.get("counted", ())],
        left_out=[_text(item) for item in said.get("left_out", ())],
        credits=Decimal(str(said.get("credits", 0))),
        credits_needed=rules.min_credits,
        mean_score=None if mean is None else Decimal(str(mean)),
        mean_needed=rules.min_mean_score,
        competencies=[
            _measured(one, scores[one.code], calculation=_calculation(one.code, said))
            for one in competencies
            if one.code in scores
        ],
        way=[_sentence(item.to_json(), courses) for item in way.items] if way else [],
    )


def _measured(
    competency: Competency, said: Mapping[str, Any], *, calculation: Calculation | None
) -> MeasuredCompetency:
    if said["score"] is None:
        return MeasuredCompetency(competency, None, None, None)
    levels = list(competency.levels.all())
    reached = next((level.name for level in levels if level.code == said["level"]), None)
    marks = [(str(level.threshold), str(level.name)) for level in levels]
    bar = bar_of(str(said["score"]), low="0", high="100", levels=marks)
    return MeasuredCompetency(competency, Decimal(str(said["score"])), reached, bar, calculation)


def _calculation(code: str, said: Mapping[str, Any]) -> Calculation | None:
    """From the weights that were kept with the score, and the courses that counted."""
    weights = said.get("weights", {}).get(code)
    if not weights:
        return None
    counted = {each["counts_as"]: each for each in said["counted"]}
    return Calculation(
        tuple(
            Share(
                counted[course]["course"],
                score=Decimal(str(counted[course]["score"])),
                credits=Decimal(str(counted[course]["credits"])),
                weight=Decimal(str(weight)),
            )
            for course, weight in weights.items()
        )
    )


def _sentence(item: Mapping[str, Any], courses: Mapping[str, Course]) -> Bilingual:
    """The evaluator's sentence with the names of group and courses in place of what the rules call them."""
    texts = {}
    for language in ("ko", "en"):
        with translation.override(language):
            texts[language] = sentence(item["code"], _worded(item["params"], courses))[language]
    return Bilingual(**texts)


def _worded(params: Mapping[str, Any], courses: Mapping[str, Course]) -> dict[str, Any]:
    worded = dict(params)
    for key in ("group", "limit_name"):
        if key in worded:
            worded[key] = capfirst(gettext(worded[key]))
    if "courses" in worded:
        named = ((code, courses.get(code)) for code in worded["courses"])
        worded["courses"] = [f"{code} {one.name}" if one else code for code, one in named]
    return worded


def _text(item: Mapping[str, Any]) -> Bilingual:
    return Bilingual(ko=item["text"]["ko"], en=item["text"]["en"])


def _codes(completions: list[Completion]) -> set[str]:
    codes = set()
    for said in (each.explanation for each in completions):
        codes |= {item["course"] for item in said.get("counted", ())}
        for item in (*said.get("met", ()), *said.get("missing", ())):
            codes |= set(item["params"].get("courses", ()))
    return codes


def _competencies(completions: list[Completion]) -> dict[int, list[Competency]]:
    found: dict[int, list[Competency]] = {}
    programs = {_program_id(each) for each in completions}
    rows = Competency.objects.filter(program__in=programs)
    for row in rows.prefetch_related("levels", "alignments"):
        found.setdefault(row.program_id, []).append(row)
    return found


def _program_id(completion: Completion) -> int:
    return completion.enrolment.micro_degree.program_id

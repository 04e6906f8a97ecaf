"""Does a program file make sense? Codes exist, weights add up, levels rise, and every rule can be met."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from credcenter.kernel.errors import InvalidInput
from programs.models import Course, MicroDegree
from programs.rules import Group, GroupKind, Rules, rules_from_json
from programs.selectors.lookup import courses_by_code, newest_curricula
from programs.services.design.parts import CurriculumPart, MicroDegreePart, ProgramFile
from programs.services.design.rule_checks import RuleChecks
from programs.services.design.yaml_parts import fault_at

MAX_GROUPS, MAX_COURSES = 12, 80
"""Of one curriculum; real ones have three groups and a dozen courses, and the evaluator's work grows with both."""


def check_program(file: ProgramFile, *, file_name: str) -> None:
    """Raise InvalidInput, naming the line, at the first thing that does not make sense."""
    _Checker(file, file_name=file_name).check()


@dataclass(frozen=True)
class _Checker:
    file: ProgramFile
    file_name: str

    def check(self) -> None:
        self._codes_are_unique()
        self._codes_are_ours()
        for competency in self.file.competencies:
            self._unique((each.code, each.line) for each in competency.levels)
            for lower, higher in zip(competency.levels, competency.levels[1:], strict=False):
                if lower.threshold >= higher.threshold:
                    message = _(
                        "Levels must rise: %(code)s begins no higher than the level before it."
                    )
                    raise self._fault(
                        message % {"code": higher.code}, "levels_out_of_order", higher.line
                    )
        self._weights_add_up()
        worth = self._credits()
        requirements = self._requirements()
        for micro_degree in self.file.micro_degrees:
            self._courses_are_known(micro_degree.curriculum, known=worth)
            self._groups_can_be_met(micro_degree.curriculum, worth=worth)
            checks = RuleChecks(micro_degree.curriculum, worth, self.file_name)
            checks.names()
            chain = self._chain(micro_degree, requirements=requirements)
            checks.can_be_met(held={code: requirements[code] for code in chain})

    def _codes_are_unique(self) -> None:
        file = self.file
        self._unique((each.code, each.line) for each in file.competencies)
        courses = [(each.code, each.line) for each in file.courses]
        self._unique([*courses, *((each.code, each.line) for each in file.micro_degrees)])

    def _codes_are_ours(self) -> None:
        """A course or micro-degree of another program keeps its code: its badge has the same one."""
        lines = {each.code: each.line for each in self.file.courses}
        lines |= {each.code: each.line for each in self.file.micro_degrees}
        courses = Course.objects.filter(code__in=lines).values_list("code", "program__code")
        degrees = MicroDegree.objects.filter(code__in=lines).values_list("code", "program__code")
        ours = {each.code for each in self.file.courses}
        for is_course, rows in ((True, courses), (False, degrees)):
            for code, program in rows:
                if program != self.file.code or is_course != (code in ours):
                    message = _("The code %(code)s is taken already, in the program %(program)s.")
                    taken = {"code": code, "program": program}
                    raise self._fault(message % taken, "code_taken", lines[code])

    def _weights_add_up(self) -> None:
        known = {each.code for each in self.file.competencies}
        for course in self.file.courses:
            for code, _weight in course.weights:
                if code not in known:
                    message = _("The course %(course)s feeds an unknown competency, %(code)s.")
                    named = {"course": course.code, "code": code}
                    raise self._fault(message % named, "competency_unknown", course.line)
            total = sum((weight for _code, weight in course.weights), Decimal(0))
            if course.weights and total != 1:
                message = _(
                    "The weights of the course %(course)s add up to %(total)s; they must add up to 1."
                )
                named = {"course": course.code, "total": f"{total.normalize():f}"}
                raise self._fault(message % named, "weights_bad", course.line)

    def _credits(self) -> dict[str, Decimal]:
        """Of every course that rules may name: those of this file, and those of other programs."""
        named = {
            code for each in self.file.micro_degrees for code in each.curriculum.rules.countable
        }
        found = {code: course.credits for code, course in courses_by_code(named).items()}
        return found | {each.code: each.credits for each in self.file.courses}

    def _courses_are_known(
        self, curriculum: CurriculumPart, *, known: Mapping[str, Decimal]
    ) -> None:
        rules = curriculum.rules
        self._unique((group.name, line) for group, line in self._groups(curriculum))
        if len(rules.groups) > MAX_GROUPS or len(rules.countable) > MAX_COURSES:
            message = _("A curriculum can have at most %(groups)d groups and %(courses)d courses.")
            limits = {"groups": MAX_GROUPS, "courses": MAX_COURSES}
            raise self._fault(message % limits, "curriculum_too_large", curriculum.line)
        for group, line in self._groups(curriculum):
            for code in group.courses:
                if code not in known:
                    message = _("The group %(group)s names an unknown course, %(code)s.")
                    named = {"group": group.name, "code": code}
                    raise self._fault(message % named, "course_unknown", line)
        for code, stand_ins in rules.equivalents.items():
            unknown = [each for each in stand_ins if each not in known or each == code]
            if code not in rules.courses or unknown:
                message = _(
                    "The equivalents of %(code)s have to be other known courses; this is not one: %(bad)s."
                )
                named = {"code": code, "bad": ", ".join(unknown or [code])}
                raise self._fault(
                    message % named, "equivalent_unknown", curriculum.line_of("equivalents")
                )

    def _groups_can_be_met(
        self, curriculum: CurriculumPart, *, worth: Mapping[str, Decimal]
    ) -> None:
        for group, line in self._groups(curriculum):
            most = Decimal(len(group.courses))
            if group.kind is GroupKind.CREDITS:
                most = _most_credits(group.courses, rules=curriculum.rules, worth=worth)
            if group.amount > most:
                message = _(
                    "The group %(group)s can never be met: it asks for %(need)s, and its courses have %(most)s."
                )
                named = {"group": group.name, "need": group.amount, "most": most}
                raise self._fault(message % named, "rule_impossible", line)

    def _requirements(self) -> dict[str, Rules]:
        """The rules of every micro-degree: of this file, and of the newest curricula of others."""
        stored = {
            code: rules_from_json(version.rules) for code, version in newest_curricula().items()
        }
        return stored | {each.code: each.curriculum.rules for each in self.file.micro_degrees}

    def _chain(
        self, micro_degree: MicroDegreePart, *, requirements: Mapping[str, Rules]
    ) -> frozenset[str]:
        """Everything that must be held before; refuses what is unknown and what leads back to itself."""
        line = micro_degree.curriculum.line_of("requires")
        found: set[str] = set()
        waiting = list(requirements[micro_degree.code].requires)
        while waiting:
            code = waiting.pop()
            if code not in requirements:
                message = _("An unknown micro-degree is required: %(code)s.")
                raise self._fault(message % {"code": code}, "micro_degree_unknown", line)
            if code == micro_degree.code:
                message = _("%(code)s requires itself, by way of the micro-degrees it requires.")
                raise self._fault(message % {"code": code}, "requires_cycle", line)
            if code not in found:
                found.add(code)
                waiting += requirements[code].requires
        return frozenset(found)

    def _groups(self, curriculum: CurriculumPart) -> Iterable[tuple[Group, int]]:
        return zip(curriculum.rules.groups, curriculum.group_lines, strict=True)

    def _unique(self, codes: Iterable[tuple[str, int]]) -> None:
        seen: dict[str, int] = {}
        for code, line in codes:
            if code in seen:
                message = _("%(code)s is used in line %(first)d already.")
                raise self._fault(
                    message % {"code": code, "first": seen[code]}, "duplicate_code", line
                )
            seen[code] = line

    def _fault(self, message: str, code: str, line: int) -> InvalidInput:
        return fault_at(message, code=code, file_name=self.file_name, line=line)


def _most_credits(
    courses: Iterable[str],
    *,
    rules: Rules,
    worth: Mapping[str, Decimal],
) -> Decimal:
    best = (max(worth[each] for each in rules.codes_for(code) if each in worth) for code in courses)
    return sum(best, Decimal(0))

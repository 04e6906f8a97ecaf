"""Do the rules of a curriculum make sense? What they name exists, nothing stands twice, and somebody can meet them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from credcenter.kernel.bilingual import Bilingual
from credcenter.kernel.errors import InvalidInput
from programs.evaluator import Attempt, Catalogue, Standing, evaluate
from programs.evaluator.span import span_of
from programs.rules import GroupKind, Rules
from programs.services.design.parts import CurriculumPart
from programs.services.design.yaml_parts import fault_at
from programs.validators import term_key

Requirement = Mapping[str, Rules]
"""The rules of micro-degrees that have to be held first, by code."""


@dataclass(frozen=True, slots=True)
class RuleChecks:
    """The checks of one curriculum; `worth` has the credits of every known course that the rules name."""

    curriculum: CurriculumPart
    worth: Mapping[str, Decimal]
    file_name: str

    def names(self) -> None:
        """What stands for courses, least scores and limits name courses that are there, each in one part."""
        for key, code, text in (*self._stand_ins(), *self._courses_of_keys()):
            message, fault = text
            raise self._fault(message % {"code": code}, fault, key)
        names = [limit.name for limit in self.curriculum.rules.limits]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice is not None:
            message = _("There are two limits with the name %(name)s.")
            raise self._fault(message % {"name": twice}, "duplicate_limit", "limits")

    def can_be_met(self, *, held: Requirement) -> None:
        """Whoever completes everything with full marks must be eligible: else nobody ever is."""
        self._terms_are_open()
        rules, entry = self.curriculum.rules, self.curriculum.from_term
        span = span_of(rules.terms, entry=entry)
        term = max((each for each in (entry, span.first) if each), key=term_key)
        codes = [code for code in rules.countable if code not in rules.replaced]
        attempts = [
            Attempt(code, term, Decimal(100), self.worth[code], "completed") for code in codes
        ]
        standing = Standing(
            held=frozenset(held),
            counted_elsewhere=frozenset(code for each in held.values() for code in _always(each)),
            entry=entry,
        )
        verdict = evaluate(
            rules, attempts=attempts, catalogue=Catalogue(courses={}), standing=standing
        )
        if not verdict.is_eligible:
            reasons = " ".join(str(Bilingual(**item.to_json()["text"])) for item in verdict.missing)
            message = _(
                "These rules can never be met, even with every course completed at 100: %(reasons)s"
            )
            raise fault_at(
                message % {"reasons": reasons},
                code="rule_impossible",
                file_name=self.file_name,
                line=self.curriculum.line,
            )

    def _terms_are_open(self) -> None:
        curriculum = self.curriculum
        span = span_of(curriculum.rules.terms, entry=curriculum.from_term)
        if span.is_over(curriculum.from_term):
            message = _("These terms are over before the curriculum begins, in %(term)s.")
            raise self._fault(message % {"term": curriculum.from_term}, "terms_over", "terms")
        if span.first and span.is_over(span.first):
            message = _("These terms end before they begin.")
            raise self._fault(message, "terms_backwards", "terms")

    def _stand_ins(self) -> Iterator[tuple[str, str, tuple[str | Promise, str]]]:
        """(key, code, (message, fault code)) of everything wrong with replacements."""
        rules = self.curriculum.rules
        equivalents = {code for codes in rules.equivalents.values() for code in codes}
        seen: set[str] = set()
        for course, many in rules.replacements.items():
            if course not in rules.courses:
                yield "replacements", course, _NOT_IN_GROUPS
            for code in (each.course for each in many):
                if code not in self.worth:
                    yield "replacements", code, _UNKNOWN
                if code in rules.courses or code in equivalents or code in seen:
                    yield "replacements", code, _STANDS_TWICE
                seen.add(code)

    def _courses_of_keys(self) -> Iterator[tuple[str, str, tuple[str | Promise, str]]]:
        rules = self.curriculum.rules
        limited = [code for limit in rules.limits for code in limit.courses]
        named = {"min_scores": rules.min_scores, "min_grades": rules.min_grades, "limits": limited}
        for key, codes in named.items():
            for code in codes:
                if code not in rules.courses:
                    yield key, code, _NOT_IN_GROUPS

    def _fault(self, message: str | Promise, code: str, key: str) -> InvalidInput:
        line = self.curriculum.line_of(key)
        path = f"curriculum.{key}"
        return fault_at(str(message), code=code, file_name=self.file_name, line=line, path=path)


_NOT_IN_GROUPS = (_("%(code)s is not a course of a group here."), "course_not_in_groups")
_UNKNOWN = (_("An unknown course is named: %(code)s."), "course_unknown")
_STANDS_TWICE = (
    _("%(code)s is replaced, so it cannot be a course of a group, or stand for another course."),
    "stands_twice",
)


def _always(rules: Rules) -> Iterator[str]:
    """Courses that count for whoever holds a micro-degree: a group asks for each of them and nothing stands for it."""
    for group in rules.groups:
        is_whole = group.kind is not GroupKind.CREDITS and group.amount >= len(group.courses)
        for code in group.courses:
            if is_whole and len(rules.codes_for(code)) == 1:
                yield code

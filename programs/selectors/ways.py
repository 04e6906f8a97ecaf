"""The shortest way to finish, computed when somebody reads it: it depends on the term that it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from credcenter.kernel import clock
from programs.evaluator import Way, shortest_way
from programs.models import Completion
from programs.rules import Rules
from programs.selectors.facts import CaseFacts, attempts_of, holdings_of, standing_of
from programs.validators import term_of


def is_open(completion: Completion) -> bool:
    """Whether something is missing in a case."""
    return bool(completion.explanation.get("missing"))


def ways_of(
    completions: Sequence[Completion],
    *,
    rules: Mapping[int, Rules],
    credits_by_course: Mapping[str, Decimal],
) -> dict[int, Way]:
    """The ways of open cases by the case's key, in three queries; `rules` by the key of the curriculum."""
    cases = [each for each in completions if is_open(each)]
    if not cases:
        return {}
    learners = {each.enrolment.learner_id for each in cases}
    attempts, holdings = attempts_of(learners), holdings_of(learners)
    return {
        case.pk: shortest_way(
            rules[case.enrolment.curriculum_id],
            attempts=attempts[case.enrolment.learner_id],
            credits_by_course=credits_by_course,
            standing=standing_of(
                case.enrolment.micro_degree.code,
                holdings=holdings[case.enrolment.learner_id],
                entry=case.enrolment.term,
            ),
            now=term_of(clock.today()),
        )
        for case in cases
    }


def way_of(facts: CaseFacts) -> Way:
    """The way from facts at hand."""
    worth = {code: course.credits for code, course in facts.catalogue.courses.items()}
    return shortest_way(
        facts.rules,
        attempts=facts.attempts,
        credits_by_course=worth,
        standing=facts.standing,
        now=term_of(clock.today()),
    )

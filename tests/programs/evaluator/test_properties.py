"""What must hold whatever the rules and the results are."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from programs.evaluator import (
    Attempt,
    Catalogue,
    Explanation,
    Standing,
    Way,
    WayState,
    evaluate,
    shortest_way,
)
from programs.rules import Rules, rules_from_json, rules_to_json
from tests.programs.evaluator.oracle import some_assignment_is_enough
from tests.programs.evaluator.strategies import COURSES, all_rules, attempts, standings, taken

NOW = "2025-2"
NEW = Decimal(3)
"""Credits of every course that is still to come."""


def explain(rules: Rules, results: list[Attempt], standing: Standing) -> Explanation:
    return evaluate(rules, attempts=results, catalogue=Catalogue(courses={}), standing=standing)


def way(rules: Rules, results: list[Attempt], standing: Standing) -> Way:
    worth = dict.fromkeys(rules.countable, NEW)
    return shortest_way(
        rules, attempts=results, credits_by_course=worth, standing=standing, now=NOW
    )


def done(codes: tuple[str, ...], score: int, *, besides: list[Attempt]) -> list[Attempt]:
    """Courses completed now; one that counted for the major still does."""
    majors = {each.course for each in besides if each.is_for_major}
    return [
        Attempt(code, NOW, Decimal(score), NEW, "completed", None, code in majors) for code in codes
    ]


@given(all_rules(), taken, standings())
@settings(max_examples=250, deadline=None)
def test_it_says_eligible_exactly_when_some_assignment_is_enough(
    rules: Rules, results: list[Attempt], standing: Standing
) -> None:
    found = explain(rules, results, standing).is_eligible
    assert found is some_assignment_is_enough(rules, results, standing)


@given(all_rules(), taken, attempts(), standings())
@settings(max_examples=80, deadline=None)
def test_one_result_more_never_loses_eligibility(
    rules: Rules, results: list[Attempt], more: Attempt, standing: Standing
) -> None:
    if explain(rules, results, standing).is_eligible:
        assert explain(rules, [*results, more], standing).is_eligible


@given(all_rules(), taken, standings(), st.data())
@settings(max_examples=80, deadline=None)
def test_a_better_score_never_loses_eligibility(
    rules: Rules, results: list[Attempt], standing: Standing, data: st.DataObject
) -> None:
    if results and explain(rules, results, standing).is_eligible:
        place = data.draw(st.integers(0, len(results) - 1))
        better = list(results)
        better[place] = replace(better[place], score=Decimal(100), status="completed")
        assert explain(rules, better, standing).is_eligible


@given(all_rules(), taken, standings(), st.randoms(use_true_random=False))
@settings(max_examples=80, deadline=None)
def test_the_order_of_results_does_not_matter(
    rules: Rules, results: list[Attempt], standing: Standing, random
) -> None:
    shuffled = list(results)
    random.shuffle(shuffled)
    assert explain(rules, shuffled, standing) == explain(rules, results, standing)
    assert way(rules, shuffled, standing) == way(rules, results, standing)


@given(all_rules(), taken, standings())
@settings(max_examples=80, deadline=None)
def test_nothing_counts_twice(rules: Rules, results: list[Attempt], standing: Standing) -> None:
    counted = explain(rules, results, standing).counted
    assert len({each.course for each in counted}) == len(counted)
    assert len({each.counts_as for each in counted}) == len(counted)


@given(all_rules(), taken, standings())
@settings(max_examples=60, deadline=None)
def test_a_way_is_found_exactly_when_further_courses_can_help(
    rules: Rules, results: list[Attempt], standing: Standing
) -> None:
    found = way(rules, results, standing).state
    everything = done((*COURSES, "X", "Y"), 100, besides=results)
    is_possible = some_assignment_is_enough(rules, [*results, *everything], standing)
    if explain(rules, results, standing).is_eligible:
        assert found is WayState.ELIGIBLE
    if found in {WayState.ELIGIBLE, WayState.FOUND}:
        assert is_possible
    if not standing.counted_elsewhere and not any(each.is_for_major for each in results):
        assert (found is WayState.IMPOSSIBLE) is not is_possible


@given(all_rules(), taken, standings())
@settings(max_examples=60, deadline=None)
def test_the_way_is_enough_and_with_a_course_less_it_is_not(
    rules: Rules, results: list[Attempt], standing: Standing
) -> None:
    found = way(rules, results, standing)
    if found.state is WayState.FOUND:
        further = done(found.courses, found.score or 0, besides=results)
        assert explain(rules, [*results, *further], standing).is_eligible
        for place in range(len(found.courses)):
            fewer = done(found.courses[:place] + found.courses[place + 1 :], 100, besides=results)
            assert not explain(rules, [*results, *fewer], standing).is_eligible


@given(all_rules())
@settings(max_examples=60, deadline=None)
def test_rules_survive_json(rules: Rules) -> None:
    assert rules_from_json(rules_to_json(rules)) == rules

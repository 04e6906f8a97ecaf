"""What must hold whatever the rules and the results are."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from programs.evaluator import Attempt, Catalogue, Standing, evaluate
from programs.rules import Group, GroupKind, Rules

COURSES = ("A", "B", "C", "D")
STAND_INS = (*COURSES, "X", "Y")
NO_CATALOGUE = Catalogue(courses={})

scores = st.sampled_from([Decimal(n) for n in (40, 55, 60, 70, 85, 100)])


@st.composite
def groups(draw: st.DrawFn) -> Group:
    courses = tuple(draw(st.lists(st.sampled_from(COURSES), min_size=1, max_size=4, unique=True)))
    kind = draw(st.sampled_from(list(GroupKind)))
    most = len(courses) * (3 if kind is GroupKind.CREDITS else 1)
    amount = len(courses) if kind is GroupKind.ALL else draw(st.integers(1, most))
    least = draw(st.none() | st.sampled_from([Decimal(50), Decimal(60)]))
    return Group("g", kind, courses, Decimal(amount), least)


@st.composite
def all_rules(draw: st.DrawFn) -> Rules:
    equivalents = draw(
        st.dictionaries(
            st.sampled_from(COURSES),
            st.lists(st.sampled_from(("X", "Y")), min_size=1, max_size=2, unique=True).map(tuple),
            max_size=2,
        )
    )
    return Rules(
        groups=tuple(draw(st.lists(groups(), min_size=1, max_size=3))),
        min_credits=Decimal(draw(st.sampled_from([0, 3, 6, 9]))),
        min_mean_score=draw(st.none() | scores),
        equivalents=equivalents,
        shared_credits_max=draw(st.none() | st.sampled_from([Decimal(0), Decimal(3)])),
    )


@st.composite
def attempts(draw: st.DrawFn) -> Attempt:
    return Attempt(
        draw(st.sampled_from(STAND_INS)),
        draw(st.sampled_from(("2025-1", "2025-2", "2026-1"))),
        draw(scores),
        Decimal(3),
        draw(st.sampled_from(("completed", "completed", "completed", "failed"))),
    )


taken = st.lists(attempts(), max_size=7)
elsewhere = st.frozensets(st.sampled_from(STAND_INS), max_size=3)


def explain(rules: Rules, results: list[Attempt], shared: frozenset[str]):
    standing = Standing(held=frozenset({"M"}), counted_elsewhere=shared)
    return evaluate(rules, attempts=results, catalogue=NO_CATALOGUE, standing=standing)


@given(all_rules(), taken, elsewhere)
@settings(max_examples=150, deadline=None)
def test_it_says_eligible_exactly_when_some_assignment_is_enough(
    rules: Rules, results: list[Attempt], shared: frozenset[str]
) -> None:
    found = explain(rules, results, shared).is_eligible
    assert found is _some_assignment_is_enough(rules, results, shared)


@given(all_rules(), taken, attempts(), elsewhere)
@settings(max_examples=80, deadline=None)
def test_one_result_more_never_loses_eligibility(
    rules: Rules, results: list[Attempt], more: Attempt, shared: frozenset[str]
) -> None:
    if explain(rules, results, shared).is_eligible:
        assert explain(rules, [*results, more], shared).is_eligible


@given(all_rules(), taken, elsewhere, st.data())
@settings(max_examples=80, deadline=None)
def test_a_better_score_never_loses_eligibility(
    rules: Rules, results: list[Attempt], shared: frozenset[str], data: st.DataObject
) -> None:
    if results and explain(rules, results, shared).is_eligible:
        place = data.draw(st.integers(0, len(results) - 1))
        better = list(results)
        better[place] = replace(better[place], score=Decimal(100), status="completed")
        assert explain(rules, better, shared).is_eligible


@given(all_rules(), taken, elsewhere, st.randoms(use_true_random=False))
@settings(max_examples=80, deadline=None)
def test_the_order_of_results_does_not_matter(
    rules: Rules, results: list[Attempt], shared: frozenset[str], random
) -> None:
    shuffled = list(results)
    random.shuffle(shuffled)
    assert explain(rules, shuffled, shared) == explain(rules, results, shared)


@given(all_rules(), taken, elsewhere)
@settings(max_examples=80, deadline=None)
def test_nothing_counts_twice(rules: Rules, results: list[Attempt], shared: frozenset[str]) -> None:
    counted = explain(rules, results, shared).counted
    assert len({each.course for each in counted}) == len(counted)
    assert len({each.counts_as for each in counted}) == len(counted)


def _some_assignment_is_enough(
    rules: Rules, results: list[Attempt], shared: frozenset[str]
) -> bool:
    """Every assignment there is, one after another: slow, and too plain to be wrong."""
    best: dict[str, Attempt] = {}
    for each in results:
        is_better = each.course not in best or each.score > best[each.course].score
        if each.status == "completed" and is_better:
            best[each.course] = each
    choices = []
    for course in dict.fromkeys(code for group in rules.groups for code in group.courses):
        places: list[tuple[int, Attempt] | None] = [None]
        for code in (course, *rules.equivalents.get(course, ())):
            for position, group in enumerate(rules.groups):
                least = group.min_score or Decimal(0)
                if course in group.courses and code in best and best[code].score >= least:
                    places.append((position, best[code]))
        choices.append(places)
    return any(_is_enough(rules, [p for p in chosen if p], shared) for chosen in product(*choices))


def _is_enough(rules: Rules, chosen: list[tuple[int, Attempt]], shared: frozenset[str]) -> bool:
    codes = [attempt.course for _position, attempt in chosen]
    if len(set(codes)) < len(codes):
        return False
    for position, group in enumerate(rules.groups):
        inside = [attempt for place, attempt in chosen if place == position]
        size = sum(a.credits for a in inside) if group.kind is GroupKind.CREDITS else len(inside)
        if size < group.amount:
            return False
    total = sum((attempt.credits for _p, attempt in chosen), Decimal(0))
    points = sum((attempt.credits * attempt.score for _p, attempt in chosen), Decimal(0))
    double = sum((a.credits for _p, a in chosen if a.course in shared), Decimal(0))
    return (
        total >= rules.min_credits
        and (rules.min_mean_score is None or (total and points >= rules.min_mean_score * total))
        and (rules.shared_credits_max is None or double <= rules.shared_credits_max)
    )

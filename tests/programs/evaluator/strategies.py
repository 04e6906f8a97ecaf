"""Small random rules and results, with every kind of rule; shared by the property tests."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

from programs.evaluator import Attempt, Standing
from programs.rules import Group, GroupKind, Limit, Replaced, Rules, Terms

COURSES = ("A", "B", "C", "D")
STAND_INS = (*COURSES, "X", "Y", "OLD")
TERMS = ("2025-1", "2025-2", "2026-1")

scores = st.sampled_from([Decimal(n) for n in (40, 55, 60, 70, 85, 100)])
some_courses = st.lists(st.sampled_from(COURSES), min_size=1, max_size=4, unique=True).map(tuple)


@st.composite
def groups(draw: st.DrawFn) -> Group:
    courses = draw(some_courses)
    kind = draw(st.sampled_from(list(GroupKind)))
    most = len(courses) * (3 if kind is GroupKind.CREDITS else 1)
    amount = len(courses) if kind is GroupKind.ALL else draw(st.integers(1, most))
    least = draw(st.none() | st.sampled_from([Decimal(50), Decimal(60)]))
    return Group("g", kind, courses, Decimal(amount), least)


@st.composite
def limits(draw: st.DrawFn) -> Limit:
    bound = Decimal(draw(st.sampled_from([2, 3, 6])))
    is_ceiling = draw(st.booleans())
    return Limit("l", draw(some_courses), *((None, bound) if is_ceiling else (bound, None)))


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
        min_scores=draw(st.dictionaries(st.sampled_from(COURSES), scores, max_size=1)),
        replacements=draw(st.sampled_from([{}, {"A": (Replaced("OLD", "2025-1"),)}])),
        limits=tuple(draw(st.lists(limits(), max_size=2))),
        major_credits_max=draw(st.none() | st.sampled_from([Decimal(0), Decimal(3)])),
        double_count_once=draw(st.booleans()),
        terms=draw(st.none() | st.sampled_from([Terms(first="2025-2"), Terms(within=2)])),
    )


@st.composite
def attempts(draw: st.DrawFn) -> Attempt:
    return Attempt(
        draw(st.sampled_from(STAND_INS)),
        draw(st.sampled_from(TERMS)),
        draw(scores),
        Decimal(draw(st.sampled_from([3, 3, 2]))),
        draw(st.sampled_from(("completed", "completed", "completed", "failed"))),
        None,
        draw(st.sampled_from([False, False, True])),
    )


@st.composite
def standings(draw: st.DrawFn) -> Standing:
    elsewhere = draw(st.frozensets(st.sampled_from(STAND_INS), max_size=3))
    twice = draw(st.sampled_from([frozenset(), elsewhere]))
    return Standing(
        held=frozenset({"M"}), counted_elsewhere=elsewhere, counted_twice=twice, entry="2025-1"
    )


taken = st.lists(attempts(), max_size=6)

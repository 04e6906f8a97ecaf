"""Every assignment there is, one after another: slow, and too plain to be wrong."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

from programs.evaluator import Attempt, Standing
from programs.rules import GroupKind, Rules
from programs.validators import term_key

Choice = tuple[str, int, Attempt]
"""A course, the position of a group, and what is completed for the course."""


def some_assignment_is_enough(rules: Rules, results: list[Attempt], standing: Standing) -> bool:
    choices = []
    for course in dict.fromkeys(code for group in rules.groups for code in group.courses):
        places: list[Choice | None] = [None]
        for position, group in enumerate(rules.groups):
            least = max(group.min_score or Decimal(0), rules.min_scores.get(course, Decimal(0)))
            places += [
                (course, position, each)
                for each in results
                if course in group.courses
                and _stands_for(each, course, rules)
                and each.score is not None
                and each.score >= least
                and _may_count(each, rules, standing)
            ]
        choices.append(places)
    return any(
        _is_enough(rules, [c for c in chosen if c], standing) for chosen in product(*choices)
    )


def _stands_for(attempt: Attempt, course: str, rules: Rules) -> bool:
    if attempt.course in (course, *rules.equivalents.get(course, ())):
        return True
    return any(
        each.course == attempt.course
        and (each.until is None or term_key(attempt.term) <= term_key(each.until))
        for each in rules.replacements.get(course, ())
    )


def _may_count(attempt: Attempt, rules: Rules, standing: Standing) -> bool:
    """The bounds of strategies.py: from 2025-2 on, or within two terms of an entry in 2025-1."""
    if attempt.status != "completed":
        return False
    terms = rules.terms
    if terms is not None and terms.first == "2025-2" and attempt.term == "2025-1":
        return False
    if terms is not None and terms.within == 2 and attempt.term == "2026-1":
        return False
    elsewhere = attempt.course in standing.counted_elsewhere
    is_double = attempt.course in standing.counted_twice or (attempt.is_for_major and elsewhere)
    return not (rules.double_count_once and is_double)


def _is_enough(rules: Rules, chosen: list[Choice], standing: Standing) -> bool:
    done = [attempt for _course, _position, attempt in chosen]
    if len({each.course for each in done}) < len(done):
        return False
    for position, group in enumerate(rules.groups):
        inside = [attempt for _course, place, attempt in chosen if place == position]
        size = _credits(inside) if group.kind is GroupKind.CREDITS else len(inside)
        if size < group.amount:
            return False
    for limit in rules.limits:
        have = _credits([attempt for course, _p, attempt in chosen if course in limit.courses])
        if have < (limit.min_credits or 0) or have > (limit.max_credits or 1000):
            return False
    points = sum((each.credits * (each.score or 0) for each in done), Decimal(0))
    shared = _credits([each for each in done if each.course in standing.counted_elsewhere])
    major = _credits([each for each in done if each.is_for_major])
    total, mean = _credits(done), rules.min_mean_score
    return (
        total >= rules.min_credits
        and (mean is None or (total > 0 and points >= mean * total))
        and (rules.shared_credits_max is None or shared <= rules.shared_credits_max)
        and (rules.major_credits_max is None or major <= rules.major_credits_max)
    )


def _credits(attempts: list[Attempt]) -> Decimal:
    return sum((each.credits for each in attempts), Decimal(0))

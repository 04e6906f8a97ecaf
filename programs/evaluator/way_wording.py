"""The shortest way as items with sentences: courses that are as good as each other are told as a choice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from programs.evaluator.explanation import Item, number
from programs.evaluator.places import Place, credits_of
from programs.evaluator.planning import Plan
from programs.rules import Rules


def told(
    places: Sequence[Place],
    *,
    plan: Plan,
    rules: Rules,
    score: int | None,
    waiting: tuple[str, ...],
    last_term: str | None,
    is_whole: bool,
) -> tuple[Item, ...]:
    """How many courses, which ones, how good they have to be, by when, and what has to be held first."""
    items: list[Item] = []
    if places:
        total = {"count": len(places), "credits": number(credits_of(places))}
        items.append(Item("way_total" if is_whole else "way_total_perhaps", total))
        items += _courses(places, plan=plan, rules=rules)
    if score:
        items.append(Item("way_score", {"score": score}))
    if places and last_term:
        items.append(Item("way_last_term", {"last": last_term}))
    items += [Item("way_micro_degree", {"micro_degree": code}) for code in waiting]
    return tuple(items)


def _courses(places: Sequence[Place], *, plan: Plan, rules: Rules) -> Iterator[Item]:
    """One item a group and kind; new courses of which others would do as well are a choice."""
    choices = _choices(places, plan=plan, rules=rules)
    bundles: dict[tuple[int, str, tuple[str, ...]], list[str]] = {}
    for place in places:
        code = place.attempt.course
        kind = "again" if code in plan.done else "running" if code in plan.running else "take"
        bundles.setdefault((place.group, kind, choices.get(code, ())), []).append(code)
    for (group, kind, choice), codes in bundles.items():
        name = rules.groups[group].name
        if len(choice) > len(codes):
            yield Item("way_choose", {"group": name, "count": len(codes), "courses": list(choice)})
        else:
            yield Item(f"way_{kind}", {"group": name, "courses": codes})


def _choices(places: Sequence[Place], *, plan: Plan, rules: Rules) -> dict[str, tuple[str, ...]]:
    """For new courses, all that the rules cannot tell from them: any of these will do.

    None where such courses are to be taken in two groups, since one cannot be chosen for both.
    """
    alike: dict[tuple[object, ...], list[str]] = {}
    for code in rules.courses:
        if code in plan.alone:
            alike.setdefault(_traits(code, plan=plan, rules=rules), []).append(code)
    groups: dict[tuple[object, ...], set[int]] = {}
    new = [place for place in places if place.attempt.course in plan.alone]
    for place in new:
        groups.setdefault(_traits(place.course, plan=plan, rules=rules), set()).add(place.group)
    traits = {place.course: _traits(place.course, plan=plan, rules=rules) for place in new}
    return {code: tuple(alike[each]) for code, each in traits.items() if len(groups[each]) == 1}


def _traits(code: str, *, plan: Plan, rules: Rules) -> tuple[object, ...]:
    """All that the rules know of a course that nothing else stands for."""
    return (
        plan.alone[code].credits,
        tuple(code in group.courses for group in rules.groups),
        rules.min_scores.get(code),
        rules.min_grades.get(code),
        tuple(code in limit.courses for limit in rules.limits),
    )

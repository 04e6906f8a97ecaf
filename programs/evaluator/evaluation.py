"""The evaluation: one function per rule, every rule of a curriculum enforced."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from programs.evaluator.admission import Admission, admit
from programs.evaluator.assignment import Assignment, assign, options_of
from programs.evaluator.explanation import (
    CompetencyScore,
    Counted,
    Explanation,
    Item,
    LeftOut,
    number,
)
from programs.evaluator.facts import Attempt, Catalogue, CompetencyFacts, Standing
from programs.evaluator.places import Place
from programs.evaluator.span import span_of
from programs.rules import GroupKind, Limit, Rules

_NOTHING_ELSE = Standing()


def evaluate(
    rules: Rules,
    *,
    attempts: Iterable[Attempt],
    catalogue: Catalogue,
    standing: Standing = _NOTHING_ELSE,
) -> Explanation:
    """Whether a learner fulfils the rules, by what, and what is missing; the order of `attempts` does not matter."""
    admission = admit(attempts, rules=rules, standing=standing)
    chosen = assign(rules, usable=admission.usable, elsewhere=standing.counted_elsewhere)
    verdicts = [
        *(_group(chosen, position) for position in range(len(rules.groups))),
        *_totals(chosen),
        *(_least_of_limit(chosen, each) for each in rules.limits if each.min_credits is not None),
        *_ceilings(chosen),
        *_terms(rules, standing=standing),
        *_standing(chosen, standing=standing),
    ]
    mean = chosen.mean_score
    return Explanation(
        met=tuple(item for is_met, item in verdicts if is_met),
        missing=tuple(item for is_met, item in verdicts if not is_met),
        credits=chosen.credits,
        # Downwards: 69.996 must not look like the 70 that it is not.
        mean_score=None if mean is None else mean.quantize(Decimal("0.01"), ROUND_DOWN),
        counted=tuple(_counted(place, chosen) for place in chosen.places),
        left_out=_left_out(chosen, admission=admission),
        competencies=tuple(_competency(each, chosen, catalogue) for each in catalogue.competencies),
    )


Verdict = tuple[bool, Item]


def _group(chosen: Assignment, position: int) -> Verdict:
    group = chosen.rules.groups[position]
    have = chosen.progress(position)
    is_met = have >= group.amount
    done = [place.course for place in chosen.in_group(position)]
    open_courses = [code for code in group.courses if code not in done]
    params = {
        "group": group.name,
        "have": number(have),
        "need": number(group.amount),
        "courses": done if is_met else open_courses,
    }
    if group.min_score is not None:
        params["min_score"] = number(group.min_score)
    kind = {GroupKind.ALL: "all", GroupKind.COUNT: "count", GroupKind.CREDITS: "credits"}[
        group.kind
    ]
    return is_met, Item(f"group_{kind}_{_ending(is_met)}", params)


def _totals(chosen: Assignment) -> Iterable[Verdict]:
    rules = chosen.rules
    if rules.min_credits:
        is_met = chosen.credits >= rules.min_credits
        params = {"have": number(chosen.credits), "need": number(rules.min_credits)}
        yield is_met, Item(f"min_credits_{_ending(is_met)}", params)
    if rules.min_mean_score is not None:
        yield _mean(chosen, least=rules.min_mean_score)


def _least_of_limit(chosen: Assignment, limit: Limit) -> Verdict:
    have, need = chosen.limited(limit), limit.min_credits or Decimal(0)
    is_met = have >= need
    params = {
        "limit_name": limit.name,
        "have": number(have),
        "need": number(need),
        "courses": list(limit.courses),
    }
    return is_met, Item(f"limit_least_{_ending(is_met)}", params)


def _ceilings(chosen: Assignment) -> Iterable[Verdict]:
    """Never missing: the assignment keeps to them by leaving courses out."""
    rules = chosen.rules
    for limit in rules.limits:
        if limit.max_credits is not None:
            used, ceiling = number(chosen.limited(limit)), number(limit.max_credits)
            params = {"limit_name": limit.name, "have": used, "limit": ceiling}
            yield True, Item("limit_most_met", params)
    for name, have, most in (
        ("shared", chosen.shared_credits, rules.shared_credits_max),
        ("major", chosen.major_credits, rules.major_credits_max),
    ):
        if most is not None:
            yield True, Item(f"{name}_credits_met", {"have": number(have), "limit": number(most)})


def _terms(rules: Rules, *, standing: Standing) -> Iterable[Verdict]:
    """The terms that count: told, not judged, since results of others are left out."""
    span = span_of(rules.terms, entry=standing.entry)
    if span.first and span.last:
        yield True, Item("terms_between_met", {"first": span.first, "last": span.last})
    elif span.first:
        yield True, Item("terms_first_met", {"first": span.first})
    elif span.last:
        yield True, Item("terms_last_met", {"last": span.last})


def _mean(chosen: Assignment, *, least: Decimal) -> Verdict:
    mean = chosen.mean_score
    if mean is None:
        return False, Item("min_mean_score_unknown", {"need": number(least)})
    shown = number(mean.quantize(Decimal("0.01"), ROUND_DOWN))
    item = Item(
        f"min_mean_score_{_ending(chosen.has_mean)}", {"have": shown, "need": number(least)}
    )
    return chosen.has_mean, item


def _standing(chosen: Assignment, *, standing: Standing) -> Iterable[Verdict]:
    rules = chosen.rules
    if standing.is_held:
        # Nobody has a badge twice, so a case that nobody could approve does not go to review.
        yield False, Item("already_held")
    for code in rules.requires:
        is_held = code in standing.held
        yield is_held, Item(f"requires_{_ending(is_held)}", {"micro_degree": code})
    if rules.max_micro_degrees is not None:
        has_room = len(standing.held) < rules.max_micro_degrees
        params = {"have": len(standing.held), "limit": rules.max_micro_degrees}
        yield has_room, Item(f"max_micro_degrees_{_ending(has_room)}", params)


def _ending(is_met: bool) -> str:  # noqa: FBT001  (a word for a verdict)
    return "met" if is_met else "missing"


def _counted(place: Place, chosen: Assignment) -> Counted:
    attempt = place.attempt
    return Counted(
        course=attempt.course,
        counts_as=place.course,
        group=chosen.rules.groups[place.group].name,
        term=attempt.term,
        score=attempt.score,
        credits=attempt.credits,
        is_shared=attempt.course in chosen.elsewhere,
        result=attempt.result,
    )


def _left_out(chosen: Assignment, *, admission: Admission) -> tuple[LeftOut, ...]:
    used = {place.attempt.course for place in chosen.places}
    unused = sorted(code for code in admission.best if code not in used)
    return tuple(
        LeftOut(code, _why_left_out(code, chosen=chosen, admission=admission)) for code in unused
    )


def _why_left_out(code: str, *, chosen: Assignment, admission: Admission) -> str:
    """The first reason that keeps the best attempt at a course out."""
    usable = admission.usable.get(code)
    if not usable:
        return admission.refused[code]
    attempt, rules = usable[0], chosen.rules
    if not options_of(rules, usable={code: (attempt,)}):
        return "score"
    if rules.shared_credits_max is not None and code in chosen.elsewhere:
        return "shared"
    if rules.major_credits_max is not None and attempt.is_for_major:
        return "major"
    return "limit" if _is_limited(code, rules=rules) else "covered"


def _is_limited(code: str, *, rules: Rules) -> bool:
    capped = {
        course for each in rules.limits if each.max_credits is not None for course in each.courses
    }
    return any(code in rules.codes_for(course) for course in capped)


def _competency(
    competency: CompetencyFacts, chosen: Assignment, catalogue: Catalogue
) -> CompetencyScore:
    """The credit- and weight-weighted mean of what counts, to one decimal, halves up; the highest level it reaches."""
    total = points = Decimal(0)
    weights = []
    for place in chosen.places:
        weight = _weight(place.course, competency.code, catalogue)
        if place.attempt.score is not None and weight:
            weights.append((place.course, weight))
            total += place.attempt.credits * weight
            points += place.attempt.credits * weight * place.attempt.score
    if not total:
        return CompetencyScore(competency.code, None, None)
    score = (points / total).quantize(Decimal("0.1"), ROUND_HALF_UP)
    reached = [code for code, threshold in competency.levels if score >= threshold]
    return CompetencyScore(competency.code, score, reached[-1] if reached else None, tuple(weights))


def _weight(course: str, competency: str, catalogue: Catalogue) -> Decimal:
    facts = catalogue.courses.get(course)
    return facts.weights.get(competency, Decimal(0)) if facts else Decimal(0)

"""The keys of a curriculum that are rules, read into `programs.rules.Rules`. docs/program-file.md describes each."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from programs.rules import Grade, Group, GroupKind, Limit, Replaced, Rules, Terms
from programs.services.design.values import (
    read_code,
    read_codes,
    read_credits,
    read_flag,
    read_score,
    read_term,
)
from programs.services.design.yaml_parts import Node

OPTIONAL_KEYS = (
    "min_credits",
    "min_mean_score",
    "min_mean_grade",
    "min_scores",
    "min_grades",
    "equivalents",
    "replacements",
    "limits",
    "shared_credits_max",
    "major_credits_max",
    "double_count_once",
    "max_micro_degrees",
    "requires",
    "terms",
)
ENTRY = "entry"
"""As `from` of `terms`: the learner's term of entry."""

_ZERO, _ONE, _HUNDRED, _TENTH = Decimal(0), Decimal(1), Decimal(100), Decimal("0.1")
_MOST_TERMS = Decimal(40)


def read_rules(keys: Mapping[str, Node], *, groups: list[Node]) -> Rules:
    """The rules of a curriculum; InvalidInput with line and path at the first fault of form."""
    mean, mean_grade = _mean(keys)
    shared, major = keys.get("shared_credits_max"), keys.get("major_credits_max")
    least, most = keys.get("min_credits"), keys.get("max_micro_degrees")
    once, terms = keys.get("double_count_once"), keys.get("terms")
    return Rules(
        groups=tuple(_group(each) for each in groups),
        min_credits=read_credits(least) if least else _ZERO,
        min_mean_score=mean,
        min_mean_grade=mean_grade,
        min_scores={code: read_score(each) for code, each in _entries(keys, "min_scores")},
        min_grades={code: _grade(each) for code, each in _entries(keys, "min_grades")},
        equivalents={code: read_codes(each) for code, each in _entries(keys, "equivalents")},
        replacements={code: _replaced(each) for code, each in _entries(keys, "replacements")},
        limits=tuple(_limit(each) for each in keys["limits"].items()) if "limits" in keys else (),
        shared_credits_max=read_credits(shared) if shared else None,
        major_credits_max=read_credits(major) if major else None,
        double_count_once=read_flag(once) if once else False,
        max_micro_degrees=int(most.number(low=_ONE, high=_HUNDRED, step=_ONE)) if most else None,
        requires=read_codes(keys["requires"]) if "requires" in keys else (),
        terms=_terms(terms) if terms else None,
    )


def _entries(keys: Mapping[str, Node], name: str) -> list[tuple[str, Node]]:
    return keys[name].entries() if name in keys else []


def _mean(keys: Mapping[str, Node]) -> tuple[Decimal | None, str]:
    """The least mean, and the grade that it was written as."""
    if "min_mean_grade" not in keys:
        return (read_score(keys["min_mean_score"]) if "min_mean_score" in keys else None), ""
    if "min_mean_score" in keys:
        message = _("A curriculum has min_mean_score or min_mean_grade, not both.")
        raise keys["min_mean_grade"].fault(message, code="mean_twice")
    grade = _grade(keys["min_mean_grade"])
    return grade.lowest, grade.name


def _group(node: Node) -> Group:
    keys = node.fields(
        required=("name",), optional=("all", "count", "credits", "from", "min_score", "min_grade")
    )
    kinds = [kind for kind in GroupKind if kind in keys]
    if len(kinds) != 1 or (kinds[0] is GroupKind.ALL) == ("from" in keys):
        message = _("A group has either all, or count and from, or credits and from.")
        raise node.fault(message, code="group_kind")
    kind = kinds[0]
    courses = read_codes(keys["all"] if kind is GroupKind.ALL else keys["from"])
    if not courses:
        raise node.fault(_("The group names no course."), code="group_empty")
    if kind is GroupKind.ALL:
        amount = Decimal(len(courses))
    elif kind is GroupKind.COUNT:
        amount = keys["count"].number(low=_ONE, high=_HUNDRED, step=_ONE)
    else:
        amount = keys["credits"].number(low=_TENTH, high=Decimal(500), step=_TENTH)
    score, grade = keys.get("min_score"), keys.get("min_grade")
    return Group(
        name=keys["name"].text(longest=100),
        kind=kind,
        courses=courses,
        amount=amount,
        min_score=read_score(score) if score else None,
        min_grade=_grade(grade) if grade else None,
    )


def _grade(node: Node) -> Grade:
    """A grade with the scores that the settings give it now; they stay with the rules."""
    name = node.text(longest=4).upper()
    lowest, scores = settings.CREDCENTER_GRADE_LOWEST_SCORES, settings.CREDCENTER_GRADE_SCORES
    if name not in lowest or name not in scores:
        message = _("%(grade)s is not a grade that passes. Use one of: %(known)s.")
        known = ", ".join(each for each in lowest if each in scores)
        raise node.fault(message % {"grade": name, "known": known}, code="grade_unknown")
    return Grade(name, Decimal(scores[name]), Decimal(lowest[name]))


def _replaced(node: Node) -> tuple[Replaced, ...]:
    found = []
    for each in node.items():
        keys = each.fields(required=("course",), optional=("until",))
        until = read_term(keys["until"]) if "until" in keys else None
        found.append(Replaced(read_code(keys["course"], longest=32), until))
    if not found:
        raise node.fault(_("This list is empty."), code="empty_list")
    return tuple(found)


def _limit(node: Node) -> Limit:
    keys = node.fields(required=("name", "from"), optional=("min_credits", "max_credits"))
    least, most = keys.get("min_credits"), keys.get("max_credits")
    courses = read_codes(keys["from"])
    if not courses or (least is None and most is None):
        message = _("A limit has courses, and min_credits or max_credits or both.")
        raise node.fault(message, code="limit_bad")
    return Limit(
        name=keys["name"].text(longest=100),
        courses=courses,
        min_credits=read_credits(least) if least else None,
        max_credits=read_credits(most) if most else None,
    )


def _terms(node: Node) -> Terms:
    keys = node.fields(required=(), optional=("from", "until", "within"))
    if not keys:
        message = _("Terms have at least one of: from, until, within.")
        raise node.fault(message, code="terms_empty")
    first, last, within = keys.get("from"), keys.get("until"), keys.get("within")
    from_entry = first is not None and first.text(longest=16) == ENTRY
    return Terms(
        first=read_term(first) if first and not from_entry else None,
        last=read_term(last) if last else None,
        from_entry=from_entry,
        within=int(within.number(low=_ONE, high=_MOST_TERMS, step=_ONE)) if within else None,
    )

"""Rules as the keys that `rule_keys` reads back; keys that say nothing are left out."""

from __future__ import annotations

from typing import Any

from programs.rules import Group, GroupKind, Limit, Replaced, Rules, Terms
from programs.services.design.rule_keys import ENTRY
from programs.services.design.yaml_style import flow, flow_list, number, quoted


def dump_rules(rules: Rules) -> dict[str, Any]:
    """The keys in the order of docs/program-file.md."""
    data: dict[str, Any] = {"min_credits": number(rules.min_credits)} | _mean(rules)
    data["groups"] = [_group(group) for group in rules.groups]
    data["equivalents"] = flow(
        {code: flow_list(map(quoted, codes)) for code, codes in rules.equivalents.items()}
    )
    later = {
        "replacements": {
            code: flow_list(map(_replaced, many)) for code, many in rules.replacements.items()
        },
        "min_scores": flow({code: number(score) for code, score in rules.min_scores.items()}),
        "min_grades": flow({code: grade.name for code, grade in rules.min_grades.items()}),
        "limits": [_limit(each) for each in rules.limits],
    }
    data |= {key: value for key, value in later.items() if value}
    return data | _bounds(rules) | {"requires": flow_list(map(quoted, rules.requires))}


def _mean(rules: Rules) -> dict[str, Any]:
    if rules.min_mean_grade:
        return {"min_mean_grade": rules.min_mean_grade}
    if rules.min_mean_score is None:
        return {}
    return {"min_mean_score": number(rules.min_mean_score)}


def _bounds(rules: Rules) -> dict[str, Any]:
    data: dict[str, Any] = {}
    if rules.shared_credits_max is not None:
        data["shared_credits_max"] = number(rules.shared_credits_max)
    if rules.major_credits_max is not None:
        data["major_credits_max"] = number(rules.major_credits_max)
    if rules.double_count_once:
        data["double_count_once"] = True
    if rules.max_micro_degrees is not None:
        data["max_micro_degrees"] = rules.max_micro_degrees
    if rules.terms is not None:
        data["terms"] = _terms(rules.terms)
    return data


def _group(group: Group) -> Any:
    data: dict[str, Any] = {"name": quoted(group.name)}
    courses = flow_list(map(quoted, group.courses))
    if group.kind is GroupKind.ALL:
        data["all"] = courses
    else:
        data |= {group.kind.value: number(group.amount), "from": courses}
    if group.min_score is not None:
        data["min_score"] = number(group.min_score)
    if group.min_grade is not None:
        data["min_grade"] = group.min_grade.name
    return flow(data)


def _replaced(each: Replaced) -> Any:
    until = {} if each.until is None else {"until": each.until}
    return flow({"course": quoted(each.course)} | until)


def _limit(limit: Limit) -> Any:
    data: dict[str, Any] = {"name": quoted(limit.name)}
    data["from"] = flow_list(map(quoted, limit.courses))
    if limit.min_credits is not None:
        data["min_credits"] = number(limit.min_credits)
    if limit.max_credits is not None:
        data["max_credits"] = number(limit.max_credits)
    return flow(data)


def _terms(terms: Terms) -> Any:
    first = ENTRY if terms.from_entry else terms.first
    said = {"from": first, "until": terms.last, "within": terms.within}
    return flow({key: value for key, value in said.items() if value is not None})

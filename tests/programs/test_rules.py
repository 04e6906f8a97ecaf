from __future__ import annotations

import json
from decimal import Decimal

from programs.rules import Group, GroupKind, Rules, rules_from_json, rules_to_json

WHOLE = Rules(
    groups=(
        Group("core", GroupKind.ALL, ("A", "B"), Decimal(2)),
        Group("elective", GroupKind.CREDITS, ("C", "D"), Decimal("4.5"), Decimal(60)),
        Group("project", GroupKind.COUNT, ("E",), Decimal(1)),
    ),
    min_credits=Decimal(12),
    min_mean_score=Decimal("72.5"),
    equivalents={"A": ("OLD1", "OLD2")},
    shared_credits_max=Decimal(3),
    max_micro_degrees=3,
    requires=("M1",),
)


def test_rules_survive_json() -> None:
    assert rules_from_json(json.loads(json.dumps(rules_to_json(WHOLE)))) == WHOLE


def test_equal_rules_have_equal_json() -> None:
    same = Rules(groups=(), min_credits=Decimal("12.0"))
    assert rules_to_json(same) == rules_to_json(Rules(groups=(), min_credits=Decimal(12)))


def test_what_is_not_said_is_no_rule() -> None:
    bare = rules_from_json({"groups": [{"name": "g", "all": ["A"]}]})
    assert (bare.min_credits, bare.min_mean_score, bare.shared_credits_max) == (0, None, None)
    assert (bare.max_micro_degrees, bare.requires, bare.equivalents) == (None, (), {})


def test_courses_and_what_may_stand_for_them() -> None:
    assert WHOLE.courses == ("A", "B", "C", "D", "E")
    assert WHOLE.countable == ("A", "B", "C", "D", "E", "OLD1", "OLD2")

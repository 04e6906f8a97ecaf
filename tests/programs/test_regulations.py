"""Two real regulations as program files: what they ask for, worked by hand."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

import pytest

from programs.evaluator import Attempt, Catalogue, Standing, evaluate
from programs.rules import rules_from_json, rules_to_json
from programs.services.design.loading import checked_program
from programs.services.design.parts import MicroDegreePart

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"

pytestmark = pytest.mark.django_db


def micro_degree(name: str) -> MicroDegreePart:
    text = (EXAMPLES / name / "program.yaml").read_text(encoding="utf-8")
    return checked_program(text, file_name="program.yaml").micro_degrees[0]


@dataclass(frozen=True)
class Case:
    """`took`: courses completed with 60 points, `*` for one that counts for the major too, `!` for a failed one."""

    took: str
    missing: list[str]
    counted: int
    left_out: dict[str, str] = field(default_factory=dict)
    standing: Standing = field(default_factory=Standing)


def attempts(text: str) -> list[Attempt]:
    return [
        replace(
            Attempt(word.rstrip("*!"), "2026-1", Decimal(60), Decimal(3), "completed"),
            is_for_major="*" in word,
            status="failed" if "!" in word else "completed",
        )
        for word in text.split()
    ]


def check(name: str, case: Case) -> None:
    rules = micro_degree(name).curriculum.rules
    said = evaluate(
        rules_from_json(rules_to_json(rules)),
        attempts=attempts(case.took),
        catalogue=Catalogue(courses={}),
        standing=case.standing,
    )
    assert [item.code for item in said.missing] == case.missing
    assert said.credits == case.counted
    assert {each.course: each.reason for each in said.left_out} == case.left_out


JEONJU = {
    "both required courses and six elective credits": Case("JJC101 JJC102 JJC201 JJG301", [], 12),
    # 6 + 6, but of the participating majors only the two required courses: 6 of 9
    "too little from the participating majors": Case(
        "JJC101 JJC102 JJG301 JJG302", ["limit_least_missing"], 12
    ),
    "more than is needed counts as well": Case("JJC101 JJC102 JJC201 JJC202 JJG301", [], 15),
    "a required course is missing": Case(
        "JJC101 JJC201 JJC202 JJG301", ["group_all_missing"], 12
    ),
    "nine credits are not twelve": Case(
        "JJC101 JJC102 JJC201", ["group_credits_missing", "min_credits_missing"], 9
    ),
    "a failed course counts nowhere": Case(
        "JJC101 JJC102 JJC201 JJG301!", ["group_credits_missing", "min_credits_missing"], 9
    ),
    "three credits may count for the major too": Case("JJC101 JJC102 JJC201* JJG301", [], 12),
    # Six would be counted double: one elective goes, which leaves three elective credits and nine in all.
    "six may not": Case(
        "JJC101 JJC102 JJC201* JJG301*",
        ["group_credits_missing", "min_credits_missing"],
        9,
        {"JJG301": "major"},
    ),
    # Only one of the two counts double; with equal scores either would do.
    "another elective takes the place": Case(
        "JJC101 JJC102 JJC201* JJC202 JJG301*", [], 12, {"JJC201": "major"}
    ),
    # A required course that counts for the major uses the three credits up.
    "a required course counts double first": Case(
        "JJC101* JJC102 JJC201 JJC202* JJG301", [], 12, {"JJC202": "major"}
    ),
    "counted elsewhere alone is counted double once": Case(
        "JJC101 JJC102 JJC201 JJG301", [], 12, {},
        Standing(counted_elsewhere=frozenset({"JJC201"})),
    ),
    "for the major and elsewhere is twice already": Case(
        "JJC101 JJC102 JJC201* JJC202 JJG301", [], 12, {"JJC201": "double"},
        Standing(counted_elsewhere=frozenset({"JJC201"})),
    ),
    "for two others is twice already": Case(
        "JJC101 JJC102 JJC201 JJG301", ["group_credits_missing", "min_credits_missing",
        "limit_least_missing"], 9, {"JJC201": "double"},
        Standing(counted_elsewhere=frozenset({"JJC201"}), counted_twice=frozenset({"JJC201"})),
    ),
}  # fmt: skip

KEIMYUNG = {
    "nine credits": Case("KMS201 KMS202 KMS301", [], 9),
    "any nine": Case("KMS202 KMS301 KMS302", [], 9),
    "all twelve": Case("KMS201 KMS202 KMS301 KMS302", [], 12),
    "six": Case("KMS201 KMS202", ["group_credits_missing", "min_credits_missing"], 6),
    "the same course again": Case(
        "KMS201 KMS202 KMS202", ["group_credits_missing", "min_credits_missing"], 6
    ),
    "a failed one": Case(
        "KMS201 KMS202 KMS301!", ["group_credits_missing", "min_credits_missing"], 6
    ),
    # Its regulation says nothing of counting double.
    "counting double is free": Case(
        "KMS201* KMS202* KMS301", [], 9, {}, Standing(counted_elsewhere=frozenset({"KMS301"}))
    ),
}


@pytest.mark.parametrize("name", JEONJU)
def test_jeonju(name: str) -> None:
    check("jeonju", JEONJU[name])


@pytest.mark.parametrize("name", KEIMYUNG)
def test_keimyung(name: str) -> None:
    check("keimyung", KEIMYUNG[name])


def test_the_two_steps_and_who_approves_are_in_the_files() -> None:
    keimyung, jeonju = micro_degree("keimyung"), micro_degree("jeonju")
    assert keimyung.entry.application == ("preliminary", "final")
    assert [each.kind for each in keimyung.entry.windows or ()] == ["preliminary", "final"]
    assert (jeonju.approval, jeonju.entry.application) == (("department",), ())

"""Competency scores, worked by hand from design's definition."""

from __future__ import annotations

from decimal import Decimal

import pytest

from programs.evaluator import Attempt, Catalogue, CompetencyFacts, CourseFacts, evaluate
from programs.rules import rules_from_json

LEVELS = (("L1", Decimal(0)), ("L2", Decimal(70)), ("L3", Decimal(85)))
RULES = rules_from_json(
    {"groups": [{"name": "g", "all": ["A", "B"]}], "equivalents": {"A": ["OLD"]}}
)


def catalogue(**weights: dict[str, str]) -> Catalogue:
    courses = {
        code: CourseFacts(code, Decimal(3), {c: Decimal(w) for c, w in fed.items()})
        for code, fed in weights.items()
    }
    return Catalogue(courses, (CompetencyFacts("data", LEVELS), CompetencyFacts("ai", LEVELS)))


def scores(attempts: list[tuple[str, str | None, str]], where: Catalogue) -> dict[str, object]:
    taken = [
        Attempt(
            code, "2026-1", None if score is None else Decimal(score), Decimal(worth), "completed"
        )
        for code, score, worth in attempts
    ]
    return evaluate(RULES, attempts=taken, catalogue=where).to_json()["competencies"]


TWO = catalogue(A={"data": "0.6", "ai": "0.4"}, B={"data": "1"})


def test_the_mean_is_weighted_by_credits_and_weights() -> None:
    # data: (3·0.6·90 + 2·1·80) / (1.8 + 2) = 322 / 3.8 = 84.736… ; ai: A alone
    assert scores([("A", "90", "3"), ("B", "80", "2")], TWO) == {
        "data": {"score": 84.7, "level": "L2"},
        "ai": {"score": 90, "level": "L3"},
    }


@pytest.mark.parametrize(
    ("score", "shown", "level"),
    [
        ("69.94", 69.9, "L1"), ("69.95", 70, "L2"), ("84.95", 85, "L3"), ("84.94", 84.9, "L2"),
        ("0", 0, "L1"), ("100", 100, "L3"), ("72.25", 72.3, "L2"), ("72.35", 72.4, "L2"),
    ],
)  # fmt: skip
def test_halves_go_up_and_the_level_follows_the_shown_score(
    score: str, shown: float, level: str
) -> None:
    only = catalogue(B={"data": "1"})
    assert scores([("B", score, "3")], only)["data"] == {"score": shown, "level": level}


def test_nothing_counted_is_no_score() -> None:
    assert scores([], TWO)["data"] == {"score": None, "level": None}
    assert scores([("B", None, "3")], TWO)["data"] == {"score": None, "level": None}


def test_below_the_first_level_there_is_none() -> None:
    high = Catalogue(TWO.courses, (CompetencyFacts("data", (("L2", Decimal(70)),)),))
    assert scores([("B", "60", "3")], high)["data"] == {"score": 60, "level": None}


def test_an_equivalent_feeds_what_its_course_feeds() -> None:
    assert scores([("OLD", "90", "3")], TWO)["ai"] == {"score": 90, "level": "L3"}


def test_only_what_counts_is_in_the_score() -> None:
    assert scores([("A", "60", "3"), ("A", "90", "3"), ("Z", "10", "3")], TWO)["ai"]["score"] == 90


def test_what_a_score_is_the_mean_of_is_kept_with_it() -> None:
    said = evaluate(
        RULES,
        attempts=[
            Attempt("OLD", "2026-1", Decimal(90), Decimal(3), "completed"),
            Attempt("B", "2026-1", Decimal(80), Decimal(2), "completed"),
        ],
        catalogue=TWO,
    ).to_json()
    assert said["weights"] == {"data": {"A": 0.6, "B": 1}, "ai": {"A": 0.4}}
    counted = {each["counts_as"]: each for each in said["counted"]}
    parts = [(counted[code], weight) for code, weight in said["weights"]["data"].items()]
    points = sum(each["score"] * each["credits"] * weight for each, weight in parts)
    assert round(points / sum(each["credits"] * weight for each, weight in parts), 1) == 84.7


def test_a_course_without_a_score_has_no_part_in_the_calculation() -> None:
    said = evaluate(
        RULES,
        attempts=[Attempt("B", "2026-1", None, Decimal(2), "completed")],
        catalogue=TWO,
    ).to_json()
    assert said["weights"] == {"data": {}, "ai": {}}

"""The shortest way to finish, worked by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from programs.evaluator import Standing, Way, WayState, shortest_way
from programs.rules import Rules
from tests.programs.evaluator.test_evaluation import CORE, TWO_OF_THREE, rules, took

PLAIN = rules(CORE, TWO_OF_THREE, min_credits="12")
MEAN = rules(CORE, min_mean_score="70")
ENTRY = Standing(entry="2024-1")


def way(asked: Rules, text: str, *, standing: Standing = ENTRY, now: str = "2026-1") -> Way:
    worth = {code: Decimal(3) for code in asked.countable}
    return shortest_way(
        asked, attempts=took(text), credits_by_course=worth, standing=standing, now=now
    )


def told(found: Way) -> list[str]:
    return [item.to_json()["text"]["en"] for item in found.items]


CASES = {
    # (rules, results) -> state, courses, score that is enough in each
    "nothing is missing": (PLAIN, "A:60 B:60 C:60 D:60", "eligible", "", None),
    "one elective": (PLAIN, "A:60 B:60 C:60", "found", "E", 0),
    "everything": (PLAIN, "", "found", "A B D E", 0),
    # credits: group full, but one course had two credits, so one credit is missing: any third elective
    "credits in all": (PLAIN, "A:60 B:60 C:60/2 D:60", "found", "E", 0),
    # (60 + x) / 2 >= 70 <=> x >= 80
    "the mean asks for a score": (MEAN, "A:60", "found", "B", 80),
    # (60 + 60) / 2 = 60; A again: (x + 60) / 2 >= 70 <=> x >= 80
    "a course again for the mean": (MEAN, "A:60 B:60", "found", "B", 80),
    "a course again for its least score": (
        rules({"name": "x", "all": ["A"], "min_score": "75"}), "A:60", "found", "A", 75
    ),
    # running courses are not new ones: D, not E
    "a running course first": (PLAIN, "A:60 B:60 C:60 D:i", "found", "D", 0),
    "no way round a limit": (
        rules(CORE, limits=[{"name": "x", "from": ["A", "B"], "max_credits": "3"}]), "A:60",
        "impossible", "", None,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_hand_worked(name: str) -> None:
    asked, text, state, courses, score = CASES[name]
    found = way(asked, text)
    assert (found.state.value, " ".join(found.courses), found.score) == (state, courses, score)


def test_courses_that_are_as_good_as_each_other_are_a_choice() -> None:
    assert told(way(PLAIN, "A:60 B:60 C:60")) == [
        "Still to complete, at the least: 1 (3 credits).",
        "choice: complete 1 of D, E.",
    ]


def test_a_passed_deadline_is_said_and_not_hidden() -> None:
    asked = rules(CORE, terms={"within": 4})
    found = way(asked, "A:60", now="2026-1")  # entry 2024-1: four terms end with 2025-W
    assert (found.state, told(found)) == (
        WayState.IMPOSSIBLE,
        ["The last term that counts, 2025-W, is over: further courses cannot help."],
    )
    in_time = way(asked, "A:60", now="2025-2")
    assert told(in_time)[-1] == "They count when completed by 2025-W."


def test_what_has_to_be_held_first_is_told_and_no_room_is_no_way() -> None:
    found = way(rules(CORE, requires=["M1"]), "A:60 B:60")
    assert (found.state, found.courses, found.micro_degrees) == (WayState.FOUND, (), ("M1",))
    full = Standing(held=frozenset({"M2"}))
    assert way(rules(CORE, max_micro_degrees=1), "", standing=full).state is WayState.IMPOSSIBLE
    # One is held and one more has to be: with this one they would be three.
    asked = rules(CORE, requires=["M1"], max_micro_degrees=2)
    assert way(asked, "", standing=full).state is WayState.IMPOSSIBLE
    assert way(rules(CORE), "", standing=Standing(is_held=True)).state is WayState.IMPOSSIBLE


def test_an_equivalent_is_thought_of_where_the_course_would_count_double() -> None:
    asked = rules(CORE, equivalents={"A": ["OLD"]}, shared_credits_max="0")
    shared = Standing(held=frozenset({"M"}), counted_elsewhere=frozenset({"A"}))
    assert way(asked, "A:90 B:80", standing=shared).courses == ("OLD",)


def test_of_a_very_large_curriculum_it_says_that_there_may_be_a_shorter_way() -> None:
    groups = [
        {"name": f"g{n}", "credits": "9", "from": [f"X{n}{m}" for m in range(6)]} for n in range(8)
    ]
    found = way(rules(*groups, min_credits="72", min_mean_score="80"), "X00:55 X12:60 X23:90")
    assert found.state is WayState.FOUND
    assert told(found)[0].endswith("There may be a shorter way.")

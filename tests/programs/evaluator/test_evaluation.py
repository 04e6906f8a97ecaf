"""Hand-worked cases of every rule: eligible or not, and by which reasons."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

import pytest

from programs.evaluator import Attempt, Catalogue, Explanation, Standing, evaluate
from programs.rules import Rules, rules_from_json

CORE = {"name": "core", "all": ["A", "B"]}
TWO_OF_THREE = {"name": "choice", "count": "2", "from": ["C", "D", "E"]}
SIX_CREDITS = {"name": "elective", "credits": "6", "from": ["C", "D", "E"], "min_score": "60"}


def rules(*groups: dict[str, object], **more: object) -> Rules:
    return rules_from_json({"groups": list(groups)} | more)


def took(text: str) -> list[Attempt]:
    """`A:80 B:-` : completed A with 80 and B without a score; `A:80f` failed, `A:80/2` two credits."""
    attempts = []
    for index, word in enumerate(text.split()):
        code, _colon, rest = word.partition(":")
        score, _slash, worth = rest.partition("/")
        status = {"f": "failed", "w": "withdrawn", "i": "in_progress"}.get(score[-1:], "completed")
        score = score.rstrip("fwi")
        attempts.append(
            Attempt(
                code,
                f"20{20 + index // 2}-{1 + index % 2}",
                None if score in ("-", "") else Decimal(score),
                Decimal(worth or 3),
                status,
                index,
            )
        )
    return attempts


@dataclass
class Case:
    rules: Rules
    took: str
    missing: list[str]
    counted: str | None = None
    standing: Standing = field(default_factory=Standing)

    def explain(self) -> Explanation:
        return evaluate(
            self.rules,
            attempts=took(self.took),
            catalogue=Catalogue(courses={}),
            standing=self.standing,
        )


ELSEWHERE = Standing(held=frozenset({"M1"}), counted_elsewhere=frozenset({"A", "C"}))

CASES = {
    # all of a group
    "all of two": Case(rules(CORE), "A:80 B:70", [], "A B"),
    "one of two is missing": Case(rules(CORE), "A:80", ["group_all_missing"], "A"),
    "nothing taken": Case(rules(CORE), "", ["group_all_missing"], ""),
    "another course does not help": Case(rules(CORE), "A:80 Z:99", ["group_all_missing"], "A"),
    "a failed course does not count": Case(rules(CORE), "A:80 B:55f", ["group_all_missing"], "A"),
    "a withdrawn course does not count": Case(rules(CORE), "A:80 B:90w", ["group_all_missing"]),
    "a running course does not count": Case(rules(CORE), "A:80 B:90i", ["group_all_missing"]),
    "failed first, completed later": Case(rules(CORE), "A:80 B:40f B:75", [], "A B"),
    "completed first, failed later": Case(rules(CORE), "A:80 B:75 B:40f", [], "A B"),
    "a course without a score is completed": Case(rules(CORE), "A:- B:-", [], "A B"),
    # a number of courses of a group
    "two of three": Case(rules(TWO_OF_THREE), "C:60 E:60", [], "C E"),
    "one of two of three": Case(rules(TWO_OF_THREE), "C:60", ["group_count_missing"]),
    "all three count": Case(rules(TWO_OF_THREE), "C:60 D:70 E:80", [], "C D E"),
    "a course twice is one course": Case(
        rules(TWO_OF_THREE), "C:60 C:90", ["group_count_missing"], "C"
    ),
    # credits of a group, least scores
    "six credits": Case(rules(SIX_CREDITS), "C:60 D:60", [], "C D"),
    "three of six credits": Case(rules(SIX_CREDITS), "C:90", ["group_credits_missing"]),
    "a score below the least": Case(
        rules(SIX_CREDITS), "C:59.99 D:80", ["group_credits_missing"], "D"
    ),
    "exactly the least": Case(rules(SIX_CREDITS), "C:60 D:60.00", []),
    "the better attempt is above the least": Case(rules(SIX_CREDITS), "C:50 C:65 D:80", []),
    "no score is below every least": Case(
        rules(SIX_CREDITS), "C:- D:80", ["group_credits_missing"]
    ),
    "fewer credits than the course has": Case(
        rules(SIX_CREDITS), "C:80/2 D:80/3", ["group_credits_missing"]
    ),
    "three small ones make six": Case(rules(SIX_CREDITS), "C:80/2 D:80/2 E:80/2", []),
    # credits in all
    "enough credits": Case(rules(CORE, min_credits="6"), "A:80 B:80", []),
    "not enough credits": Case(rules(CORE, min_credits="7"), "A:80 B:80", ["min_credits_missing"]),
    "electives beyond the need add credits": Case(
        rules(CORE, TWO_OF_THREE, min_credits="15"), "A:80 B:80 C:80 D:80 E:80", []
    ),
    "courses outside of the rules add none": Case(
        rules(CORE, min_credits="9"), "A:80 B:80 Z:99", ["min_credits_missing"]
    ),
    # the mean
    "the mean is met exactly": Case(rules(CORE, min_mean_score="70"), "A:60 B:80", []),
    "the mean is missed by a hair": Case(
        rules(CORE, min_mean_score="70"), "A:60 B:79.99", ["min_mean_score_missing"]
    ),
    "the mean weighs by credits": Case(rules(CORE, min_mean_score="70"), "A:60/1 B:75/2", []),
    "no score, no mean": Case(
        rules(CORE, min_mean_score="1"), "A:- B:-", ["min_mean_score_unknown"]
    ),
    "a course without a score is outside of the mean": Case(
        rules(CORE, min_mean_score="80"), "A:80 B:-", []
    ),
    "the better attempt counts in the mean": Case(
        rules(CORE, min_mean_score="80"), "A:50 A:80 B:80", []
    ),
    "a poor elective beyond the need is left out for the mean": Case(
        rules(CORE, TWO_OF_THREE, min_mean_score="80"), "A:80 B:80 C:80 D:80 E:50", [], "A B C D"
    ),
    "but not where the need asks for it": Case(
        rules(CORE, {"name": "x", "count": "3", "from": ["C", "D", "E"]}, min_mean_score="80"),
        "A:80 B:80 C:80 D:80 E:50",
        ["min_mean_score_missing"],
        "A B C D E",
    ),
    "nor where the credits ask for it": Case(
        rules(CORE, TWO_OF_THREE, min_mean_score="80", min_credits="15"),
        "A:80 B:80 C:80 D:80 E:50",
        ["min_mean_score_missing"],
    ),
    # equivalents
    "an equivalent stands for the course": Case(
        rules(CORE, equivalents={"A": ["OLD"]}), "OLD:80 B:80", [], "OLD B"
    ),
    "an equivalent counts once": Case(
        rules(CORE, equivalents={"A": ["OLD"], "B": ["OLD"]}),
        "OLD:80",
        ["group_all_missing"],
        "OLD",
    ),
    "an equivalent goes where it is needed": Case(
        rules(CORE, equivalents={"A": ["OLD"], "B": ["OLD"]}), "A:60 OLD:80", [], "A OLD"
    ),
    "course and equivalent count as one": Case(
        rules(CORE, min_credits="9", equivalents={"A": ["OLD"]}),
        "A:60 OLD:80 B:80",
        ["min_credits_missing"],
        "OLD B",
    ),
    "the one with the better score counts": Case(
        rules(CORE, equivalents={"A": ["OLD"]}), "A:90 OLD:80 B:80", [], "A B"
    ),
    "two equivalents, two courses, crossed": Case(
        rules(CORE, equivalents={"A": ["O1", "O2"], "B": ["O1"]}), "O1:80 O2:80", [], "O2 O1"
    ),
    "an equivalent below the least score": Case(
        rules({"name": "x", "all": ["A"], "min_score": "60"}, equivalents={"A": ["OLD"]}),
        "OLD:50",
        ["group_all_missing"],
        "",
    ),
    "an equivalent is no equivalent the other way round": Case(
        rules({"name": "x", "all": ["OLD"]}, equivalents={"OLD": ["A"]}), "A:80", [], "A"
    ),
    # one course in two groups
    "a course in two groups counts in one": Case(
        rules({"name": "x", "all": ["A"]}, {"name": "y", "count": "1", "from": ["A", "B"]}),
        "A:80",
        ["group_count_missing"],
        "A",
    ),
    "it counts where it is needed": Case(
        rules({"name": "x", "count": "1", "from": ["A", "B"]}, {"name": "y", "all": ["A"]}),
        "A:80 B:80",
        [],
        "A B",
    ),
    "a chain of shifts": Case(
        rules(
            {"name": "x", "count": "1", "from": ["A", "B"]},
            {"name": "y", "count": "1", "from": ["B", "C"]},
            {"name": "z", "count": "1", "from": ["A"]},
        ),
        "A:80 B:80 C:80",
        [],
    ),
    "the group with the least score takes the good one": Case(
        rules(
            {"name": "x", "count": "1", "from": ["A", "B"]},
            {"name": "y", "count": "1", "from": ["A", "B"], "min_score": "80"},
        ),
        "A:90 B:60",
        [],
    ),
    # micro-degrees: required, at most, shared
    "required and held": Case(rules(CORE, requires=["M1"]), "A:80 B:80", [], standing=ELSEWHERE),
    "required and not held": Case(rules(CORE, requires=["M1"]), "A:80 B:80", ["requires_missing"]),
    "two required, one held": Case(
        rules(CORE, requires=["M1", "M2"]), "A:80 B:80", ["requires_missing"], standing=ELSEWHERE
    ),
    "room for one more": Case(
        rules(CORE, max_micro_degrees=2), "A:80 B:80", [], standing=ELSEWHERE
    ),
    "no room left": Case(
        rules(CORE, max_micro_degrees=1),
        "A:80 B:80",
        ["max_micro_degrees_missing"],
        standing=ELSEWHERE,
    ),
    "without a limit sharing is free": Case(
        rules(CORE), "A:80 B:80", [], "A B", standing=ELSEWHERE
    ),
    "shared credits within the limit": Case(
        rules(CORE, shared_credits_max="3"), "A:80 B:80", [], "A B", standing=ELSEWHERE
    ),
    "shared credits beyond the limit": Case(
        rules(CORE, shared_credits_max="2"),
        "A:80 B:80",
        ["group_all_missing"],
        "B",
        standing=ELSEWHERE,
    ),
    "another course takes the place of a shared one": Case(
        rules({"name": "x", "count": "2", "from": ["A", "B", "C", "D"]}, shared_credits_max="0"),
        "A:99 B:60 C:99 D:60",
        [],
        "B D",
        standing=ELSEWHERE,
    ),
    "an equivalent takes the place of a shared course": Case(
        rules(CORE, shared_credits_max="0", equivalents={"A": ["OLD"]}),
        "A:99 OLD:60 B:80",
        [],
        "OLD B",
        standing=ELSEWHERE,
    ),
    "of two shared ones the limit takes the better": Case(
        rules({"name": "x", "count": "1", "from": ["A", "C"]}, shared_credits_max="3"),
        "A:70 C:90",
        [],
        "C",
        standing=ELSEWHERE,
    ),
    # together
    "everything at once": Case(
        rules(
            CORE,
            SIX_CREDITS,
            min_credits="12",
            min_mean_score="75",
            equivalents={"A": ["OLD"]},
            shared_credits_max="3",
            max_micro_degrees=2,
            requires=["M1"],
        ),
        "OLD:70 B:80 C:75 D:75 E:20",
        [],
        "OLD B C D",
        standing=ELSEWHERE,
    ),
    "everything wrong at once": Case(
        rules(
            CORE,
            SIX_CREDITS,
            min_credits="12",
            min_mean_score="90",
            requires=["M2"],
            max_micro_degrees=1,
        ),
        "A:70 C:50",
        [
            "group_all_missing",
            "group_credits_missing",
            "min_credits_missing",
            "min_mean_score_missing",
            "requires_missing",
            "max_micro_degrees_missing",
        ],
        "A",
        standing=ELSEWHERE,
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_hand_worked(name: str) -> None:
    case = CASES[name]
    explanation = case.explain()
    assert [item.code for item in explanation.missing] == case.missing
    assert explanation.is_eligible is not bool(case.missing)
    if case.counted is not None:
        assert " ".join(each.course for each in explanation.counted) == case.counted


def test_what_is_left_out_says_why() -> None:
    def reasons(case: Case) -> dict[str, str]:
        return {each.course: each.reason for each in case.explain().left_out}

    assert reasons(CASES["a score below the least"]) == {"C": "score"}
    assert reasons(CASES["shared credits beyond the limit"]) == {"A": "shared"}
    assert reasons(CASES["course and equivalent count as one"]) == {"A": "covered"}
    assert reasons(CASES["a poor elective beyond the need is left out for the mean"]) == {
        "E": "covered"
    }


def test_the_mean_is_shown_downwards() -> None:
    explanation = Case(rules(CORE, min_mean_score="70"), "A:69.99 B:69.99/6", []).explain()
    assert explanation.mean_score == Decimal("69.99")
    nearly = Case(rules(CORE, min_mean_score="70"), "A:70 B:69.99/0.1", []).explain()
    assert nearly.mean_score == Decimal("69.99")
    assert [item.code for item in nearly.missing] == ["min_mean_score_missing"]


def test_every_sentence_is_there_in_both_languages() -> None:
    for case in CASES.values():
        said = case.explain().to_json()
        for item in (*said["met"], *said["missing"], *said["left_out"]):
            assert set(item["text"]) == {"ko", "en"}
            assert all("{" not in text for text in item["text"].values())

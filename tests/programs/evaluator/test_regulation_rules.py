"""Hand-worked cases of the rules that regulations add to groups and credits; see test_evaluation.py for those."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal

import pytest

from programs.evaluator import Attempt, Catalogue, Explanation, Standing, evaluate
from programs.rules import Rules
from tests.programs.evaluator.test_evaluation import CORE, TWO_OF_THREE, rules, took

B0 = {"name": "B0", "score": "82", "lowest": "80"}
A0 = {"name": "A0", "score": "92", "lowest": "90"}
TWO_SHARED = Standing(counted_elsewhere=frozenset({"A", "B"}))
FROM_2020 = Standing(entry="2020-1")


def graded(text: str) -> list[Attempt]:
    """`A:78=82`: A with 78 points and a grade that stands for 82; terms as in `took`, or `A:78@2021-1`."""
    found = []
    for word, each in zip(text.split(), took(_bare(text)), strict=True):
        grade = word.partition("=")[2].split("@")[0].rstrip("*")
        term = word.partition("@")[2].rstrip("*")
        found.append(
            replace(
                each,
                term=term or each.term,
                grade_score=Decimal(grade) if grade else None,
                is_for_major=word.endswith("*"),
            )
        )
    return found


def _bare(text: str) -> str:
    return " ".join(word.rstrip("*").split("@")[0].split("=")[0] for word in text.split())


@dataclass
class Case:
    rules: Rules
    took: str
    missing: list[str]
    counted: str
    left_out: dict[str, str] = field(default_factory=dict)
    standing: Standing = field(default_factory=Standing)

    def explain(self) -> Explanation:
        return evaluate(
            self.rules,
            attempts=graded(self.took),
            catalogue=Catalogue(courses={}),
            standing=self.standing,
        )


LEAST_A = rules(CORE, min_scores={"A": "70"})
GRADED = rules(CORE | {"min_grade": B0})
REPLACED = rules(CORE, replacements={"A": [{"course": "OLD", "until": "2021-2"}]})
NINE_OF_AB = rules(
    CORE, TWO_OF_THREE, limits=[{"name": "own", "from": ["A", "B", "C"], "min_credits": "9"}]
)
ONE_OF_CDE = rules(
    CORE, TWO_OF_THREE, limits=[{"name": "online", "from": ["C", "D"], "max_credits": "3"}]
)
GONE = ["group_all_missing"]

CASES = {
    # a least score of one course
    "a course reaches its own least score": Case(LEAST_A, "A:70 B:10", [], "A B"),
    "a course misses its own least score": Case(LEAST_A, "A:69.99 B:99", GONE, "B", {"A": "score"}),
    "without a score it is missed": Case(LEAST_A, "A:- B:99", GONE, "B", {"A": "score"}),
    "what stands for a course needs its least score": Case(
        rules(CORE, min_scores={"A": "70"}, equivalents={"A": ["X"]}),
        "X:65 B:80", GONE, "B", {"X": "score"},
    ),
    "the stricter of group and course": Case(
        rules(CORE | {"min_score": "60"}, min_scores={"A": "50"}), "A:55 B:60", GONE, "B",
        {"A": "score"},
    ),
    "a second attempt above it": Case(LEAST_A, "A:60 A:71 B:50", [], "A B"),
    # least grades: a grade against a grade, a score alone against the lowest of the grade
    "a grade reached with few points": Case(GRADED, "A:71=82 B:70=92", [], "A B"),
    "a grade missed with many points": Case(GRADED, "A:88=77 B:80=82", GONE, "B", {"A": "score"}),
    "a score alone at the lowest of the grade": Case(GRADED, "A:80 B:99", [], "A B"),
    "a score alone below it": Case(GRADED, "A:79.99 B:99", GONE, "B", {"A": "score"}),
    "a grade without a score": Case(GRADED, "A:-=82 B:80", [], "A B"),
    "neither grade nor score": Case(GRADED, "A:- B:80", GONE, "B", {"A": "score"}),
    "a grade of one course": Case(
        rules(CORE, min_grades={"B": A0}), "A:50 B:95=87", GONE, "A", {"B": "score"}
    ),
    "the stricter of two grades": Case(
        rules(CORE | {"min_grade": B0}, min_grades={"B": A0}), "A:80 B:89", GONE, "A",
        {"B": "score"},
    ),
    "the worse score with the better grade": Case(GRADED, "A:85=77 A:81=82 B:80", [], "A B"),
    # replaced courses
    "replaced, completed while it was given": Case(REPLACED, "OLD:60@2021-2 B:60", [], "OLD B"),
    "replaced, completed after it": Case(
        REPLACED, "OLD:99@2021-W B:60", GONE, "B", {"OLD": "replaced"}
    ),
    "replaced without a last term": Case(
        rules(CORE, replacements={"A": [{"course": "OLD", "until": None}]}),
        "OLD:60@2030-1 B:60", [], "OLD B",
    ),
    "the old and the new one are one course": Case(
        rules(CORE, min_credits="9", replacements={"A": [{"course": "OLD", "until": None}]}),
        "OLD:90 A:60 B:60", ["min_credits_missing"], "OLD B", {"A": "covered"},
    ),
    "an earlier attempt at the replaced one counts": Case(
        REPLACED, "OLD:61@2021-1 OLD:99@2022-1 B:60", [], "OLD B"
    ),
    # terms that count
    "from a term on": Case(
        rules(CORE, terms={"first": "2021-1"}), "A:90@2020-W B:60@2021-1", GONE, "B", {"A": "term"}
    ),
    "up to a term": Case(
        rules(CORE, terms={"last": "2021-1"}), "A:90@2021-1 B:60@2021-S", GONE, "A", {"B": "term"}
    ),
    "from the entry on": Case(
        rules(CORE, terms={"from_entry": True}), "A:90@2019-W B:60@2020-1", GONE, "B",
        {"A": "term"}, FROM_2020,
    ),
    "without an entry there is no bound": Case(
        rules(CORE, terms={"from_entry": True, "within": 1}), "A:90@1999-1 B:60@2030-1", [], "A B"
    ),
    # four half years from 2020-1: the last ends with the winter of 2021
    "within four terms, the last day": Case(
        rules(CORE, terms={"within": 4}), "A:60@2020-1 B:60@2021-W", [], "A B", {}, FROM_2020
    ),
    "within four terms, a term late": Case(
        rules(CORE, terms={"within": 4}), "A:60@2020-1 B:60@2022-1", GONE, "A", {"B": "term"},
        FROM_2020,
    ),
    "one term of an autumn entry": Case(
        rules(CORE, terms={"within": 1}), "A:60@2020-2 B:60@2020-W", [], "A B", {},
        Standing(entry="2020-2"),
    ),
    "the earlier of two ends": Case(
        rules(CORE, terms={"within": 8, "last": "2020-2"}), "A:60@2020-2 B:60@2021-1", GONE, "A",
        {"B": "term"}, FROM_2020,
    ),
    "a better attempt too late does not push out the one in time": Case(
        rules(CORE, terms={"last": "2021-1"}), "A:60@2021-1 A:99@2022-1 B:60@2020-1", [], "A B"
    ),
    # at least, at most so many credits from some courses
    "enough of one's own": Case(NINE_OF_AB, "A:60 B:60 C:60 D:60", [], "A B C D"),
    "too little of one's own": Case(
        NINE_OF_AB, "A:60 B:60 D:60 E:60", ["limit_least_missing"], "A B D E"
    ),
    "a stand-in counts as the course in a limit": Case(
        rules(CORE, equivalents={"A": ["X"]}, limits=[{"name": "l", "from": ["A"], "min_credits": "3"}]),
        "X:60 B:60", [], "X B",
    ),
    "at most three online": Case(ONE_OF_CDE, "A:60 B:60 C:60 E:60", [], "A B C E"),
    "one online too many, another in its place": Case(
        ONE_OF_CDE, "A:60 B:60 C:50 D:90 E:60", [], "A B D E", {"C": "limit"}
    ),
    "one online too many and no other": Case(
        ONE_OF_CDE, "A:60 B:60 C:50 D:90", ["group_count_missing"], "A B D", {"C": "limit"}
    ),
    "both bounds of one limit": Case(
        rules(TWO_OF_THREE, limits=[{"name": "l", "from": ["C", "D", "E"], "min_credits": "6", "max_credits": "6"}]),
        "C:50 D:60 E:70", [], "D E", {"C": "limit"},
    ),
    # counting double
    "three credits for the major": Case(
        rules(CORE, major_credits_max="3"), "A:60* B:60", [], "A B"
    ),
    "six for the major, and three may": Case(
        rules(CORE, major_credits_max="3"), "A:60* B:70*", GONE, "B", {"A": "major"}
    ),
    "without a bound any number": Case(rules(CORE), "A:60* B:60*", [], "A B"),
    "twice is once too often for both": Case(
        rules(CORE, double_count_once=True), "A:60* B:60", GONE, "B", {"A": "double"}, TWO_SHARED
    ),
    "once double is allowed": Case(
        rules(CORE, double_count_once=True), "A:60 B:60", [], "A B", {}, TWO_SHARED
    ),
    "bounds on both kinds at once": Case(
        rules({"name": "x", "count": "2", "from": ["A", "B", "C", "D"]},
              shared_credits_max="3", major_credits_max="3"),
        "A:60 B:70 C:60* D:70*", [], "B D", {"A": "shared", "C": "major"}, TWO_SHARED,
    ),
    # attempts that differ in credits: the one that serves
    "more credits with a lower score": Case(
        rules(CORE, min_credits="6"), "A:90/2 A:60/3 B:60", [], "A B"
    ),
    # (60·6 + 80·3) / 9 = 66.7 and (50·1 + 80·3) / 4 = 72.5
    "fewer credits for the mean": Case(
        rules(CORE, min_mean_score="72"), "A:60/6 A:50/1 B:80", [], "A B"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_hand_worked(name: str) -> None:
    case = CASES[name]
    said = case.explain()
    assert [item.code for item in said.missing] == case.missing
    assert said.is_eligible is not bool(case.missing)
    assert " ".join(each.course for each in said.counted) == case.counted
    assert {each.course: each.reason for each in said.left_out} == case.left_out


def test_every_sentence_is_there_in_both_languages() -> None:
    for case in CASES.values():
        said = case.explain().to_json()
        for item in (*said["met"], *said["missing"], *said["left_out"]):
            assert set(item["text"]) == {"ko", "en"}
            assert all("{" not in text for text in item["text"].values())


@pytest.mark.parametrize("seed", range(6))
def test_a_planted_assignment_is_found_at_a_realistic_size(seed: int) -> None:
    """Five groups, thirty courses, each in two groups, a mean: there is one assignment that is enough by design."""
    codes = [f"K{number}" for number in range(30)]
    shift = seed + 1
    groups = [
        {"name": f"g{n}", "count": "3", "from": [codes[(6 * n + m * shift) % 30] for m in range(6)]
         + [codes[(6 * n + 3 + m) % 30] for m in range(6) if codes[(6 * n + 3 + m) % 30] not in
            [codes[(6 * n + k * shift) % 30] for k in range(6)]]}
        for n in range(5)
    ]  # fmt: skip
    chosen: dict[str, int] = {}
    for n, group in enumerate(groups):
        free = [code for code in group["from"] if code not in chosen]
        chosen |= dict.fromkeys(free[:3], n)
    asked = rules(*groups, min_credits="45", min_mean_score="70")
    assert len(chosen) == 15
    results = " ".join(f"{code}:{70 + n}" for n, code in enumerate(sorted(chosen)))
    said = evaluate(asked, attempts=took(results), catalogue=Catalogue(courses={}))
    assert said.is_eligible

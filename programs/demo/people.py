"""The invented learners of the demo, read from learners.csv.

A result such as `101@2=84` says: course SSD101, two terms ago, 84 points; `=?` is still running, `=W` was given up.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

MAIL_DOMAIN = "hanbit.example"
PASS_MARK = 60
_FILE = Path(__file__).with_name("learners.csv")
_RESULT = re.compile(r"(?P<course>\d{3})@(?P<ago>\d)=(?P<outcome>\d+|\?|W)")


class Stage(StrEnum):
    """How far a learner has come when the demo starts."""

    ENROLLED = "enrolled"
    HALFWAY = "halfway"
    DEPARTMENT = "department"
    CENTRE = "centre"
    RETURNED = "returned"
    DENIED = "denied"
    ISSUED = "issued"
    REVOKED = "revoked"
    ADVANCED = "advanced"
    ALUMNUS = "alumnus"


@dataclass(frozen=True, slots=True)
class Result:
    """One attempt at a course; the score is missing while it runs or when it was given up."""

    course: str
    terms_ago: int
    status: str
    score: str = ""


@dataclass(frozen=True, slots=True)
class DemoLearner:
    """Somebody invented."""

    student_number: str
    name: str
    name_en: str
    stage: Stage
    results: tuple[Result, ...]

    @property
    def email(self) -> str:
        surname, given = self.name_en.lower().split()
        return f"{given}.{surname}@{MAIL_DOMAIN}"


def demo_learners() -> list[DemoLearner]:
    """All of them, in the order of their student numbers."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        return [_learner(row) for row in csv.DictReader(file)]


def at_stage(*stages: Stage) -> list[DemoLearner]:
    return [learner for learner in demo_learners() if learner.stage in stages]


def _learner(row: dict[str, str]) -> DemoLearner:
    return DemoLearner(
        student_number=row["number"],
        name=row["name"],
        name_en=row["name_en"],
        stage=Stage(row["stage"]),
        results=tuple(_result(text) for text in row["results"].split()),
    )


def _result(text: str) -> Result:
    found = _RESULT.fullmatch(text)
    if found is None:
        raise ValueError(f"{_FILE.name}: {text!r} is not like 101@2=84")
    course, ago, outcome = f"SSD{found['course']}", int(found["ago"]), found["outcome"]
    if outcome == "?":
        return Result(course, ago, "in_progress")
    if outcome == "W":
        return Result(course, ago, "withdrawn")
    status = "completed" if int(outcome) >= PASS_MARK else "failed"
    return Result(course, ago, status, outcome)

"""What the evaluator answers, and its JSON: the contract of the command `explain`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from programs.evaluator.wording import sentence


@dataclass(frozen=True, slots=True)
class Item:
    """One rule, met or missing: a stable code, its numbers and names, and the sentence in both languages."""

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "params": dict(self.params),
            "text": sentence(self.code, self.params),
        }


@dataclass(frozen=True, slots=True)
class Counted:
    """An attempt that counts: at `course` as taken, for the course it stands for, in a group."""

    course: str
    counts_as: str
    group: str
    term: str
    score: Decimal | None
    credits: Decimal
    is_shared: bool
    result: int | None

    def to_json(self) -> dict[str, Any]:
        return {
            "course": self.course,
            "counts_as": self.counts_as,
            "group": self.group,
            "term": self.term,
            "score": None if self.score is None else number(self.score),
            "credits": number(self.credits),
            "is_shared": self.is_shared,
            "result": self.result,
        }


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A completed course of the rules that does not count, and why: the end of a `left_out_…` sentence."""

    course: str
    reason: str

    def to_json(self) -> dict[str, Any]:
        text = sentence(f"left_out_{self.reason}", {"course": self.course})
        return {"course": self.course, "reason": self.reason, "text": text}


@dataclass(frozen=True, slots=True)
class CompetencyScore:
    """A score of 0 to 100 to one decimal, and the level it reaches; both None while nothing counts for it.

    `weights` says what the score is the mean of: how much of each course fed it, by the course that an attempt counts
    as. Score and credits of each are in `Explanation.counted`, so that anybody can do the sum again.
    """

    code: str
    score: Decimal | None
    level: str | None
    weights: tuple[tuple[str, Decimal], ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {"score": None if self.score is None else number(self.score), "level": self.level}


@dataclass(frozen=True, slots=True)
class Explanation:
    """The whole answer for one learner and one curriculum."""

    met: tuple[Item, ...]
    missing: tuple[Item, ...]
    credits: Decimal
    mean_score: Decimal | None
    counted: tuple[Counted, ...]
    left_out: tuple[LeftOut, ...]
    competencies: tuple[CompetencyScore, ...]

    @property
    def is_eligible(self) -> bool:
        return not self.missing

    def to_json(self) -> dict[str, Any]:
        """`eligible, met, missing, credits, mean_score, counted, left_out, competencies, weights`; plain JSON types."""
        return {
            "eligible": self.is_eligible,
            "met": [item.to_json() for item in self.met],
            "missing": [item.to_json() for item in self.missing],
            "credits": number(self.credits),
            "mean_score": None if self.mean_score is None else number(self.mean_score),
            "counted": [each.to_json() for each in self.counted],
            "left_out": [each.to_json() for each in self.left_out],
            "competencies": {each.code: each.to_json() for each in self.competencies},
            "weights": {
                each.code: {course: number(weight) for course, weight in each.weights}
                for each in self.competencies
            },
        }


def number(value: Decimal) -> int | float:
    """A JSON number: whole where it can be. Scores and credits have at most two decimals, which a float keeps."""
    return int(value) if value == value.to_integral_value() else float(value)


def without_texts(explanation: Mapping[str, Any]) -> dict[str, Any]:
    """An explanation without its sentences: codes and numbers are the facts, wording may be mended."""

    def bare(items: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
        return [{name: value for name, value in item.items() if name != "text"} for item in items]

    texts = {name: bare(explanation[name]) for name in ("met", "missing", "left_out")}
    return dict(explanation) | texts

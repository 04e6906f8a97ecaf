"""Is a learner eligible, and why? Rules and results in, an explanation out; no database, clock or settings."""

from __future__ import annotations

from programs.evaluator.evaluation import evaluate
from programs.evaluator.explanation import (
    CompetencyScore,
    Counted,
    Explanation,
    Item,
    LeftOut,
    without_texts,
)
from programs.evaluator.facts import Attempt, Catalogue, CompetencyFacts, CourseFacts, Standing
from programs.evaluator.way import Way, WayState, shortest_way

__all__ = [
    "Attempt",
    "Catalogue",
    "CompetencyFacts",
    "CompetencyScore",
    "Counted",
    "CourseFacts",
    "Explanation",
    "Item",
    "LeftOut",
    "Standing",
    "Way",
    "WayState",
    "evaluate",
    "shortest_way",
    "without_texts",
]

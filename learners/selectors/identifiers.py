"""Under which names others know a learner."""

from __future__ import annotations

from learners.models import Identifier, Learner


def of_learner(learner: Learner) -> list[Identifier]:
    """Every identifier of a learner, by kind."""
    return list(learner.identifiers.order_by("type", "value"))

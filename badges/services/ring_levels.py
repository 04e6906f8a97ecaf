"""Which level of each competency a signed credential says was reached: what the ring on its image shows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from badges.studio.ringed import MOST_CELLS, MOST_GROUPS


def reached_levels(document: Mapping[str, Any]) -> tuple[int, ...]:
    """For each result description with levels, in the credential's order, how many levels were reached; 0 is none.

    Reads `credentialSubject.achievement.resultDescription` and `credentialSubject.result.achievedLevel` (OB 3.0, B.1)
    of our own documents, where both are arrays.
    """
    subject = document["credentialSubject"]
    achieved = {
        each.get("resultDescription"): each.get("achievedLevel")
        for each in subject.get("result", [])
    }
    reached = []
    for description in subject["achievement"].get("resultDescription", []):
        levels = [each["id"] for each in description.get("rubricCriterionLevel", [])]
        if 2 <= len(levels) <= MOST_CELLS:
            level = achieved.get(description["id"])
            reached.append(levels.index(level) + 1 if level in levels else 0)
    return tuple(reached[:MOST_GROUPS])

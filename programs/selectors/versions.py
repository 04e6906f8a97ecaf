"""Two versions of a curriculum side by side."""

from __future__ import annotations

from dataclasses import dataclass

from programs.models import CurriculumVersion, MicroDegree
from programs.rules import rules_from_json
from programs.selectors.lookup import curricula_of
from programs.selectors.rule_lines import Difference, differences


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between two versions, and what is the same in both."""

    before: CurriculumVersion
    after: CurriculumVersion
    changed: list[Difference]
    same: list[Difference]


@dataclass(frozen=True, slots=True)
class Versions:
    """All versions of a micro-degree, newest first; `compared` is None while there are not two."""

    micro_degree: MicroDegree
    versions: list[CurriculumVersion]
    compared: Comparison | None


def versions_of(micro_degree: MicroDegree, *, before: str = "", after: str = "") -> Versions:
    """The versions, and the two of these keys compared; the last two where a key is of no version."""
    rows = curricula_of(micro_degree)[::-1]
    if len(rows) < 2:
        return Versions(micro_degree, rows, None)
    known = {str(each.pk): each for each in rows}
    return Versions(
        micro_degree,
        rows,
        _compare(known.get(before, rows[1]), known.get(after, rows[0])),
    )


def _compare(before: CurriculumVersion, after: CurriculumVersion) -> Comparison:
    found = differences(rules_from_json(before.rules), rules_from_json(after.rules))
    return Comparison(
        before,
        after,
        [each for each in found if each.kind != "same"],
        [each for each in found if each.kind == "same"],
    )

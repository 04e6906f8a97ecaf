"""How a micro-degree's achievement hangs together with others, as its curricula say."""

from __future__ import annotations

from collections.abc import Iterator

from badges.enums import AssociationKind
from badges.services.associating import AssociationDesign
from programs.models import MicroDegree
from programs.rules import Rules, rules_from_json


def associations_of(micro_degree: MicroDegree) -> list[AssociationDesign]:
    """What all its curricula say together, each once: who studied under an earlier one earned its parts.

    A course is part of the micro-degree, what the rules accept in its place matches it exactly, a course that is no
    longer given was replaced by it, and a micro-degree that must be held first precedes it.
    """
    curricula = micro_degree.curricula.order_by("pk").values_list("rules", flat=True)
    said = (
        each
        for rules in curricula
        for each in _said(rules_from_json(rules), code=micro_degree.code)
    )
    return list(dict.fromkeys(said))


def _said(rules: Rules, *, code: str) -> Iterator[AssociationDesign]:
    for course in rules.courses:
        yield AssociationDesign(course, AssociationKind.IS_PART_OF, code)
    for course, stand_ins in rules.equivalents.items():
        for stand_in in stand_ins:
            yield AssociationDesign(stand_in, AssociationKind.EXACT_MATCH_OF, course)
    for course, replaced in rules.replacements.items():
        for each in replaced:
            yield AssociationDesign(each.course, AssociationKind.REPLACED_BY, course)
    for required in rules.requires:
        yield AssociationDesign(required, AssociationKind.PRECEDES, code)

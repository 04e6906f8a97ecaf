"""What a badge of a roster will say, before anything is made: a dry run of minting and building for one row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from badges.models import AchievementVersion, IssuanceRequest
from badges.services import minting
from badges.services.building import Builder
from badges.services.rosters import RosterRow
from credcenter.kernel import ids
from learners.models import Learner
from learners.selectors.profiles import by_student_numbers


def preview(row: RosterRow, *, version: AchievementVersion) -> Mapping[str, Any]:
    """The document that this row's badge would have, unsigned; `version` comes whole. Nothing is stored.

    Raises what building raises when the award does not fit the achievement, and NotFound without a signing key.
    """
    request = IssuanceRequest(
        id=ids.new(),
        learner=_learner(row),
        achievement=version.achievement,
        version=version,
        award=row.award.to_json(),
    )
    return Builder(version).build(minting.draft(request)).document


def _learner(row: RosterRow) -> Learner:
    """Who is known already, or somebody as the row names them."""
    person = row.person
    known = by_student_numbers([person.student_number]).get(person.student_number)
    return known or Learner(
        student_number=person.student_number,
        name=person.name,
        name_en=person.name_en,
        email=person.email,
    )

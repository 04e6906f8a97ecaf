"""A learner with a micro-degree's badge, badges of its parts and one of something else; and their records."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from badges.enums import AssociationKind
from badges.models import Achievement, Credential, LearnerRecord
from badges.services import gathering, recording
from badges.services.associating import AssociationDesign, associate
from badges.services.issuance import issue_waiting
from credcenter.kernel.audit import SYSTEM
from learners.models import Learner
from tests.factories.badges import (
    achievement_version,
    award,
    learner,
    waiting_request,
)

PART, MATCH, BEFORE = (
    AssociationKind.IS_PART_OF,
    AssociationKind.EXACT_MATCH_OF,
    AssociationKind.PRECEDES,
)
SAID = (
    AssociationDesign("SSD101", PART, "SSDO-F"),
    AssociationDesign("SSD102", PART, "SSDO-F"),
    AssociationDesign("SSD103", PART, "SSDO-F"),
    AssociationDesign("OLD102", MATCH, "SSD102"),
    AssociationDesign("OLD103", MATCH, "SSD103"),
    AssociationDesign("SSDO-0", BEFORE, "SSDO-F"),
)
HELD = ("SSDO-F", "SSD101", "OLD102", "OTHER")


@dataclass(frozen=True)
class Graduate:
    """Holds SSDO-F, its part SSD101, OLD102 in place of its part SSD102, and OTHER."""

    learner: Learner
    degree: Achievement
    held: dict[str, Credential]


def graduate(**fields: object) -> Graduate:
    """Issued by the whole pipeline, with what SSDO-F's design says."""
    person = learner(**fields)
    codes = {code for each in SAID for code in (each.source, each.target)} | set(HELD)
    versions = {code: achievement_version(code, results=()) for code in sorted(codes)}
    degree = versions["SSDO-F"].achievement
    associate(degree, SAID, actor=SYSTEM)
    given = award(results=(), credits_earned=Decimal(3))
    for code in HELD:
        waiting_request(versions[code], learner=person, award=given)
    issue_waiting(limit=50, worker="test")
    held = {each.achievement.code: each for each in person.credentials.all()}
    assert set(held) == set(HELD)
    return Graduate(person, degree, held)


def whole_record(person: Learner) -> LearnerRecord:
    """All that a learner holds."""
    return recording.record(gathering.everything(person), actor=SYSTEM)

"""Which achievements belong together, as designs say: brought, taken back, and each said once."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from badges.enums import AssociationKind
from badges.models import Achievement, Association
from badges.services.associating import AssociationDesign, associate
from credcenter.kernel.audit import SYSTEM
from credcenter.kernel.errors import NotFound
from credcenter.kernel.models import AuditEvent
from tests.factories.badges import achievement_version

pytestmark = pytest.mark.django_db

PART = AssociationDesign("SSD101", AssociationKind.IS_PART_OF, "SSDO-F")
NEXT = AssociationDesign("SSDO-F", AssociationKind.PRECEDES, "SSDO-A")


@pytest.fixture
def degrees() -> tuple[Achievement, Achievement]:
    achievement_version("SSD101")
    return achievement_version("SSDO-F").achievement, achievement_version("SSDO-A").achievement


def said(achievement: Achievement) -> list[tuple[str, str, str]]:
    rows = achievement.associations.values_list("source__code", "kind", "target__code")
    return list(rows)


def test_a_design_is_said_once_and_taken_back_by_who_said_it(degrees) -> None:  # type: ignore[no-untyped-def]
    first, second = degrees
    assert associate(first, [PART, PART], actor=SYSTEM)
    assert associate(second, [NEXT, PART], actor=SYSTEM)
    assert said(first) == [("SSD101", "isPartOf", "SSDO-F")]
    events = AuditEvent.objects.count()
    assert not associate(first, [PART], actor=SYSTEM)
    assert AuditEvent.objects.count() == events
    assert associate(second, [NEXT], actor=SYSTEM)
    assert said(second) == [("SSDO-F", "precedes", "SSDO-A")]
    assert said(first) == [("SSD101", "isPartOf", "SSDO-F")]
    last = AuditEvent.objects.latest("id")
    assert (last.action, last.details) == (
        "achievement.associated",
        {"added": 0, "removed": 1},
    )


def test_an_unknown_achievement_is_refused_and_changes_nothing(degrees) -> None:  # type: ignore[no-untyped-def]
    unknown = AssociationDesign("SSD999", AssociationKind.IS_PART_OF, "SSDO-F")
    with pytest.raises(NotFound, match="SSD999"):
        associate(degrees[0], [PART, unknown], actor=SYSTEM)
    assert not Association.objects.exists()


@pytest.mark.parametrize(
    ("kind", "is_other"), [("isPartOf", False), ("follows", True)], ids=["with itself", "unknown"]
)
def test_the_database_refuses_what_clr_does_not_know(degrees, kind, is_other) -> None:  # type: ignore[no-untyped-def]
    first, second = degrees
    with pytest.raises(IntegrityError), transaction.atomic():
        Association.objects.create(
            said_by=first, source=first, kind=kind, target=second if is_other else first
        )

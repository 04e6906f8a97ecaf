from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from badges.models import Achievement, AchievementVersion
from badges.services.designing import design
from badges.services.keys import ensure_signing_key
from credcenter.kernel.audit import SYSTEM
from credcenter.kernel.bilingual import Bilingual
from credcenter.kernel.errors import InvalidInput
from credcenter.kernel.models import AuditEvent
from tests.factories.badges import achievement_design

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _issuer() -> None:
    ensure_signing_key(actor=SYSTEM)


def test_the_same_wording_makes_no_new_version() -> None:
    first = design([achievement_design()], actor=SYSTEM)[0]
    events = AuditEvent.objects.count()
    second = design([achievement_design(credits_available=Decimal("12.00"))], actor=SYSTEM)[0]
    assert second.pk == first.pk
    assert AuditEvent.objects.count() == events


def test_a_changed_wording_is_the_next_version_and_leaves_the_old_one() -> None:
    first = design([achievement_design()], actor=SYSTEM)[0]
    changed = achievement_design(criteria=Bilingual("15학점", "15 credits"))
    second = design([changed], actor=SYSTEM)[0]
    first.refresh_from_db()
    assert (first.number, second.number) == (1, 2)
    assert first.criteria_en == "Completes 12 credits."
    assert second.achievement_id == first.achievement_id


def test_results_keep_levels_and_alignments() -> None:
    version = design([achievement_design()], actor=SYSTEM)[0]
    result = version.result_descriptions.get()
    assert list(result.levels.values_list("code", "threshold")) == [
        ("L1", 0),
        ("L2", 70),
        ("L3", 85),
    ]
    assert result.alignments.get().target_code == "20010105"


@pytest.mark.parametrize(
    "artwork", [b" ", b"GIF89a", b"\x89PNG\r\n\x1a\n" + b"\0" * 40], ids=["blank", "gif", "broken"]
)
def test_artwork_that_is_no_png_changes_nothing(artwork: bytes) -> None:
    wanted = replace(achievement_design(), artwork=artwork)
    with pytest.raises(InvalidInput):
        design([achievement_design("FINE"), wanted], actor=SYSTEM)
    assert not Achievement.objects.exists()
    assert not AchievementVersion.objects.exists()


def test_a_release_that_can_say_more_makes_no_new_version_of_what_says_no_more() -> None:
    """The digest of a wording from before alignments had descriptions and levels had alignments."""
    [version] = design([achievement_design(artwork=None)], actor=SYSTEM)
    assert version.digest == "0826dd428faae25b53a18691d441241af8b9b1420736e48e726a8bf10b7879e5"

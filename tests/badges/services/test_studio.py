"""Designs that are kept, and achievements that take one."""

from __future__ import annotations

import io
import json

import pytest
from PIL import Image, ImageChops

from badges import openbadges as ob
from badges import studio as drawn
from badges.models import BadgeDesign, BadgeDesignVersion
from badges.selectors.achievements import current_version
from badges.services import baking, studio
from badges.services.designing import design
from badges.services.designs_kept import design_of
from badges.services.ring_levels import reached_levels
from badges.studio.design import Design, Kind, Words
from credcenter.kernel.audit import SYSTEM
from credcenter.kernel.errors import Conflict, InvalidInput
from credcenter.kernel.models import AuditEvent
from tests.factories.badges import achievement_design, achievement_version, issued_credential

pytestmark = pytest.mark.django_db

_WORDS = Words("데이터 분석", "Data analysis")


def _said(**changes: object) -> dict[str, object]:
    return Design(title=_WORDS, alt=_WORDS).to_json() | changes


def test_a_design_keeps_its_history_and_only_changes_make_one() -> None:
    first = studio.keep_new(" 분석  배지 ", _said(), actor=SYSTEM)
    again = studio.keep_changed(first.design_id, _said(), actor=SYSTEM)
    second = studio.keep_changed(first.design_id, _said(shape="seal"), actor=SYSTEM)
    assert (first.design.name, again.pk, second.number) == ("분석 배지", first.pk, 2)
    first.refresh_from_db()
    assert first.data["shape"] == "hexagon"
    assert AuditEvent.objects.filter(action="badge_design.kept").count() == 2


def test_a_name_is_taken_once_and_refusals_change_nothing() -> None:
    studio.keep_new("가", _said(), actor=SYSTEM)
    events = AuditEvent.objects.count()
    with pytest.raises(Conflict):
        studio.keep_new("가", _said(shape="seal"), actor=SYSTEM)
    pale = {"field": "#8899aa", "accent": "#ffc84f", "ink": "#ffffff"}
    with pytest.raises(InvalidInput, match=r"2\.92 : 1"):
        studio.keep_new("나", _said(colours=pale), actor=SYSTEM)
    assert (BadgeDesign.objects.count(), BadgeDesignVersion.objects.count()) == (1, 1)
    assert AuditEvent.objects.count() == events


def test_an_achievement_takes_a_design_and_what_was_issued_keeps_its_picture() -> None:
    credential = issued_credential()
    before = credential.version
    png = baking.bake_again(credential).data
    kept = studio.keep_new("가", _said(), actor=SYSTEM)
    version = studio.use(kept, code=before.achievement.code, actor=SYSTEM)
    assert (version.number, version.design, version.ring_sheet.name) == (
        before.number + 1,
        kept,
        "",
    )
    with version.artwork.open() as file:
        assert file.read() == drawn.draw_png(studio.read(kept.data))
    assert design_of(current_version(version.achievement)).results == achievement_design().results
    assert studio.use(kept, code=before.achievement.code, actor=SYSTEM) == version
    credential.refresh_from_db()
    assert credential.version == before
    assert baking.bake_again(credential).data == png


def test_a_program_that_is_loaded_once_more_leaves_the_design() -> None:
    wording = achievement_design(artwork=None, level=2)
    achievement_version(artwork=None, level=2)
    kept = studio.keep_new("가", _said(), actor=SYSTEM)
    chosen = studio.use(kept, code=wording.code, actor=SYSTEM)
    assert design([wording], actor=SYSTEM) == [chosen]
    with chosen.artwork.open() as file:
        handed_in = achievement_design(artwork=file.read(), level=2)
    assert design([handed_in], actor=SYSTEM) == [chosen]
    reworded = design([achievement_design(artwork=None, tags=("새",))], actor=SYSTEM)[0]
    assert (reworded.number, reworded.design) == (chosen.number + 1, kept)
    assert reworded.artwork_sha256 == chosen.artwork_sha256


def test_the_ring_shows_what_the_signed_credential_says_and_nothing_else() -> None:
    version = achievement_version()
    kept = studio.keep_new("가", _said(ring=True, kind=Kind.NONE.value), actor=SYSTEM)
    version = studio.use(kept, code=version.achievement.code, actor=SYSTEM)
    assert version.ring_sheet.name
    credential = issued_credential(version)
    document = json.loads(bytes(credential.document))
    reached = reached_levels(document)
    levels = document["credentialSubject"]["achievement"]["resultDescription"][0][
        "rubricCriterionLevel"
    ]
    achieved = document["credentialSubject"]["result"][0]["achievedLevel"]
    assert levels[reached[0] - 1]["id"] == achieved
    baked = baking.bake_again(credential).data
    assert baked == baking.bake_again(credential).data
    assert ob.unbake(baked) == bytes(credential.document)
    with version.artwork.open() as file:
        quiet = Image.open(io.BytesIO(file.read())).convert("RGBA")
    own = Image.open(io.BytesIO(baked)).convert("RGBA")
    changed = ImageChops.difference(quiet, own).convert("RGB").getbbox()
    assert changed is not None
    inside = (120, 180, 480, 420)
    assert (
        ImageChops.difference(quiet.crop(inside), own.crop(inside)).convert("RGB").getbbox() is None
    )

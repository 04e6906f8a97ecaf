"""Stage 1: what can be earned. A wording is written once; a changed wording is a new version.

Images are drawn and stored first (`prepare_artwork`), which takes a second or two each, and the wordings are written
afterwards, in a short transaction. Refuses artwork that is not a sound PNG of a sensible size.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from badges.adapters import storage
from badges.artwork.optimising import optimised
from badges.models import (
    Achievement,
    AchievementVersion,
    Alignment,
    Issuer,
    ResultDescription,
    RubricLevel,
)
from badges.selectors.issuers import the_issuer
from badges.services import drawing
from badges.services.designs import (
    AchievementDesign,
    AlignmentDesign,
    ResultDesign,
    digest_of,
    studio_design,
)
from badges.services.drawing import KeptArtwork
from badges.validators import check_artwork
from credcenter.kernel import audit
from credcenter.kernel.audit import Actor
from credcenter.kernel.errors import Conflict
from credcenter.kernel.progress import Tick, untold


def design(designs: Iterable[AchievementDesign], *, actor: Actor) -> list[AchievementVersion]:
    """Bring achievements to these wordings; the version of each, new only where something changed.

    Not for the inside of a transaction: see `prepare_artwork` and `write_designs`.
    """
    wanted = list(designs)
    artwork = prepare_artwork(wanted)
    with transaction.atomic(), audit.at_the_end():
        return write_designs(wanted, artwork=artwork, actor=actor)


def prepare_artwork(
    designs: Iterable[AchievementDesign], *, tick: Tick = untold
) -> dict[str, KeptArtwork]:
    """Draw and store the images of those wordings that will be new; by code. Call it before the transaction.

    An image is named by its content: one whose wording is not written after all stands in nobody's way. `tick` is
    told of every wording. Raises InvalidInput for bad artwork before anything is stored.
    """
    wanted = list(designs)
    _check_all(wanted)
    kept = {}
    for each in wanted:
        latest = _latest(each)
        if latest is None or latest.digest != digest_of(each, latest=latest):
            kept[each.code] = _keep_artwork(each, latest=latest)
        tick(1)
    return kept


def undrawn_artwork(designs: Iterable[AchievementDesign]) -> dict[str, KeptArtwork]:
    """What stands for the images of new wordings in a transaction that is taken back; nothing is drawn or stored.

    Raises InvalidInput for bad artwork, as `prepare_artwork` does.
    """
    wanted = list(designs)
    _check_all(wanted)
    return {each.code: KeptArtwork("artwork/undrawn.png", "") for each in wanted}


def write_designs(
    designs: Iterable[AchievementDesign], *, artwork: Mapping[str, KeptArtwork], actor: Actor
) -> list[AchievementVersion]:
    """What `design` does, in the caller's transaction, with images that were prepared before it.

    Raises Conflict (`designs_changed`) when a wording needs an image that was not prepared, since somebody else
    changed it meanwhile.
    """
    issuer = the_issuer()
    return [_write_one(each, issuer=issuer, artwork=artwork, actor=actor) for each in designs]


def _check_all(designs: Iterable[AchievementDesign]) -> None:
    for each in designs:
        if each.artwork is not None:
            check_artwork(each.artwork)


def _latest(wanted: AchievementDesign) -> AchievementVersion | None:
    versions = AchievementVersion.objects.filter(achievement__code=wanted.code)
    return versions.select_related("design").order_by("-number").first()


def _keep_artwork(wanted: AchievementDesign, *, latest: AchievementVersion | None) -> KeptArtwork:
    chosen = studio_design(wanted, latest=latest)
    if chosen is not None:
        return drawing.keep_drawn(chosen, results=wanted.results)
    data = wanted.artwork or drawing.proposed_picture(wanted)
    made = optimised(data) if wanted.artwork else data
    name = storage.keep_by_content("artwork", made, suffix=".png")
    source = "" if made == data else hashlib.sha256(data).hexdigest()
    return KeptArtwork(name, hashlib.sha256(made).hexdigest(), source)


def _write_one(
    wanted: AchievementDesign,
    *,
    issuer: Issuer,
    artwork: Mapping[str, KeptArtwork],
    actor: Actor,
) -> AchievementVersion:
    achievement, _is_first = Achievement.objects.select_for_update(no_key=True).get_or_create(
        code=wanted.code, defaults={"issuer": issuer}
    )
    latest = achievement.versions.select_related("design").order_by("-number").first()
    digest = digest_of(wanted, latest=latest)
    if latest is not None and latest.digest == digest:
        return latest
    kept = artwork.get(wanted.code)
    if kept is None:
        message = _("Somebody else changed these badges at the same moment. Try again.")
        raise Conflict(message, code="designs_changed")
    version = _write_version(
        wanted,
        AchievementVersion(
            achievement=achievement,
            number=latest.number + 1 if latest else 1,
            digest=digest,
            artwork=kept.name,
            artwork_sha256=kept.sha256,
            artwork_source_sha256=kept.source_sha256,
            design_id=kept.studio.version_id if kept.studio else None,
            ring_sheet=kept.ring_sheet,
        ),
    )
    audit.record(
        "achievement.designed",
        subject=achievement,
        actor=actor,
        details={"version": version.number},
    )
    return version


def _write_version(wanted: AchievementDesign, version: AchievementVersion) -> AchievementVersion:
    version.achievement_type = wanted.achievement_type
    version.name_ko, version.name_en = wanted.name.ko, wanted.name.en
    version.description_ko, version.description_en = wanted.description.ko, wanted.description.en
    version.criteria_ko, version.criteria_en = wanted.criteria.ko, wanted.criteria.en
    version.tags = list(wanted.tags)
    version.field_of_study = wanted.field_of_study
    version.credits_available = wanted.credits_available
    version.save()
    _write_alignments(wanted.alignments, version=version)
    for position, result in enumerate(wanted.results):
        _write_result(result, version=version, position=position)
    return version


def _write_result(result: ResultDesign, *, version: AchievementVersion, position: int) -> None:
    row = ResultDescription.objects.create(
        version=version,
        code=result.code,
        position=position,
        name_ko=result.name.ko,
        name_en=result.name.en,
        result_type=result.result_type,
        value_min=result.value_min,
        value_max=result.value_max,
    )
    levels = [
        RubricLevel(
            result_description=row,
            code=level.code,
            position=place,
            name_ko=level.name.ko,
            name_en=level.name.en,
            threshold=level.threshold,
        )
        for place, level in enumerate(result.levels)
    ]
    RubricLevel.objects.bulk_create(levels)
    _write_alignments(result.alignments, version=version, result=row)
    for level, said in zip(levels, result.levels, strict=True):
        _write_alignments(said.alignments, version=version, result=row, level=level)


def _write_alignments(
    alignments: tuple[AlignmentDesign, ...],
    *,
    version: AchievementVersion,
    result: ResultDescription | None = None,
    level: RubricLevel | None = None,
) -> None:
    Alignment.objects.bulk_create(
        Alignment(
            version=version,
            result_description=result,
            level=level,
            position=place,
            **asdict(alignment),
        )
        for place, alignment in enumerate(alignments)
    )

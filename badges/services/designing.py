"""Stage 1: what can be earned. A wording is written once; a changed wording is a new version.

Refuses artwork that is not a sound PNG of a sensible size.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from decimal import Decimal

from django.db import transaction

from badges.adapters import storage
from badges.artwork import draw
from badges.models import (
    Achievement,
    AchievementVersion,
    Alignment,
    Issuer,
    ResultDescription,
    RubricLevel,
)
from badges.selectors.issuers import the_issuer
from badges.validators import check_artwork
from credcenter.kernel import audit
from credcenter.kernel.audit import Actor
from credcenter.kernel.bilingual import Bilingual


@dataclass(frozen=True, slots=True)
class LevelDesign:
    """A level that a score reaches from a threshold on."""

    code: str
    name: Bilingual
    threshold: Decimal


@dataclass(frozen=True, slots=True)
class AlignmentDesign:
    """A node of somebody's framework."""

    target_name: str
    target_url: str
    target_framework: str = ""
    target_code: str = ""
    target_type: str = ""


@dataclass(frozen=True, slots=True)
class ResultDesign:
    """A result that an award can carry; levels low to high."""

    code: str
    name: Bilingual
    result_type: str = "Percent"
    value_min: Decimal = Decimal(0)
    value_max: Decimal = Decimal(100)
    levels: tuple[LevelDesign, ...] = ()
    alignments: tuple[AlignmentDesign, ...] = ()


@dataclass(frozen=True, slots=True)
class AchievementDesign:
    """The whole wording of an achievement; without artwork the centre draws one from the code."""

    code: str
    achievement_type: str
    name: Bilingual
    description: Bilingual
    criteria: Bilingual
    tags: tuple[str, ...] = ()
    field_of_study: str = ""
    credits_available: Decimal | None = None
    level: int = 1
    results: tuple[ResultDesign, ...] = ()
    alignments: tuple[AlignmentDesign, ...] = ()
    artwork: bytes | None = None


@transaction.atomic
def design(designs: Iterable[AchievementDesign], *, actor: Actor) -> list[AchievementVersion]:
    """Bring achievements to these wordings; the version of each, new only where something changed."""
    issuer = the_issuer()
    return [_design_one(each, issuer=issuer, actor=actor) for each in designs]


def _design_one(wanted: AchievementDesign, *, issuer: Issuer, actor: Actor) -> AchievementVersion:
    if wanted.artwork is not None:
        check_artwork(wanted.artwork)
    achievement, _is_new = Achievement.objects.select_for_update(no_key=True).get_or_create(
        code=wanted.code, defaults={"issuer": issuer}
    )
    latest = achievement.versions.order_by("-number").first()
    digest = _digest(wanted)
    if latest is not None and latest.digest == digest:
        return latest
    artwork = wanted.artwork or draw(wanted.code, title=wanted.name.en, level=wanted.level)
    version = _write_version(
        wanted,
        AchievementVersion(
            achievement=achievement,
            number=latest.number + 1 if latest else 1,
            digest=digest,
            artwork=storage.keep_by_content("artwork", artwork, suffix=".png"),
            artwork_sha256=hashlib.sha256(artwork).hexdigest(),
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
    RubricLevel.objects.bulk_create(
        RubricLevel(
            result_description=row,
            code=level.code,
            position=place,
            name_ko=level.name.ko,
            name_en=level.name.en,
            threshold=level.threshold,
        )
        for place, level in enumerate(result.levels)
    )
    _write_alignments(result.alignments, version=version, result=row)


def _write_alignments(
    alignments: tuple[AlignmentDesign, ...],
    *,
    version: AchievementVersion,
    result: ResultDescription | None = None,
) -> None:
    Alignment.objects.bulk_create(
        Alignment(version=version, result_description=result, position=place, **asdict(alignment))
        for place, alignment in enumerate(alignments)
    )


def _digest(wanted: AchievementDesign) -> str:
    # Artwork that the centre draws follows from the code; drawing takes a second, so not here.
    artwork = hashlib.sha256(wanted.artwork).hexdigest() if wanted.artwork else "drawn"
    text = json.dumps(asdict(wanted) | {"artwork": artwork}, sort_keys=True, default=_plain)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: object) -> str:
    # 3 and 3.00 are one number of credits, and must not make a new version.
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)

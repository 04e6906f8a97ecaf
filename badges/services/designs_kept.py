"""An achievement's newest wording read back as it was asked for, so that one thing about it can be changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from uuid import UUID

from badges.models import AchievementVersion, Alignment, ResultDescription, RubricLevel
from badges.services.designs import (
    AchievementDesign,
    AlignmentDesign,
    LevelDesign,
    ResultDesign,
    digest_of,
)
from badges.studio.design import MOST_LEVELS


def design_of(version: AchievementVersion) -> AchievementDesign:
    """The wording of a version that comes whole, without its image.

    The step of a program that it was drawn for is not kept, but the digest tells it: with it, loading the program
    file once more finds nothing changed.
    """
    read = AchievementDesign(
        code=version.achievement.code,
        achievement_type=version.achievement_type,
        name=version.name,
        description=version.description,
        criteria=version.criteria,
        tags=tuple(version.tags),
        field_of_study=version.field_of_study,
        credits_available=version.credits_available,
        results=tuple(_result(each) for each in version.result_descriptions.all()),
        alignments=_alignments(version.alignments.all(), of=None),
    )
    for level in range(1, MOST_LEVELS + 1):
        there = replace(read, level=level)
        if version.digest in (_digest_as_drawn(there, version), _digest_as_given(there, version)):
            return there
    return read


def _digest_as_drawn(wanted: AchievementDesign, version: AchievementVersion) -> str:
    return digest_of(wanted, latest=version)


def _digest_as_given(wanted: AchievementDesign, version: AchievementVersion) -> str:
    with version.artwork.open() as stream:
        return digest_of(replace(wanted, artwork=bytes(stream.read())), latest=version)


def _result(row: ResultDescription) -> ResultDesign:
    return ResultDesign(
        code=row.code,
        name=row.name,
        result_type=row.result_type,
        value_min=row.value_min or Decimal(0),
        value_max=row.value_max or Decimal(0),
        levels=tuple(_level(each, row) for each in row.levels.all()),
        alignments=_alignments(row.alignments.all(), of=row.pk),
    )


def _level(row: RubricLevel, result: ResultDescription) -> LevelDesign:
    alignments = _alignments(result.alignments.all(), of=result.pk, level=row.pk)
    return LevelDesign(row.code, row.name, row.threshold, alignments)


def _alignments(
    rows: Iterable[Alignment], *, of: UUID | None, level: UUID | None = None
) -> tuple[AlignmentDesign, ...]:
    return tuple(
        AlignmentDesign(
            row.target_name,
            row.target_url,
            target_framework=row.target_framework,
            target_code=row.target_code,
            target_type=row.target_type,
            target_description=row.target_description,
        )
        for row in rows
        if row.result_description_id == of and row.level_id == level
    )

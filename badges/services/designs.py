"""The wording of an achievement as it is asked for, and the digest by which a changed one is told."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from typing import Any

from badges.models import AchievementVersion
from credcenter.kernel.bilingual import Bilingual


@dataclass(frozen=True, slots=True)
class LevelDesign:
    """A level that a score reaches from a threshold on."""

    code: str
    name: Bilingual
    threshold: Decimal
    alignments: tuple[AlignmentDesign, ...] = ()


@dataclass(frozen=True, slots=True)
class AlignmentDesign:
    """A node of somebody's framework."""

    target_name: str
    target_url: str
    target_framework: str = ""
    target_code: str = ""
    target_type: str = ""
    target_description: str = ""


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
    studio: StudioDesign | None = None


@dataclass(frozen=True, slots=True)
class StudioDesign:
    """A design of the studio to draw the image from: the key of its version and the digest that tells a change."""

    version_id: int
    sha256: str


def digest_of(wanted: AchievementDesign, *, latest: AchievementVersion | None) -> str:
    """SHA-256 over the whole wording; `latest` tells whether the image is one that was made smaller before."""
    text = json.dumps(
        _said(asdict(replace(wanted, artwork=None, studio=None)))
        | {"artwork": _artwork_of(wanted, latest=latest)},
        sort_keys=True,
        default=_plain,
    )
    return hashlib.sha256(text.encode()).hexdigest()


def _said(value: Any) -> Any:
    """A wording without what later releases can say and it does not: else an upgrade would make new versions of all."""
    if isinstance(value, dict):
        later = {"target_description", "studio", "alignments" if "threshold" in value else ""}
        return {name: _said(each) for name, each in value.items() if each or name not in later}
    return [_said(each) for each in value] if isinstance(value, list | tuple) else value


def _artwork_of(wanted: AchievementDesign, *, latest: AchievementVersion | None) -> str:
    """What tells one image from another: the SHA-256 of what was handed in, also when it comes back made smaller."""
    chosen = studio_design(wanted, latest=latest)
    if chosen is not None:
        return f"studio {chosen.sha256}"
    if wanted.artwork is None:
        # What the centre draws follows from the code; drawing takes a second, so not here.
        return "drawn"
    sha256 = hashlib.sha256(wanted.artwork).hexdigest()
    if latest is not None and sha256 == latest.artwork_sha256:
        return latest.artwork_source_sha256 or sha256
    return sha256


def studio_design(
    wanted: AchievementDesign, *, latest: AchievementVersion | None
) -> StudioDesign | None:
    """The design that the image is drawn from: the one asked for, or that of before where no image is given.

    An image that was drawn from the design of before and is handed in again is no other image.
    """
    if wanted.studio is not None or latest is None or latest.design is None:
        return wanted.studio
    if (
        wanted.artwork is None
        or hashlib.sha256(wanted.artwork).hexdigest() == latest.artwork_sha256
    ):
        return StudioDesign(latest.design.pk, latest.design.sha256)
    return None


def _plain(value: object) -> str:
    # 3 and 3.00 are one number of credits, and must not make a new version.
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)

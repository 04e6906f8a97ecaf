"""The badge studio: keeps designs with their history, and gives them to achievements.

A design is only ever added to, and an achievement that takes one gets a new version: what was issued keeps its picture.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from badges.models import AchievementVersion, BadgeDesign, BadgeDesignVersion
from badges.selectors import achievements
from badges.services.designing import design as design_achievements
from badges.services.designs import StudioDesign
from badges.services.designs_kept import design_of
from badges.studio import reading
from badges.studio.design import Design
from badges.studio.errors import DesignRefused
from badges.studio_words import said
from credcenter.kernel import audit
from credcenter.kernel.audit import Actor
from credcenter.kernel.canonical_json import canonical_json, sha256_of
from credcenter.kernel.errors import Conflict, InvalidInput, NotFound


def read(data: object) -> Design:
    """A design of JSON that somebody handed in; InvalidInput with what to mend."""
    try:
        return reading.design(data)
    except DesignRefused as refused:
        raise InvalidInput(said(refused), code=refused.code, field=refused.field) from refused


@transaction.atomic
def keep_new(name: str, data: Mapping[str, Any], *, actor: Actor) -> BadgeDesignVersion:
    """A design under a new name; Conflict (`design_name_taken`), InvalidInput."""
    design = read(data)
    row, is_new = BadgeDesign.objects.get_or_create(name=" ".join(name.split()))
    if not is_new:
        message = _("There is a design with this name already. Open it, or choose another name.")
        raise Conflict(message, code="design_name_taken")
    return _add(row, design, number=1, actor=actor)


@transaction.atomic
def keep_changed(design_id: int, data: Mapping[str, Any], *, actor: Actor) -> BadgeDesignVersion:
    """The next version of a design, or the newest where nothing changed; NotFound, InvalidInput."""
    design = read(data)
    row = BadgeDesign.objects.select_for_update().filter(pk=design_id).first()
    if row is None:
        raise NotFound(_("There is no such design."), code="design_unknown")
    newest = row.versions.first()
    if newest is not None and newest.sha256 == _digest(design):
        return newest
    return _add(row, design, number=newest.number + 1 if newest else 1, actor=actor)


def use(version: BadgeDesignVersion, *, code: str, actor: Actor) -> AchievementVersion:
    """Give an achievement this design: a new version of it, the same words, the new picture; NotFound.

    Not for the inside of a transaction: the picture is drawn first.
    """
    latest = achievements.current_version(achievements.by_code(code))
    chosen = StudioDesign(version.pk, version.sha256)
    wanted = replace(design_of(latest), studio=chosen)
    return design_achievements([wanted], actor=actor)[0]


def _add(row: BadgeDesign, design: Design, *, number: int, actor: Actor) -> BadgeDesignVersion:
    version = BadgeDesignVersion.objects.create(
        design=row, number=number, data=design.to_json(), sha256=_digest(design)
    )
    audit.record("badge_design.kept", subject=row, actor=actor, details={"version": version.number})
    return version


def _digest(design: Design) -> str:
    return sha256_of(canonical_json(design.to_json()))

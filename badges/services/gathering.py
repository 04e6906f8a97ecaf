"""What goes into a learner's record: the credentials that are in force, and how their achievements hang together.

Left out are credentials that were revoked, replaced by a newer one, are past their end, or were signed
with a key that is compromised: CLR 2.0 asks for what the publisher asserts now. Refuses a record of
nothing, and of more than a verifier takes (`openbadges.limits.MAX_COMPONENTS`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from badges.enums import AssociationKind, RecordScope
from badges.models import Achievement, AchievementVersion, Association, Credential
from badges.openbadges.limits import MAX_COMPONENTS
from badges.selectors.achievements import newest_of
from badges.selectors.credentials import in_force
from credcenter.kernel.errors import InvalidInput, RuleRefused
from learners.models import Learner


class Tie(NamedTuple):
    """Read "source *kind* target"; both are achievements."""

    source: UUID
    kind: str
    target: UUID


@dataclass(frozen=True, slots=True)
class Contents:
    """What a record says. `described` are achievements that it names and holds no credential of.

    `version` is the wording of the achievement that a record with its parts is about.
    """

    learner: Learner
    scope: RecordScope
    credentials: tuple[Credential, ...]
    ties: tuple[Tie, ...]
    described: tuple[AchievementVersion, ...]
    is_partial: bool
    version: AchievementVersion | None = None


def everything(learner: Learner) -> Contents:
    """All that is in force; RuleRefused when that is nothing (`nothing_held`)."""
    held = list(in_force(learner))
    return _among(learner, held, scope=RecordScope.WHOLE, is_partial=False)


def chosen(learner: Learner, credential_ids: Collection[UUID]) -> Contents:
    """Some of what is in force; choosing all of it is the whole record.

    Raises InvalidInput (`not_in_force`) for what is not the learner's, or not in force any more.
    """
    held = list(in_force(learner))
    wanted = set(credential_ids)
    kept = [each for each in held if each.pk in wanted]
    if len(kept) != len(wanted):
        message = _("Not every one of these badges is yours and valid. No record was made.")
        raise InvalidInput(message, code="not_in_force")
    if kept and len(kept) == len(held):
        return _among(learner, held, scope=RecordScope.WHOLE, is_partial=False)
    return _among(learner, kept, scope=RecordScope.CHOSEN, is_partial=True)


def with_parts(learner: Learner, achievement: Achievement) -> Contents:
    """One badge with the badges of its parts; parts that were not earned are described.

    Raises RuleRefused (`not_held`) when the learner does not hold the achievement, or not validly.
    """
    held = list(in_force(learner))
    own = [each for each in held if each.achievement_id == achievement.pk]
    if not own:
        message = _("This badge is not valid, so there is no record of it.")
        raise RuleRefused(message, code="not_held")
    earned = {each.achievement_id for each in held}
    ties = _ties_of(achievement, earned=earned)
    parts = {tie.source for tie in ties if tie.kind != AssociationKind.PRECEDES}
    kept = own + [each for each in held if each.achievement_id in parts]
    return _contents(
        learner,
        kept,
        ties=ties,
        scope=RecordScope.ACHIEVEMENT,
        is_partial=len(kept) < len(held),
        version=own[0].version,
    )


def _ties_of(achievement: Achievement, *, earned: Collection[UUID]) -> list[Tie]:
    """What the achievement's design says; what stands in place of a part matters where it was earned."""
    rows = achievement.associations.values_list("source_id", "kind", "target_id")
    ties = (Tie(*row) for row in rows)
    return [
        tie for tie in ties if tie.kind != AssociationKind.EXACT_MATCH_OF or tie.source in earned
    ]


def _among(
    learner: Learner, credentials: Sequence[Credential], *, scope: RecordScope, is_partial: bool
) -> Contents:
    """A record whose associations are those among what it holds."""
    earned = {each.achievement_id for each in credentials}
    rows = Association.objects.filter(source__in=earned, target__in=earned)
    said = rows.order_by("pk").values_list("source_id", "kind", "target_id")
    ties = list(dict.fromkeys(Tie(*row) for row in said))
    return _contents(learner, credentials, ties=ties, scope=scope, is_partial=is_partial)


def _contents(
    learner: Learner,
    credentials: Sequence[Credential],
    *,
    ties: Iterable[Tie],
    scope: RecordScope,
    is_partial: bool,
    version: AchievementVersion | None = None,
) -> Contents:
    _refuse_size(len(credentials))
    said = [*ties, *_replacements(credentials)]
    earned = {each.achievement_id for each in credentials}
    named = {each for tie in said for each in (tie.source, tie.target)}
    return Contents(
        learner=learner,
        scope=scope,
        credentials=tuple(credentials),
        ties=tuple(said),
        described=tuple(newest_of(named - earned)),
        is_partial=is_partial,
        version=version,
    )


def _replacements(credentials: Iterable[Credential]) -> list[Tie]:
    """A credential that superseded one of another achievement; of the same one there is nothing to tie."""
    return [
        Tie(each.supersedes.achievement_id, AssociationKind.REPLACED_BY.value, each.achievement_id)
        for each in credentials
        if each.supersedes is not None and each.supersedes.achievement_id != each.achievement_id
    ]


def _refuse_size(count: int) -> None:
    if not count:
        message = _("There is no valid badge for a record yet.")
        raise RuleRefused(message, code="nothing_held")
    if count > MAX_COMPONENTS:
        message = _("A record holds at most %(limit)d badges. Choose some of yours.")
        raise RuleRefused(message % {"limit": MAX_COMPONENTS}, code="record_too_large")

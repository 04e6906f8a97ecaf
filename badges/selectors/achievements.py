"""Reads about what can be earned."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from badges.enums import AssociationKind
from badges.models import Achievement, AchievementVersion, Issuer
from credcenter.kernel.errors import NotFound


def by_code(code: str) -> Achievement:
    """The achievement of a code; NotFound."""
    achievement = Achievement.objects.filter(code=code).first()
    if achievement is None:
        message = _("There is no micro-degree, course or achievement with the code %(code)s.")
        raise NotFound(message % {"code": code}, code="achievement_unknown")
    return achievement


def by_id(achievement_id: UUID) -> Achievement:
    """The achievement of an id; NotFound."""
    achievement = Achievement.objects.filter(pk=achievement_id).first()
    if achievement is None:
        raise NotFound(_("There is no such badge."), code="achievement_unknown")
    return achievement


def current_version(achievement: Achievement) -> AchievementVersion:
    """The newest wording, with its results, levels and alignments at hand; NotFound."""
    version = whole_versions().filter(achievement=achievement).order_by("-number").first()
    if version is None:
        raise NotFound(_("The achievement has no version yet."), code="achievement_without_version")
    return version


def whole_versions():  # noqa: ANN201  (a queryset of AchievementVersion)
    """Versions with everything that a credential says of them, in a constant number of queries."""
    return AchievementVersion.objects.select_related("achievement__issuer").prefetch_related(
        "result_descriptions__levels", "result_descriptions__alignments", "alignments"
    )


def all_with_current(*, issuer: Issuer | None = None) -> list[AchievementVersion]:
    """The newest version of every achievement, or of one issuer's, by code."""
    versions = AchievementVersion.objects.select_related("achievement")
    if issuer is not None:
        versions = versions.filter(achievement__issuer=issuer)
    return _newest(versions)


def newest_of(achievement_ids: Iterable[UUID]) -> list[AchievementVersion]:
    """The newest version of some achievements, whole, by code."""
    return _newest(whole_versions().filter(achievement__in=list(achievement_ids)))


def has_parts(achievement: Achievement) -> bool:
    """Whether a design says that other achievements are part of it."""
    parts = achievement.associations.filter(kind=AssociationKind.IS_PART_OF, target=achievement)
    return parts.exists()


def _newest(versions: QuerySet[AchievementVersion]) -> list[AchievementVersion]:
    others = AchievementVersion.objects.filter(achievement=OuterRef("achievement"))
    newest = Subquery(others.order_by("-number").values("number")[:1])
    rows = versions.annotate(newest=newest).filter(number=F("newest"))
    return list(rows.order_by("achievement__code"))

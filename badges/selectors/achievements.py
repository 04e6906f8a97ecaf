"""Reads about what can be earned."""

from __future__ import annotations

from django.db.models import F, OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from badges.models import Achievement, AchievementVersion, Issuer
from credcenter.kernel.errors import NotFound


def by_code(code: str) -> Achievement:
    """The achievement of a code; NotFound."""
    achievement = Achievement.objects.filter(code=code).first()
    if achievement is None:
        message = _("There is no micro-degree, course or achievement with the code %(code)s.")
        raise NotFound(message % {"code": code}, code="achievement_unknown")
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
    newest = AchievementVersion.objects.filter(achievement=OuterRef("achievement")).order_by(
        "-number"
    )
    versions = AchievementVersion.objects.select_related("achievement")
    if issuer is not None:
        versions = versions.filter(achievement__issuer=issuer)
    return list(
        versions.annotate(newest=Subquery(newest.values("number")[:1]))
        .filter(number=F("newest"))
        .order_by("achievement__code")
    )

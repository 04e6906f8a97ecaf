"""Reads about the designs of the studio."""

from __future__ import annotations

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from badges.models import AchievementVersion, BadgeDesign, BadgeDesignVersion
from credcenter.kernel.errors import NotFound


def newest_designs() -> QuerySet[BadgeDesignVersion]:
    """The newest version of every design, by name."""
    others = BadgeDesignVersion.objects.filter(design=OuterRef("design"))
    newest = Subquery(others.order_by("-number").values("number")[:1])
    rows = BadgeDesignVersion.objects.annotate(newest=newest).filter(number=F("newest"))
    return rows.select_related("design").order_by("design__name")


def by_id(design_id: int) -> BadgeDesign:
    """The design of a key; NotFound."""
    design = BadgeDesign.objects.filter(pk=design_id).first()
    if design is None:
        raise NotFound(_("There is no such design."), code="design_unknown")
    return design


def version_of(design_id: int, *, number: int | None = None) -> BadgeDesignVersion:
    """A version of a design, the newest without a number; NotFound."""
    rows = BadgeDesignVersion.objects.filter(design=design_id).select_related("design")
    if number is not None:
        rows = rows.filter(number=number)
    version = rows.order_by("-number").first()
    if version is None:
        raise NotFound(_("There is no such design."), code="design_unknown")
    return version


def history(design: BadgeDesign) -> list[BadgeDesignVersion]:
    """The versions of a design, the newest first."""
    return list(design.versions.all()[:50])


def users_of(design: BadgeDesign) -> list[AchievementVersion]:
    """The versions of achievements that were drawn from a design."""
    rows = AchievementVersion.objects.filter(design__design=design)
    return list(
        rows.select_related("achievement", "design").order_by("achievement__code", "-number")
    )

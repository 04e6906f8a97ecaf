from __future__ import annotations

from django.db import models

from credcenter.kernel import clock


class BadgeDesign(models.Model):
    """A design of the studio under a name. What it looks like lives in versions, never changed once written."""

    name = models.CharField(max_length=100, unique=True)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class BadgeDesignVersion(models.Model):
    """One state of a design, as `badges.studio.reading` reads it."""

    design = models.ForeignKey(BadgeDesign, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    data = models.JSONField()
    sha256 = models.CharField(max_length=64, help_text="Of the canonical JSON, to tell a change.")
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("design", "-number")
        constraints = (
            models.UniqueConstraint(
                fields=("design", "number"), name="badge_design_version_number_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.design_id} {self.number}"

from __future__ import annotations

from django.db import models

from badges.models.design import BadgeDesignVersion
from badges.models.issuer import Issuer
from credcenter.kernel import clock, ids
from credcenter.kernel.bilingual import Bilingual, BilingualName, pair


class Achievement(models.Model):
    """What can be earned. Its wording lives in versions, so that an award keeps the words it was made with."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    issuer = models.ForeignKey(Issuer, on_delete=models.PROTECT, related_name="achievements")
    code = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.code


class AchievementVersion(BilingualName):
    """One wording of an achievement, never changed once written (OB 3.0 Achievement)."""

    achievement = models.ForeignKey(Achievement, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    achievement_type = models.CharField(max_length=64)
    description_ko = models.TextField()
    description_en = models.TextField()
    criteria_ko = models.TextField()
    criteria_en = models.TextField()
    tags = models.JSONField(default=list)
    field_of_study = models.CharField(max_length=200, blank=True)
    credits_available = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    artwork = models.FileField(
        max_length=200, help_text="The badge image before anything is baked into it."
    )
    artwork_sha256 = models.CharField(max_length=64)
    artwork_source_sha256 = models.CharField(
        max_length=64,
        blank=True,
        help_text="Of the image as it was handed in, when it was made smaller: handed in again it is nothing new.",
    )
    design = models.ForeignKey(
        BadgeDesignVersion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="used_by",
        help_text="Of the studio, when the image was drawn from one.",
    )
    ring_sheet = models.FileField(
        max_length=200,
        blank=True,
        help_text="What each learner's own image is put together from; empty when all have the same.",
    )
    digest = models.CharField(
        max_length=64, help_text="SHA-256 over the whole wording, to tell a change."
    )
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("achievement", "number")
        constraints = (
            models.UniqueConstraint(
                fields=("achievement", "number"), name="achievement_version_number_once"
            ),
        )

    @property
    def description(self) -> Bilingual:
        return pair(self, "description")

    @property
    def criteria(self) -> Bilingual:
        return pair(self, "criteria")


class ResultDescription(BilingualName):
    """A result that an award can carry, such as a competency's score (OB 3.0 ResultDescription)."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    version = models.ForeignKey(
        AchievementVersion, on_delete=models.CASCADE, related_name="result_descriptions"
    )
    code = models.CharField(max_length=64)
    position = models.PositiveSmallIntegerField()
    result_type = models.CharField(max_length=64)
    value_min = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    value_max = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)

    class Meta:
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(
                fields=("version", "code"), name="result_description_code_once"
            ),
            models.UniqueConstraint(
                fields=("version", "position"), name="result_description_position_once"
            ),
        )


class RubricLevel(BilingualName):
    """A level that a score reaches (OB 3.0 RubricCriterionLevel), low to high by position."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    result_description = models.ForeignKey(
        ResultDescription, on_delete=models.CASCADE, related_name="levels"
    )
    code = models.CharField(max_length=64)
    position = models.PositiveSmallIntegerField()
    threshold = models.DecimalField(
        max_digits=8, decimal_places=2, help_text="The lowest score of the level."
    )

    class Meta:
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(
                fields=("result_description", "code"), name="rubric_level_code_once"
            ),
            models.UniqueConstraint(
                fields=("result_description", "position"), name="rubric_level_position_once"
            ),
        )


class Alignment(models.Model):
    """A link to a node of a framework such as NCS, from an achievement, one of its results, or a level of one."""

    version = models.ForeignKey(
        AchievementVersion, on_delete=models.CASCADE, related_name="alignments"
    )
    result_description = models.ForeignKey(
        ResultDescription,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="alignments",
    )
    level = models.ForeignKey(
        RubricLevel, on_delete=models.CASCADE, null=True, blank=True, related_name="alignments"
    )
    position = models.PositiveSmallIntegerField()
    target_framework = models.CharField(max_length=200, blank=True)
    target_code = models.CharField(max_length=100, blank=True)
    target_name = models.CharField(max_length=200)
    target_url = models.URLField(max_length=500)
    target_type = models.CharField(max_length=64, blank=True)
    target_description = models.TextField(blank=True)

    class Meta:
        ordering = ("position",)

    def __str__(self) -> str:
        return f"{self.target_framework} {self.target_code} {self.target_name}"

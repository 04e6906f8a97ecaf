from __future__ import annotations

from django.db import models

from credcenter.kernel.bilingual import BilingualName
from programs.models.framework import FrameworkItem
from programs.models.program import Program


class Competency(BilingualName):
    """What the courses of a program build up, measured 0 to 100."""

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="competencies")
    code = models.CharField(max_length=64)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("program", "position")
        constraints = (
            models.UniqueConstraint(fields=("program", "code"), name="competency_code_once"),
        )


class CompetencyLevel(BilingualName):
    """A level that is reached from a score on."""

    competency = models.ForeignKey(Competency, on_delete=models.CASCADE, related_name="levels")
    code = models.CharField(max_length=64)
    threshold = models.DecimalField(max_digits=5, decimal_places=2)

    class Meta:
        ordering = ("competency", "threshold")
        constraints = (
            models.UniqueConstraint(
                fields=("competency", "code"), name="competency_level_code_once"
            ),
            models.UniqueConstraint(
                fields=("competency", "threshold"), name="competency_level_threshold_once"
            ),
        )


class CompetencyAlignment(models.Model):
    """Where a competency, or one of its levels, stands in a framework such as NCS.

    `item` is the item of an imported framework that the program file named; name, address and the rest are as they
    were when it was loaded.
    """

    competency = models.ForeignKey(Competency, on_delete=models.CASCADE, related_name="alignments")
    level = models.ForeignKey(
        CompetencyLevel, on_delete=models.CASCADE, null=True, blank=True, related_name="alignments"
    )
    position = models.PositiveSmallIntegerField()
    item = models.ForeignKey(
        FrameworkItem,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="alignments",
    )
    framework = models.CharField(max_length=200)
    code = models.CharField(max_length=100, blank=True)
    name = models.CharField(max_length=200)
    url = models.URLField(max_length=500)
    target_type = models.CharField(max_length=64, blank=True)
    description = models.TextField(blank=True)

    class Meta:
        ordering = ("competency", "position")

    def __str__(self) -> str:
        return f"{self.framework} {self.code} {self.name}"

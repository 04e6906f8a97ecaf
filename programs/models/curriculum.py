from __future__ import annotations

from django.db import models

from credcenter.kernel import clock
from programs.models.program import MicroDegree


class CurriculumVersion(models.Model):
    """The rules of a micro-degree for those who entered from a term on, as data; frozen once somebody was awarded."""

    micro_degree = models.ForeignKey(
        MicroDegree, on_delete=models.PROTECT, related_name="curricula"
    )
    version = models.CharField(max_length=32)
    revision = models.PositiveSmallIntegerField(
        default=1, help_text="Counts up when rules change under which somebody was awarded."
    )
    from_term = models.CharField(max_length=16)
    rules = models.JSONField(help_text="See programs.rules.")
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("micro_degree", "from_term", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("micro_degree", "version", "revision"), name="curriculum_version_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.micro_degree_id} {self.label}"

    @property
    def label(self) -> str:
        """The version as people read it: 2026, and 2026 (2) once it was changed after awards."""
        return self.version if self.revision == 1 else f"{self.version} ({self.revision})"

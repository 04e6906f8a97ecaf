from __future__ import annotations

from django.db import models

from badges.enums import AssociationKind
from badges.models.achievement import Achievement


class Association(models.Model):
    """How two achievements hang together, read "source *kind* target" (CLR 2.0 Association).

    `said_by` is the achievement whose design says so: two micro-degrees may say the same, and one may take it back.
    """

    said_by = models.ForeignKey(Achievement, on_delete=models.CASCADE, related_name="associations")
    source = models.ForeignKey(Achievement, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=16, choices=AssociationKind.choices)
    target = models.ForeignKey(Achievement, on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("said_by", "source", "kind", "target"), name="association_said_once"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=AssociationKind.values),
                name="association_kind_is_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(source=models.F("target")), name="association_of_two"
            ),
        )

    def __str__(self) -> str:
        return f"{self.source_id} {self.kind} {self.target_id}"

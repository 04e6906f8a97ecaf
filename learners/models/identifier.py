from __future__ import annotations

from django.db import models
from django.db.models.functions import Lower

from credcenter.kernel import clock
from learners.enums import IdentifierType
from learners.models.learner import Learner


class Identifier(models.Model):
    """A name under which a learner is known elsewhere; nobody shares one with another."""

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="identifiers")
    type = models.CharField(max_length=32, choices=IdentifierType.choices)
    value = models.CharField(max_length=254)
    verified_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                "type", Lower("value"), name="identifier_belongs_to_one_learner"
            ),
            models.CheckConstraint(condition=~models.Q(value=""), name="identifier_has_value"),
        )

    def __str__(self) -> str:
        return f"{self.get_type_display()}: {self.value}"

from __future__ import annotations

from django.db import models

from credcenter.kernel import clock
from learners.enums import ConsentPurpose
from learners.models.learner import Learner


class Consent(models.Model):
    """What a learner agreed to or refused, to which text, and until when."""

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=32, choices=ConsentPurpose.choices)
    text_version = models.CharField(max_length=16)
    given = models.BooleanField()
    at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("learner", "purpose"),
                condition=models.Q(ended_at__isnull=True),
                name="one_current_consent_a_purpose",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_purpose_display()}: {self.given}"

from __future__ import annotations

from django.conf import settings
from django.db import models

from credcenter.kernel import clock
from programs.enums import Decision
from programs.models.completion import Completion


class Approval(models.Model):
    """One person's decision at one step of a case, with the facts it was made on, frozen and hashed."""

    completion = models.ForeignKey(Completion, on_delete=models.PROTECT, related_name="approvals")
    round = models.PositiveSmallIntegerField()
    position = models.PositiveSmallIntegerField()
    step = models.CharField(max_length=32)
    decision = models.CharField(max_length=16, choices=Decision.choices)
    reason = models.TextField(blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="approvals"
    )
    decided_at = models.DateTimeField(default=clock.now)
    facts = models.TextField(
        help_text="Canonical JSON of what was known: see credcenter.kernel.canonical_json."
    )
    facts_sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ("completion", "round", "position")
        constraints = (
            models.UniqueConstraint(
                fields=("completion", "round", "position"), name="one_decision_a_step"
            ),
            models.UniqueConstraint(
                fields=("completion", "round", "decided_by"), name="nobody_decides_two_steps"
            ),
            models.CheckConstraint(
                condition=models.Q(decision=Decision.APPROVED) | ~models.Q(reason=""),
                name="refusing_decision_has_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.step}: {self.get_decision_display()}"

from __future__ import annotations

from django.conf import settings
from django.db import models

from credcenter.kernel import clock
from programs.enums import Decision
from programs.models.completion import Completion
from programs.models.delegation import Delegation


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
    delegation = models.ForeignKey(
        Delegation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="approvals",
        help_text="Set when it was decided on behalf of somebody else: its principal.",
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


class ApprovalParty(models.Model):
    """Somebody who had a part in a decision: who made it, and on whose behalf. Once a round, in either part."""

    approval = models.ForeignKey(Approval, on_delete=models.PROTECT, related_name="parties")
    completion = models.ForeignKey(Completion, on_delete=models.PROTECT, related_name="parties")
    round = models.PositiveSmallIntegerField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("completion", "round", "user"), name="nobody_has_part_in_two_steps"
            ),
        )

    def __str__(self) -> str:
        return f"{self.user_id} in approval {self.approval_id}"

from __future__ import annotations

from django.db import models

from credcenter.kernel import clock
from programs.models.approval import Approval


class DecisionNotice(models.Model):
    """One mail to a learner about a decision that asks something of them or ends their case: one a decision."""

    approval = models.OneToOneField(
        Approval, on_delete=models.CASCADE, related_name="notice", primary_key=True
    )
    created_at = models.DateTimeField(default=clock.now)
    sent_at = models.DateTimeField(
        null=True, blank=True, help_text="Set before it goes out: none goes out twice."
    )
    failed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (
            models.Index(
                fields=("created_at",),
                condition=models.Q(sent_at__isnull=True),
                name="decision_notice_due",
            ),
        )

    def __str__(self) -> str:
        return f"notice of decision {self.approval_id}"

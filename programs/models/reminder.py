from __future__ import annotations

from django.conf import settings
from django.db import models

from credcenter.kernel import clock


class DecisionReminder(models.Model):
    """One mail to somebody about cases that have waited long for their decision: one a person and period."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="decision_reminders"
    )
    period = models.DateField(help_text="Its first day.")
    cases = models.PositiveIntegerField(help_text="How many had waited long when it was written.")
    waiting_since = models.DateTimeField(help_text="Since when the longest of them waits.")
    created_at = models.DateTimeField(default=clock.now)
    sent_at = models.DateTimeField(
        null=True, blank=True, help_text="Set before it goes out: none goes out twice."
    )
    failed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-period", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("user", "period"), name="one_decision_reminder_a_period"
            ),
        )

    def __str__(self) -> str:
        return f"reminder of {self.period} to {self.user_id}"

from __future__ import annotations

from django.conf import settings
from django.db import models

from credcenter.kernel import clock
from programs.enums import ReopeningOutcome
from programs.models.completion import Completion


class Reopening(models.Model):
    """Results that a badge rests on changed after the approval: what changed, and what the staff made of it."""

    completion = models.ForeignKey(Completion, on_delete=models.PROTECT, related_name="reopenings")
    round = models.PositiveSmallIntegerField(help_text="In which it had been approved.")
    opened_at = models.DateTimeField(default=clock.now)
    changes = models.JSONField(
        help_text="Of each changed result: result, course, term, before, after (null: gone)."
    )
    results = models.JSONField(help_text="The results as they stand: see frozen_facts.results_of.")
    is_flagged = models.BooleanField(
        default=False, help_text="Whether the credential has its flag; it may not be made yet."
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    outcome = models.CharField(max_length=16, choices=ReopeningOutcome.choices, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ("completion", "opened_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("completion",),
                condition=models.Q(closed_at__isnull=True),
                name="one_open_reopening_a_case",
            ),
            models.CheckConstraint(
                condition=models.Q(closed_at__isnull=True, outcome="")
                | models.Q(closed_at__isnull=False, outcome__in=ReopeningOutcome.values),
                name="closed_reopening_has_outcome",
            ),
        )

    def __str__(self) -> str:
        return f"reopening {self.pk} of case {self.completion_id}"

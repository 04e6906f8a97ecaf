from __future__ import annotations

from django.db import models

from badges.models import IssuanceRequest
from credcenter.kernel import clock
from programs.enums import CompletionState
from programs.models.enrolment import Enrolment


class Completion(models.Model):
    """One learner's case for one micro-degree: computed from results, decided by people, never typed in."""

    enrolment = models.OneToOneField(Enrolment, on_delete=models.PROTECT, related_name="completion")
    state = models.CharField(
        max_length=16, choices=CompletionState.choices, default=CompletionState.IN_PROGRESS
    )
    is_eligible = models.BooleanField(default=False)
    explanation = models.JSONField(
        default=dict, help_text="What the evaluator said: see programs.evaluator."
    )
    round = models.PositiveSmallIntegerField(default=1, help_text="Starts again after a return.")
    step = models.PositiveSmallIntegerField(
        default=0, help_text="Position of the approval step that is waiting."
    )
    evaluated_at = models.DateTimeField(default=clock.now)
    waiting_since = models.DateTimeField(null=True, blank=True)
    review_began_at = models.DateTimeField(
        null=True, blank=True, help_text="When this round went to review."
    )
    request = models.OneToOneField(
        IssuanceRequest, on_delete=models.PROTECT, null=True, blank=True, related_name="completion"
    )

    class Meta:
        ordering = ("-evaluated_at", "id")
        indexes = (
            models.Index(fields=("state", "waiting_since"), name="completion_state_waiting"),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=CompletionState.values),
                name="completion_state_is_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=[CompletionState.APPROVED, CompletionState.REOPENED])
                | models.Q(request__isnull=False),
                name="approved_completion_has_request",
            ),
        )

    def __str__(self) -> str:
        return f"completion {self.pk} ({self.get_state_display()})"

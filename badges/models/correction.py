from __future__ import annotations

from django.conf import settings
from django.db import models

from badges.enums import CorrectionState
from badges.models.credential import Credential
from badges.models.request import IssuanceRequest
from credcenter.kernel import clock, ids


class CorrectionRequest(models.Model):
    """A wish to have a credential corrected: what should stand there instead, who decided, and what came of it.

    A blank name and no date mean that they are right. One is open a credential at a time.
    """

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    credential = models.ForeignKey(Credential, on_delete=models.PROTECT, related_name="corrections")
    state = models.CharField(
        max_length=16, choices=CorrectionState.choices, default=CorrectionState.OPEN
    )
    name = models.CharField(max_length=100, blank=True)
    name_en = models.CharField(max_length=100, blank=True)
    awarded_on = models.DateField(null=True, blank=True)
    results_are_wrong = models.BooleanField(
        default=False, help_text="Which and why is in the explanation: a score is never typed in."
    )
    explanation = models.TextField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    is_by_holder = models.BooleanField(
        help_text="Asked by the holder, or by staff on their behalf."
    )
    asked_at = models.DateTimeField(default=clock.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True, help_text="Of the decision; the holder reads it.")
    request = models.OneToOneField(
        IssuanceRequest,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="correction",
        help_text="What an accepted one asked for: the credential that replaces the old one.",
    )

    class Meta:
        ordering = ("-asked_at", "id")
        indexes = (models.Index(fields=("state", "asked_at"), name="correction_state_asked"),)
        constraints = (
            models.UniqueConstraint(
                fields=("credential",),
                condition=models.Q(state=CorrectionState.OPEN),
                name="one_open_correction_a_credential",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=CorrectionState.values),
                name="correction_state_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(state=CorrectionState.OPEN, decided_at__isnull=True)
                | models.Q(
                    state=CorrectionState.ACCEPTED,
                    decided_at__isnull=False,
                    request__isnull=False,
                )
                | (
                    models.Q(state=CorrectionState.DECLINED, decided_at__isnull=False)
                    & ~models.Q(reason="")
                ),
                name="decided_correction_says_how",
            ),
        )

    def __str__(self) -> str:
        return f"correction of {self.credential_id} ({self.get_state_display()})"

    @property
    def is_open(self) -> bool:
        return self.state == CorrectionState.OPEN

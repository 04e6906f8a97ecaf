from __future__ import annotations

from django.conf import settings
from django.db import models

from credcenter.kernel import clock
from programs.enums import ApprovalStep, DelegationKind
from programs.models.program import MicroDegree


class DecisionWindow(models.Model):
    """When a step of a micro-degree is decided. A step without windows is always open."""

    micro_degree = models.ForeignKey(
        MicroDegree, on_delete=models.PROTECT, related_name="decision_windows"
    )
    step = models.CharField(max_length=32, choices=ApprovalStep.choices)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("micro_degree", "opens_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("micro_degree", "step", "opens_at"), name="decision_window_once"
            ),
            models.CheckConstraint(
                condition=models.Q(closes_at__gt=models.F("opens_at")),
                name="decision_window_closes_after_it_opens",
            ),
            models.CheckConstraint(
                condition=models.Q(step__in=ApprovalStep.values),
                name="decision_window_step_is_known",
            ),
        )

    def __str__(self) -> str:
        return f"{self.micro_degree_id} {self.step}: {self.opens_at} to {self.closes_at}"


class Delegation(models.Model):
    """Somebody stands in for somebody else from one day to another: named by the person, or by the staff."""

    principal = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="delegations_given"
    )
    delegate = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="delegations_received"
    )
    kind = models.CharField(max_length=16, choices=DelegationKind.choices)
    reason = models.TextField()
    starts_on = models.DateField()
    ends_on = models.DateField(help_text="The last day.")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True, help_text="Set when ended early.")

    class Meta:
        ordering = ("-starts_on", "-id")
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(principal=models.F("delegate")),
                name="nobody_stands_in_for_themselves",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                name="delegation_ends_after_it_starts",
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="delegation_has_reason"),
            models.CheckConstraint(
                condition=models.Q(kind__in=DelegationKind.values),
                name="delegation_kind_is_known",
            ),
        )

    def __str__(self) -> str:
        return f"{self.delegate_id} for {self.principal_id}, {self.starts_on} to {self.ends_on}"

    @property
    def is_over(self) -> bool:
        """Ended early, or its last day has passed."""
        return self.ended_at is not None or self.ends_on < clock.today()

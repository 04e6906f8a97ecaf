from __future__ import annotations

from django.db import models

from badges.enums import KeyState
from badges.models.issuer import Issuer
from credcenter.kernel import clock


class SigningKey(models.Model):
    """The public half and the life of a signing key; the private half is in the keystore alone."""

    issuer = models.ForeignKey(Issuer, on_delete=models.PROTECT, related_name="signing_keys")
    public_key_multibase = models.CharField(max_length=128, unique=True)
    state = models.CharField(max_length=16, choices=KeyState.choices, default=KeyState.CREATED)
    created_at = models.DateTimeField(default=clock.now)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("issuer",),
                condition=models.Q(state=KeyState.ACTIVE),
                name="one_active_key_an_issuer",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=KeyState.values), name="key_state_is_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.public_key_multibase} ({self.get_state_display()})"

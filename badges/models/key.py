from __future__ import annotations

from django.db import models

from badges.enums import KeyKind, KeyState
from badges.models.issuer import Issuer
from credcenter.kernel import clock


class SigningKey(models.Model):
    """The public half and the life of a signing key; the private half is in the keystore alone."""

    issuer = models.ForeignKey(Issuer, on_delete=models.PROTECT, related_name="signing_keys")
    kind = models.CharField(max_length=8, choices=KeyKind.choices)
    name = models.CharField(
        max_length=128,
        unique=True,
        help_text="Its place in /keys/ and in DID documents: Multikey text, or an RSA key's thumbprint.",
    )
    public_jwk = models.JSONField(help_text="The bare public key: kty and its numbers, no more.")
    state = models.CharField(max_length=16, choices=KeyState.choices, default=KeyState.CREATED)
    created_at = models.DateTimeField(default=clock.now)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("issuer", "kind"),
                condition=models.Q(state=KeyState.ACTIVE),
                name="one_active_key_of_a_kind",
            ),
            models.UniqueConstraint(
                fields=("issuer", "kind"),
                condition=models.Q(state=KeyState.CREATED),
                name="one_next_key_of_a_kind",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=KeyState.values), name="key_state_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=KeyKind.values), name="key_kind_is_known"
            ),
        )

    @property
    def public_key_multibase(self) -> str:
        """The Multikey text of an Ed25519 or P-256 key; nothing for RSA, which has none."""
        return "" if self.kind == KeyKind.RSA else self.name

    def __str__(self) -> str:
        return f"{self.kind} {self.name} ({self.get_state_display()})"

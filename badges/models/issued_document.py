from __future__ import annotations

from django.db import models

from badges.enums import CredentialState, RevocationReason
from badges.models.issuer import Issuer
from badges.models.key import SigningKey
from badges.models.status_list import StatusList
from credcenter.kernel import clock, ids


class IssuedDocument(models.Model):
    """A credential of any kind that software handed in and the centre signed (VC-API).

    It belongs to no learner and no achievement here. What it says about whom is in the signed bytes
    alone; its own id is kept as a hash, to be found by.
    """

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    issuer = models.ForeignKey(Issuer, on_delete=models.PROTECT, related_name="issued_documents")
    signing_key = models.ForeignKey(
        SigningKey, on_delete=models.PROTECT, related_name="issued_documents"
    )
    status_list = models.ForeignKey(
        StatusList, on_delete=models.PROTECT, related_name="issued_documents"
    )
    status_index = models.PositiveIntegerField()
    token = models.ForeignKey(
        "accounts.ApiToken",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Whose bearer asked for it.",
    )
    name_sha256 = models.CharField(
        max_length=64,
        blank=True,
        db_index=True,
        help_text="Of the id that the document gives itself.",
    )
    document = models.BinaryField(help_text="The signed bytes: the truth.")
    document_sha256 = models.CharField(max_length=64)
    state = models.CharField(
        max_length=16, choices=CredentialState.choices, default=CredentialState.ISSUED
    )
    issued_at = models.DateTimeField(default=clock.now)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revocation_reason = models.CharField(
        max_length=32, choices=RevocationReason.choices, blank=True
    )
    revocation_note = models.TextField(blank=True)

    class Meta:
        ordering = ("-issued_at", "id")
        indexes = (
            models.Index(
                fields=("status_list", "status_index"),
                condition=models.Q(state=CredentialState.REVOKED),
                name="document_revoked_bits",
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("status_list", "status_index"), name="document_status_index_once"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=[CredentialState.ISSUED, CredentialState.REVOKED]),
                name="document_state_is_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(document_sha256=""), name="document_has_bytes"
            ),
            models.CheckConstraint(
                condition=~models.Q(state=CredentialState.REVOKED)
                | (~models.Q(revocation_reason="") & models.Q(revoked_at__isnull=False)),
                name="revoked_document_has_reason",
            ),
        )

    def __str__(self) -> str:
        return str(self.id)

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from badges.enums import CredentialState, NoticeKind, RevocationReason
from badges.models.achievement import Achievement, AchievementVersion
from badges.models.issuer import Issuer
from badges.models.key import SigningKey
from badges.models.request import IssuanceRequest
from badges.models.status_list import StatusList
from credcenter.kernel import clock, ids
from learners.models import Learner


class Credential(models.Model):
    """The signed object. All that feeds the signature is frozen when it is minted, so a retry makes the same bytes."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    request = models.OneToOneField(
        IssuanceRequest, on_delete=models.PROTECT, related_name="credential"
    )
    # Its index begins `credential_learner_state`, and that of the list `status_index_once`.
    learner = models.ForeignKey(
        Learner, on_delete=models.PROTECT, related_name="credentials", db_index=False
    )
    achievement = models.ForeignKey(
        Achievement, on_delete=models.PROTECT, related_name="credentials"
    )
    version = models.ForeignKey(
        AchievementVersion, on_delete=models.PROTECT, related_name="credentials"
    )
    issuer = models.ForeignKey(Issuer, on_delete=models.PROTECT, related_name="credentials")
    signing_key = models.ForeignKey(
        SigningKey, on_delete=models.PROTECT, related_name="credentials"
    )
    status_list = models.ForeignKey(
        StatusList, on_delete=models.PROTECT, related_name="credentials", db_index=False
    )
    status_index = models.PositiveIntegerField()
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    state = models.CharField(
        max_length=16, choices=CredentialState.choices, default=CredentialState.MINTED
    )
    awarded_on = models.DateField()
    minted_at = models.DateTimeField(help_text="validFrom and the time of the proof.")
    valid_until = models.DateTimeField(null=True, blank=True)
    frozen = models.JSONField(
        help_text="The other inputs of the signature: see badges.services.minting.Frozen."
    )
    document = models.BinaryField(blank=True, default=b"", help_text="The signed bytes: the truth.")
    document_sha256 = models.CharField(max_length=64, blank=True)
    issued_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revocation_reason = models.CharField(
        max_length=32, choices=RevocationReason.choices, blank=True
    )
    revocation_note = models.TextField(blank=True)
    shared_at = models.DateTimeField(
        null=True, blank=True, help_text="Since when its page is open to anyone."
    )
    verified_count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("-minted_at", "id")
        indexes = (
            models.Index(fields=("learner", "state"), name="credential_learner_state"),
            models.Index(
                fields=("status_list", "status_index"),
                condition=models.Q(state=CredentialState.REVOKED),
                name="credential_revoked_bits",
            ),
            # The staff's table: in the order of issuing, narrowed without looking at a row.
            models.Index(
                fields=("minted_at", "id", "state", "awarded_on", "shared_at"),
                name="credential_table_order",
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("status_list", "status_index"), name="status_index_once"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=CredentialState.values),
                name="credential_state_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(state=CredentialState.MINTED)
                | (~models.Q(document_sha256="") & models.Q(issued_at__isnull=False)),
                name="issued_credential_has_bytes",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=CredentialState.REVOKED)
                | (~models.Q(revocation_reason="") & models.Q(revoked_at__isnull=False)),
                name="revoked_credential_has_reason",
            ),
        )

    def __str__(self) -> str:
        return str(self.id)

    @property
    def is_superseded(self) -> bool:
        return (
            self.state == CredentialState.REVOKED
            and self.revocation_reason == RevocationReason.SUPERSEDED
        )

    @property
    def standing(self) -> str:
        """Its state for people: one that was replaced is not told as if somebody lost it."""
        return "superseded" if self.is_superseded else self.state

    @property
    def standing_words(self) -> str:
        return str(_("Replaced") if self.is_superseded else self.get_state_display())


class Notice(models.Model):
    """A message that a learner is due about a credential: one of a kind, so a retry sends nothing twice."""

    credential = models.ForeignKey(Credential, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=16, choices=NoticeKind.choices)
    created_at = models.DateTimeField(default=clock.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(
        default=clock.now, help_text="Set later when the mail server did not take it."
    )
    failed_at = models.DateTimeField(
        null=True, blank=True, help_text="Given up: the address does not exist, or is none."
    )

    class Meta:
        indexes = (
            models.Index(
                fields=("not_before",),
                condition=models.Q(sent_at__isnull=True, failed_at__isnull=True),
                name="notice_due",
            ),
        )
        constraints = (
            models.UniqueConstraint(fields=("credential", "kind"), name="one_notice_of_a_kind"),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.credential_id}"

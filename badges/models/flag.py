from __future__ import annotations

from django.conf import settings
from django.db import models

from badges.enums import FlagKind
from badges.models.credential import Credential
from credcenter.kernel import clock, ids


class CredentialFlag(models.Model):
    """Something that the centre's staff must look at before they can go on trusting a credential.

    It makes nothing invalid and nobody outside sees it. At most one of a kind is open on a credential.
    """

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    credential = models.ForeignKey(Credential, on_delete=models.PROTECT, related_name="flags")
    kind = models.CharField(max_length=32, choices=FlagKind.choices)
    details = models.JSONField(
        default=dict, help_text="What happened, as plain JSON: see badges.services.flagging."
    )
    raised_at = models.DateTimeField(default=clock.now)
    cleared_at = models.DateTimeField(null=True, blank=True)
    cleared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    note = models.TextField(blank=True, help_text="What was found, when it was cleared.")

    class Meta:
        ordering = ("raised_at", "id")
        indexes = (
            models.Index(
                fields=("raised_at",),
                condition=models.Q(cleared_at__isnull=True),
                name="credential_flag_open",
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("credential", "kind"),
                condition=models.Q(cleared_at__isnull=True),
                name="one_open_flag_of_a_kind",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=FlagKind.values), name="flag_kind_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(cleared_at__isnull=True) | ~models.Q(note=""),
                name="cleared_flag_has_note",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} on {self.credential_id}"

    @property
    def is_open(self) -> bool:
        return self.cleared_at is None

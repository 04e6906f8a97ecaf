from __future__ import annotations

from django.db import models

from badges.enums import SharedPart
from badges.models.credential import Credential
from badges.models.record import LearnerRecord
from credcenter.kernel import clock


class ShareLink(models.Model):
    """A link to a credential or a record that its holder gives to somebody. Only a hash of the token is kept."""

    credential = models.ForeignKey(
        Credential, on_delete=models.CASCADE, null=True, blank=True, related_name="share_links"
    )
    record = models.ForeignKey(
        LearnerRecord, on_delete=models.CASCADE, null=True, blank=True, related_name="share_links"
    )
    name = models.CharField(
        max_length=80, blank=True, help_text="For its holder to know whom it was given to."
    )
    left_out = models.JSONField(
        default=list, blank=True, help_text="Parts (SharedPart) that its page does not show."
    )
    token_sha256 = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    opened_count = models.PositiveIntegerField(default=0)
    last_opened_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-created_at",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(credential__isnull=False, record__isnull=True)
                | models.Q(credential__isnull=True, record__isnull=False),
                name="share_link_of_one_thing",
            ),
        )

    def __str__(self) -> str:
        return f"share link {self.pk} of {self.credential_id or self.record_id}"

    @property
    def is_partial(self) -> bool:
        """Whether its page leaves something out; then it hands out no file either."""
        return bool(self.left_out)

    @property
    def left_out_words(self) -> list[str]:
        return [str(SharedPart(each).label) for each in self.left_out]

    @property
    def is_revoked(self) -> bool:
        return self.revoked_at is not None

    @property
    def is_expired(self) -> bool:
        return self.expires_at is not None and self.expires_at <= clock.now()

    @property
    def is_good(self) -> bool:
        return not self.is_revoked and not self.is_expired

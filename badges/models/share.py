from __future__ import annotations

from django.db import models

from badges.models.credential import Credential
from credcenter.kernel import clock


class ShareLink(models.Model):
    """A link that its holder gives to somebody. Only a hash of the token is kept."""

    credential = models.ForeignKey(Credential, on_delete=models.CASCADE, related_name="share_links")
    token_sha256 = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    opened_count = models.PositiveIntegerField(default=0)
    last_opened_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return f"share link {self.pk} of {self.credential_id}"

    @property
    def is_revoked(self) -> bool:
        return self.revoked_at is not None

    @property
    def is_expired(self) -> bool:
        return self.expires_at is not None and self.expires_at <= clock.now()

    @property
    def is_good(self) -> bool:
        return not self.is_revoked and not self.is_expired

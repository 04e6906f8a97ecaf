from __future__ import annotations

from django.db import models

from badges.models.issuer import Issuer
from credcenter.accounts.models import User
from credcenter.kernel import clock


class Representative(models.Model):
    """Who speaks for which partner organisation; nobody speaks for two."""

    issuer = models.ForeignKey(Issuer, on_delete=models.PROTECT, related_name="representatives")
    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="represents")
    since = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("since", "pk")

    def __str__(self) -> str:
        return f"{self.user_id} speaks for {self.issuer_id}"

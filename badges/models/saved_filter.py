from __future__ import annotations

from django.conf import settings
from django.db import models

from credcenter.kernel import clock


class SavedFilter(models.Model):
    """How one person narrows the table of credentials, under a name of theirs."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_filters"
    )
    name = models.CharField(max_length=60)
    query = models.CharField(
        max_length=2500, help_text="As in the address, with what narrows and nothing else."
    )
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("name", "id")
        constraints = (
            models.UniqueConstraint(fields=("owner", "name"), name="filter_name_once_a_person"),
        )

    def __str__(self) -> str:
        return self.name

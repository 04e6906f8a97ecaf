from __future__ import annotations

from django.db import models

from badges.models.issuer import Issuer
from credcenter.kernel import clock, ids


class StatusList(models.Model):
    """A bitstring status list: index allocation, and the signed list credential as last published.

    The bits themselves are not stored: they are what was revoked of this list. `revision` counts changes,
    `published_revision` says which one the signed document shows.
    """

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    number = models.PositiveIntegerField(
        unique=True, help_text="Counts lists from 1: a part of the number of its credentials."
    )
    issuer = models.ForeignKey(Issuer, on_delete=models.PROTECT, related_name="status_lists")
    issuer_did = models.CharField(
        max_length=300,
        help_text="Who signs it: the issuer of its credentials, for as long as they live.",
    )
    url = models.URLField(
        max_length=500, unique=True, help_text="Its address, as its credentials name it."
    )
    purpose = models.CharField(max_length=32, default="revocation")
    length = models.PositiveIntegerField()
    taken = models.PositiveIntegerField(default=0, help_text="How many indexes were given out.")
    index_key = models.BinaryField(
        max_length=32, help_text="Key of the permutation that scatters the indexes."
    )
    is_open = models.BooleanField(default=True, help_text="Still gives out indexes.")
    revision = models.PositiveIntegerField(default=1)
    published_revision = models.PositiveIntegerField(default=0)
    document = models.BinaryField(
        blank=True, default=b"", help_text="The signed list credential, as served."
    )
    published_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("created_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("issuer", "purpose"),
                condition=models.Q(is_open=True),
                name="one_open_status_list",
            ),
            models.CheckConstraint(
                condition=models.Q(taken__lte=models.F("length")), name="status_list_not_overfull"
            ),
            models.CheckConstraint(
                condition=models.Q(published_revision__lte=models.F("revision")),
                name="status_list_revision_order",
            ),
        )

    def __str__(self) -> str:
        return f"{self.purpose} {self.id}: {self.taken}/{self.length}"

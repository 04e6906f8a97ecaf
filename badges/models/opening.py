from __future__ import annotations

from django.db import models

from badges.enums import OpeningKind
from badges.models.credential import Credential


class OpeningCount(models.Model):
    """How often a credential was looked at on one day, and how. A number: who it was is kept nowhere.

    Whoever counts programs as visitors counts too many: crawlers and link previews are in it.
    """

    # Its index begins `one_count_a_day`.
    credential = models.ForeignKey(
        Credential, on_delete=models.CASCADE, related_name="openings", db_index=False
    )
    day = models.DateField(help_text="By the clock of the centre.")
    kind = models.CharField(max_length=16, choices=OpeningKind.choices)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = (models.Index(fields=("day", "kind"), name="opening_day_kind"),)
        constraints = (
            models.UniqueConstraint(fields=("credential", "day", "kind"), name="one_count_a_day"),
            models.CheckConstraint(
                condition=models.Q(kind__in=OpeningKind.values), name="opening_kind_is_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} of {self.credential_id} on {self.day}"

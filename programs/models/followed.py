from __future__ import annotations

from django.db import models


class FollowedEvent(models.Model):
    """Up to which audit event the story has taken notice of badges that were issued and revoked; one row.

    The audit chain has one lock and is written last, so its numbers rise in the order of the commits: whatever is
    above the mark is new, and nothing appears below it later.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    event_id = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(id=1), name="followed_event_is_one_row"),
        )

    def __str__(self) -> str:
        return f"event {self.event_id}"

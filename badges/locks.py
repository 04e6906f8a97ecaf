"""Who waits for whom: a batch is locked before its requests are counted or given a new state as a whole."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from badges.models import IssuanceBatch


def lock_batches(batch_ids: Iterable[UUID]) -> list[IssuanceBatch]:
    """The batches, their reports unread; until the commit nobody else starts, ends or reopens them.

    Requests may still be made for them and brought to their end: the key itself stays free.
    """
    rows = IssuanceBatch.objects.select_for_update(no_key=True).filter(pk__in=set(batch_ids))
    return list(rows.defer("report").order_by("pk"))

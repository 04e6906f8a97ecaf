"""How often credentials are looked at, by day and kind: numbers for their holders and the centre's reports.

Nothing about the reader is kept, so a program that opens a page counts like a person. A count that cannot be
written is lost: the page that was asked for is worth more.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from uuid import UUID

from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from badges.enums import OpeningKind
from badges.models import OpeningCount
from credcenter.kernel import clock

logger = logging.getLogger(__name__)


def count_openings(credential_ids: Iterable[UUID], *, kind: OpeningKind) -> None:
    """One more today for each of the credentials, which must exist."""
    try:
        for credential_id in credential_ids:
            _count(credential_id, kind=kind)
    except DatabaseError:
        logger.exception("An opening was not counted.")


def _count(credential_id: UUID, *, kind: OpeningKind) -> None:
    day = timezone.localdate(clock.now())
    row = OpeningCount.objects.filter(credential=credential_id, day=day, kind=kind)
    if row.update(count=F("count") + 1):
        return
    try:
        with transaction.atomic():
            OpeningCount.objects.create(credential_id=credential_id, day=day, kind=kind, count=1)
    except IntegrityError:
        # Somebody else was the first of the day between the two lines.
        row.update(count=F("count") + 1)

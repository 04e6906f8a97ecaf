"""Two rosters that overlap, applied at the same moment: one learner is to get one badge all the same."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

from django.db import connection

from badges.services.rosters import apply_roster, check_roster
from credcenter.kernel.audit import SYSTEM
from credcenter.kernel.errors import Conflict
from tests.factories.badges import achievement_version
from tests.factories.rosters import as_csv, people

CODE = "SSDO-F"


def apply_both(learners: int) -> list[UUID]:
    """Two batches over so many learners, the middle third of whom are in both; the batches' ids."""
    achievement_version(CODE)
    rows = list(people(learners))
    third = learners // 3
    files = (as_csv(rows[: learners - third]), as_csv(rows[third:]))
    with ThreadPoolExecutor(max_workers=2) as threads:
        return list(threads.map(_apply, files, ("first.csv", "second.csv")))


def _apply(data: bytes, file_name: str) -> UUID:
    try:
        while True:
            check = check_roster(data, file_name=file_name, achievement_code=CODE)
            try:
                return apply_roster(check, actor=SYSTEM).pk
            except Conflict:
                # "Somebody else asked for the same badges at the same moment. Try again."
                continue
    finally:
        connection.close()

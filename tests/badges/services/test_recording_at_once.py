"""The same record asked for at the same moment: both get the one that was first."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from django.db import connections

from badges.models import LearnerRecord
from badges.services import gathering, recording
from credcenter.kernel.audit import SYSTEM
from credcenter.kernel.models import AuditEvent
from tests.factories.records import graduate

pytestmark = pytest.mark.django_db(transaction=True)


def test_who_is_second_gets_the_first_ones_record() -> None:
    contents = gathering.everything(graduate().learner)

    def ask() -> UUID:
        try:
            return recording.record(contents, actor=SYSTEM).pk
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=2) as pool:
        first, second = (pool.submit(ask) for _ in range(2))
    assert first.result() == second.result() == LearnerRecord.objects.get().pk
    assert AuditEvent.objects.filter(action="record.made").count() == 1

"""Many rows, each to values of its own."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from credcenter.kernel.bulk import update_each
from credcenter.kernel.models import Heartbeat

pytestmark = pytest.mark.django_db


def test_each_row_gets_its_own_values_and_others_stay() -> None:
    noon = dt.datetime(2026, 2, 20, 12, tzinfo=dt.UTC)
    rows = [Heartbeat.objects.create(part=f"part {n}", at=noon) for n in range(4)]
    for hours, row in enumerate(rows):
        row.at = noon + dt.timedelta(hours=hours)
    with CaptureQueriesContext(connection) as queries:
        update_each(rows[1:], fields=["at"])
    assert len(queries) == 1
    found = Heartbeat.objects.order_by("part").values_list("at", flat=True)
    assert [(at - noon).seconds // 3600 for at in found] == [0, 1, 2, 3]


def test_no_rows_are_no_statement(django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        update_each([], fields=["at"])

"""Many rows, each with values of its own, on either database: what is read back is what Django would have written."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from credcenter.kernel.bulk import insert_all, update_each
from credcenter.kernel.models import AuditEvent, Heartbeat

pytestmark = pytest.mark.django_db

NOON = dt.datetime(2026, 2, 20, 12, tzinfo=dt.UTC)
ODD_TEXTS = ("", "한글 ’", "a\\b\tc\n\"d',{e}", "NULL", "%s %%")


def events(texts: tuple[str, ...] = ODD_TEXTS) -> list[AuditEvent]:
    return [
        AuditEvent(
            at=NOON + dt.timedelta(microseconds=number),
            action=f"action.{number}",
            reason=text,
            details={"text": text, "nothing": None, "list": [1, 2.5, True]},
            previous_hash=f"before {number}",
            hash=f"hash {number}",
        )
        for number, text in enumerate(texts)
    ]


def said(rows: object) -> list[tuple[object, ...]]:
    return [
        (row.at, row.action, row.reason, row.details, row.previous_hash, row.hash)
        for row in rows  # type: ignore[attr-defined]
    ]


def test_rows_are_inserted_as_they_are() -> None:
    made = events()
    insert_all(made)
    stored = list(AuditEvent.objects.order_by("pk"))
    assert said(stored) == said(events())
    assert stored == made


def test_a_conflict_is_an_error_unless_it_is_ignored() -> None:
    insert_all(events())
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_all(events((*ODD_TEXTS, "new")))
    assert AuditEvent.objects.count() == len(ODD_TEXTS)
    insert_all(events((*ODD_TEXTS, "new")), ignore_conflicts=True)
    assert AuditEvent.objects.count() == len(ODD_TEXTS) + 1


def test_each_row_gets_its_own_values_and_others_stay() -> None:
    rows = [Heartbeat.objects.create(part=f"part {n}", at=NOON) for n in range(4)]
    for hours, row in enumerate(rows):
        row.at = NOON + dt.timedelta(hours=hours)
    update_each([*rows[1:], Heartbeat(part="gone", at=NOON)], fields=["at"])
    found = Heartbeat.objects.order_by("part").values_list("at", flat=True)
    assert [(at - NOON).seconds // 3600 for at in found] == [0, 1, 2, 3]


def test_no_rows_are_no_statement(django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        update_each([], fields=["at"])
        insert_all([])

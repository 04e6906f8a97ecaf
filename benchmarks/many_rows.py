"""A million issued credentials as rows, without their bytes: what a revocation has to do with, and no more.

They are copies of one credential that went through the pipeline, made by the database itself: another learner,
request and place in a status list each, the signed bytes and the frozen inputs left out. So they take a tenth of the
room of real ones, and none could be shown; revoking and signing lists read neither.
"""

from __future__ import annotations

from typing import Any

from django.db import connection, models

from badges.models import Credential, StatusList
from credcenter.kernel import ids

LENGTH = 131_072
"""Places in a status list."""


def make_rows(count: int, *, like: Credential) -> list[StatusList]:
    """Make so many credentials like a real one, on as many full lists as they need; the lists."""
    lists = [_list_like(like.status_list) for _ in range(-(-count // LENGTH))]
    numbered = {"id": "md5('{kind}' || i)::uuid"}
    learner, request = "md5('learner' || i)::uuid", "md5('request' || i)::uuid"
    _copy(
        like.learner, count, kind="learner", student_number="'M' || i", user_id="NULL", **numbered
    )
    _copy(
        like.request,
        count,
        kind="request",
        source_key="'copy:' || i",
        learner_id=learner,
        batch_id="NULL",
        **numbered,
    )
    chosen = " ".join(f"WHEN {n} THEN '{each.pk}'::uuid" for n, each in enumerate(lists))
    _copy(
        like,
        count,
        kind="credential",
        request_id=request,
        learner_id=learner,
        status_list_id=f"CASE (i - 1) / {LENGTH} {f'{chosen} END'}",
        status_index=f"mod(i - 1, {LENGTH})",
        document="''::bytea",
        frozen="'{{}}'::jsonb",
        **numbered,
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return lists


def _copy(row: models.Model, count: int, *, kind: str, **changed: str) -> None:
    """Rows 1 to `count` like a row; `changed` has SQL for columns, with `i` for the number."""
    described: Any = row._meta  # noqa: SLF001  (Django documents _meta)
    columns = [field.column for field in described.local_concrete_fields]
    values = [changed.get(column, f't."{column}"').format(kind=kind) for column in columns]
    names, table = ", ".join(f'"{column}"' for column in columns), described.db_table
    statement = (
        f'INSERT INTO "{table}" ({names}) SELECT {", ".join(values)} FROM "{table}" t, '  # noqa: S608
        "generate_series(1, %s) i WHERE t.id = %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [count, row.pk])


def _list_like(one: StatusList) -> StatusList:
    """A full list of the same issuer, not signed yet."""
    list_id = ids.new()
    return StatusList.objects.create(
        id=list_id,
        issuer=one.issuer,
        issuer_did=one.issuer_did,
        url=one.url.replace(str(one.pk), str(list_id)),
        length=LENGTH,
        taken=LENGTH,
        index_key=ids.new_key(),
        is_open=False,
    )

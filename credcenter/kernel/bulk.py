"""Many rows, each with values of its own, in one statement.

Django's `bulk_create` and `bulk_update` write every value of every row into the text of a statement, and the server
reads them out of it again; `bulk_update` makes a CASE … WHEN … of it besides, which costs five times what the update
itself does. On PostgreSQL a column travels here as one array instead, beside the statement and in binary: half the
time of the insert of a claim of credentials, a quarter of that of their update. SQLite has no arrays and no distance
to travel: there a short statement is run once for each row.

No signals are sent and no `save` is called; the values are those that the rows would save.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import connection, connections, models


def insert_all(rows: Sequence[models.Model], *, ignore_conflicts: bool = False) -> None:
    """Insert rows of one model, whose key is made here or counted up there, in the caller's transaction.

    A key that the database counts up follows the order of the rows, and they know it, unless conflicts are ignored.
    Raises IntegrityError as `bulk_create` does, all or none.
    """
    if not rows:
        return
    if connection.vendor != "postgresql":
        type(rows[0])._default_manager.bulk_create(rows, ignore_conflicts=ignore_conflicts)  # noqa: SLF001  (documented)
        return
    meta = rows[0]._meta  # noqa: SLF001  (Django documents _meta)
    columns = [
        each
        for each in meta.concrete_fields
        if not isinstance(each, models.AutoField) and not each.generated
    ]
    names = ", ".join(map(_quoted, columns))
    ending = "ON CONFLICT DO NOTHING" if ignore_conflicts else f"RETURNING {_quoted(meta.pk)}"
    # Names and types of our own models; the values are parameters.
    statement = f"INSERT INTO {_table(meta)} ({names}) SELECT * FROM {_arrays(columns)} {ending}"  # noqa: S608
    keys = _run(statement, [_values(rows, column, is_added=True) for column in columns])
    for row, (key,) in zip(rows, keys, strict=False):
        row.pk = key
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias  # noqa: SLF001  (documented)


def update_each(rows: Sequence[models.Model], *, fields: Sequence[str]) -> None:
    """Write these fields of rows of one model, in the caller's transaction. One that is gone is passed over."""
    if not rows:
        return
    meta = rows[0]._meta  # noqa: SLF001  (as above)
    by_name: dict[str, models.Field[Any, Any]] = {each.name: each for each in meta.concrete_fields}
    columns = [*(by_name[name] for name in fields), meta.pk]
    values = [_values(rows, column) for column in columns]
    if connection.vendor != "postgresql":
        settings = ", ".join(f"{_quoted(column)} = %s" for column in columns[:-1])
        statement = f"UPDATE {_table(meta)} SET {settings} WHERE {_quoted(meta.pk)} = %s"  # noqa: S608
        with connection.cursor() as cursor:
            cursor.executemany(statement, list(zip(*values, strict=True)))
        return
    settings = ", ".join(f"{_quoted(column)} = new.{_quoted(column)}" for column in columns[:-1])
    names = ", ".join(map(_quoted, columns))
    key = _quoted(meta.pk)
    source = f"{_arrays(columns)} AS new ({names}) WHERE {_table(meta)}.{key} = new.{key}"
    _run(f"UPDATE {_table(meta)} SET {settings} FROM {source}", values)  # noqa: S608


@contextmanager
def many_objects() -> Iterator[None]:
    """For work that makes hundreds of thousands of objects which all live until its end.

    The collector of cycles would walk them again and again and find nothing to free: a quarter of the time.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _run(statement: str, values: Sequence[list[Any]]) -> list[Any]:
    """Values beside the statement: Django's own cursor would write them into it. The rows that it returns."""
    connection.ensure_connection()
    with connection.wrap_database_errors, psycopg.Cursor(connection.connection) as cursor:
        cursor.execute(statement.encode(), values, prepare=False)
        found = cursor.fetchall() if cursor.description else []
    if connection.queries_logged:
        # Whoever counts statements counts the same on every database.
        connection.queries_log.append({"sql": statement, "time": ""})
    return found


def _values(
    rows: Sequence[models.Model], column: models.Field[Any, Any], *, is_added: bool = False
) -> list[Any]:
    if is_added:
        return _prepared(column, [column.pre_save(row, add=True) for row in rows])
    return _prepared(column, [getattr(row, column.attname) for row in rows])


def _prepared(column: models.Field[Any, Any], values: Sequence[Any]) -> list[Any]:
    """Values as the driver takes them. Most columns say the same few things again and again: each is made ready once."""
    # Not the proxy: it looks the connection up anew for each of a million values.
    database = connections[connection.alias]
    if isinstance(column, models.JSONField | models.BinaryField):
        return [column.get_db_prep_save(value, database) for value in values]
    # With the type: a text field writes 1 and True as different texts, and they are equal.
    keys = [(type(value), value) for value in values]
    ready = {key: column.get_db_prep_save(key[1], database) for key in set(keys)}
    return [ready[key] for key in keys]


def _arrays(columns: Sequence[models.Field[Any, Any]]) -> str:
    types = (f"%b::{_type(column)}[]" for column in columns)
    return f"unnest({', '.join(types)})"


def _type(column: models.Field[Any, Any]) -> str:
    """As a foreign key's is that of what it names; a counted key's is that of its numbers."""
    return str(column.rel_db_type(connection) if column.primary_key else column.db_type(connection))


def _quoted(column: models.Field[Any, Any]) -> str:
    return connection.ops.quote_name(str(column.column))


def _table(meta: Any) -> str:
    return connection.ops.quote_name(str(meta.db_table))

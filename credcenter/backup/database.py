"""The database as members of an archive: PostgreSQL table by table as COPY text, SQLite as its file.

Either is one moment of the database. A backup goes back into the same kind of database under the same migrations.
"""

from __future__ import annotations

import gzip
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from credcenter.backup.archive import Reader, Writer
from credcenter.kernel.errors import Conflict, InvalidInput
from credcenter.kernel.models import AuditEvent

# Who is signed in is nothing to keep; who restores is not to be who was.
LEFT_OUT = {"django_session"}
_SQLITE = "database/credcenter.sqlite3"
_CHUNK = 1 << 20


def migrations() -> list[str]:
    """Those that the database went through, by app and name."""
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in applied)


def write(writer: Writer) -> None:
    """Add the database as it is at this moment."""
    with tempfile.TemporaryDirectory(prefix="backup-") as folder:
        if connection.vendor == "postgresql":
            _write_tables(writer, file=Path(folder, "table"))
        else:
            _write_file(writer, file=Path(folder, "copy"))


def require_empty() -> None:
    """Conflict where a centre is at work already: restoring is for an empty one."""
    if AuditEvent.objects.exists():
        message = "There is a centre in this database. Restore into a new, empty one."
        raise Conflict(message, code="not_empty")


def read(reader: Reader) -> None:
    """Fill the empty database; all of it or nothing. InvalidInput when it is of another kind or release."""
    if reader.about["database"] != connection.vendor:
        raise InvalidInput(
            f"The backup is of {reader.about['database']}, this database is {connection.vendor}."
        )
    missing = sorted(set(reader.about["migrations"]) ^ set(migrations()))
    if missing:
        raise InvalidInput(
            f"The backup is of another release ({missing[0]}…). Restore with that one, then migrate."
        )
    if connection.vendor == "postgresql":
        _read_tables(reader)
    else:
        _read_file(reader)


def _tables() -> list[str]:
    names = connection.introspection.django_table_names(only_existing=True, include_views=False)
    return sorted(set(names) - LEFT_OUT)


def _columns(table: str) -> list[str]:
    with connection.cursor() as cursor:
        found = connection.introspection.get_table_description(cursor, table)
    return [each.name for each in found if each.name not in _made_by_the_database(table)]


def _made_by_the_database(table: str) -> set[str | None]:
    """Columns that no COPY reads or writes: the database computes them from the others."""
    models = (each._meta for each in apps.get_models())  # noqa: SLF001  (Django documents _meta)
    fields = (each for meta in models if meta.db_table == table for each in meta.concrete_fields)
    return {each.column for each in fields if each.generated}


def _write_tables(writer: Writer, *, file: Path) -> None:
    with transaction.atomic(durable=True), _psycopg() as cursor:
        # Every table as of one moment.
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        for table in _tables():
            columns = ", ".join(map(_quoted, _columns(table)))
            # The names come from the database's own catalogue.
            ask = f"COPY {_quoted(table)} ({columns}) TO STDOUT"
            with gzip.open(file, "wb", compresslevel=6) as stream, cursor.copy(ask) as rows:
                for row in rows:
                    stream.write(row)
            writer.add_file(f"database/{table}.copy.gz", file)


@transaction.atomic
def _read_tables(reader: Reader) -> None:
    known = set(_tables())
    names = {Path(name).name.removesuffix(".copy.gz"): name for name in reader.names("database")}
    if set(names) != known:
        raise InvalidInput("The tables of the backup are not those of this release.")
    with _psycopg() as cursor:
        # Emptied once, when there is nothing in it.
        cursor.execute("SET LOCAL credcenter.audit_unlocked = 'on'")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        cursor.execute(f"TRUNCATE {', '.join(map(_quoted, sorted(known)))} CASCADE")
        for table, name in names.items():
            columns = ", ".join(map(_quoted, _columns(table)))
            take = f"COPY {_quoted(table)} ({columns}) FROM STDIN"
            with (
                reader.open(name) as stream,
                gzip.open(stream, "rb") as rows,
                cursor.copy(take) as sink,
            ):
                while chunk := rows.read(_CHUNK):
                    sink.write(chunk)
        for statement in connection.ops.sequence_reset_sql(no_style(), apps.get_models()):
            cursor.execute(statement)


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


@contextmanager
def _psycopg() -> Iterator[Any]:
    """The driver's own cursor: Django's has no COPY."""
    with connection.cursor() as cursor:
        yield cursor.cursor


def _write_file(writer: Writer, *, file: Path) -> None:
    connection.ensure_connection()
    with closing(sqlite3.connect(file)) as copy:
        connection.connection.backup(copy)
        for table in LEFT_OUT:
            copy.execute(f"DELETE FROM {_quoted(table)}")  # noqa: S608  (a name of ours)
        copy.commit()
        copy.execute("VACUUM")
    writer.add_file(_SQLITE, file)


def _read_file(reader: Reader) -> None:
    connection.ensure_connection()
    with tempfile.TemporaryDirectory(prefix="restore-") as folder:
        file = Path(folder, "copy")
        with reader.open(_SQLITE) as stream, file.open("wb") as sink:
            while chunk := stream.read(_CHUNK):
                sink.write(chunk)
        with closing(sqlite3.connect(file)) as copy:
            copy.backup(connection.connection)

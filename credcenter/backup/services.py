"""Write a backup, and bring it back on an empty machine."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection, transaction

from credcenter.backup import database
from credcenter.backup.archive import Reader, Writer, compared, written
from credcenter.kernel import audit, clock
from credcenter.kernel.audit import Actor
from credcenter.kernel.errors import Conflict, InvalidInput
from credcenter.kernel.models import AuditHead

# Baked badges: as many files as there are credentials, each made again when somebody asks for it.
ARTEFACTS = "artefacts"


@dataclass(frozen=True, slots=True)
class Contents:
    """What a backup holds, counted."""

    keys: int
    files: int
    bytes: int


def back_up(path: Path, *, with_artefacts: bool) -> Contents:
    """Write one moment of the centre into a new file of mode 0600. FileExistsError.

    The database comes first: keys and files are written before their rows, so what a row names is there.
    Files in a bucket are not in it; a bucket has its own backup.
    """
    with written(path) as writer:
        database.write(writer)
        keys = sum(1 for file in _keys() if _add(writer, "keys", file, root=_key_folder()))
        folder = _file_folder()
        files = 0 if folder is None else _add_files(writer, folder, with_artefacts=with_artefacts)
        writer.close(
            {
                "made_at": clock.now().isoformat(timespec="seconds"),
                "database": connection.vendor,
                "migrations": database.migrations(),
                "base_url": settings.CREDCENTER_BASE_URL,
                "files": "folder" if folder else "bucket",
            }
        )
    return Contents(keys=keys, files=files, bytes=path.stat().st_size)


def restore(path: Path, *, actor: Actor) -> Contents:
    """Fill an empty centre. The archive is compared whole before; keys and files come before the rows that name them.

    InvalidInput when it is damaged or of another release, Conflict when there is a centre already; nothing of the
    database changes then.
    """
    with compared(path) as reader:
        database.require_empty()
        keys = _unpack(reader, "keys", into=_key_folder())
        folder = _file_folder()
        files = _unpack(reader, "files", into=folder) if folder else 0
        database.read(reader)
    with transaction.atomic():
        made_at = {"made_at": reader.about["made_at"]}
        audit.record(
            "centre.restored", subject=AuditHead.objects.get(), actor=actor, details=made_at
        )
    return Contents(keys=keys, files=files, bytes=path.stat().st_size)


def _key_folder() -> Path:
    return Path(settings.KEYSTORE_ROOT)


def _file_folder() -> Path | None:
    """The folder of artwork and artefacts; None where they lie in a bucket."""
    try:
        return Path(default_storage.path(""))
    except NotImplementedError:
        return None


def _keys() -> Iterator[Path]:
    for file in sorted(_key_folder().glob("*.*")):
        if file.suffix == ".pem":
            message = "A private key lies there in plain. Run `manage seal_keys` first."
            raise Conflict(message, code="plain_key")
        if file.suffix == ".key":
            yield file


def _add_files(writer: Writer, folder: Path, *, with_artefacts: bool) -> int:
    count = 0
    for where, folders, names in os.walk(folder):
        inside = Path(where).relative_to(folder)
        if not with_artefacts and inside == Path():
            folders[:] = [name for name in folders if name != ARTEFACTS]
        folders.sort()
        for name in sorted(names):
            # What begins with a dot is being written at this moment.
            if not name.startswith("."):
                count += _add(writer, "files", Path(where, name), root=folder)
    return count


def _add(writer: Writer, kind: str, file: Path, *, root: Path) -> bool:
    try:
        writer.add_file(f"{kind}/{file.relative_to(root).as_posix()}", file)
    except FileNotFoundError:
        # Taken away since it was listed: no row names it.
        return False
    return True


def _unpack(reader: Reader, kind: str, *, into: Path) -> int:
    names = reader.names(kind)
    for name in names:
        inside = PurePosixPath(name).relative_to(kind)
        if not inside.parts or any(part in {"..", "."} or "\0" in part for part in inside.parts):
            raise InvalidInput(f"{name} in the backup has no name for a file.")
        file = into.joinpath(*inside.parts)
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with reader.open(name) as stream, os.fdopen(descriptor, "wb") as sink:
            while chunk := stream.read(1 << 20):
                sink.write(chunk)
    return len(names)

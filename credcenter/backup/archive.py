"""The archive: a tar whose last member says what is in it, with the SHA-256 of each.

Read whole and compared before anything of it is used; members that the list does not name are refused, and nothing is
unpacked by its own name.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from credcenter.kernel.errors import InvalidInput

MANIFEST = "manifest.json"
FORMAT = "credcenter-backup-1"


class Writer:
    """Adds members one after the other; `close` writes the list of them."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar
        self._members: dict[str, dict[str, Any]] = {}

    def add_file(self, name: str, file: Path) -> None:
        with file.open("rb") as stream:
            size, digest = os.fstat(stream.fileno()).st_size, hashlib.file_digest(stream, "sha256")
            stream.seek(0)
            self._add(name, stream, size=size, sha256=digest.hexdigest())

    def add_bytes(self, name: str, data: bytes) -> None:
        digest = hashlib.sha256(data).hexdigest()
        self._add(name, io.BytesIO(data), size=len(data), sha256=digest)

    def close(self, about: Mapping[str, Any]) -> None:
        said = {"format": FORMAT, **about, "members": self._members}
        data = json.dumps(said, indent=1).encode()
        self._put(MANIFEST, io.BytesIO(data), size=len(data))

    def _add(self, name: str, stream: IO[bytes], *, size: int, sha256: str) -> None:
        self._put(name, stream, size=size)
        self._members[name] = {"size": size, "sha256": sha256}

    def _put(self, name: str, stream: IO[bytes], *, size: int) -> None:
        info = tarfile.TarInfo(name)
        info.size, info.mode = size, 0o600
        self._tar.addfile(info, stream)


@contextmanager
def written(path: Path) -> Iterator[Writer]:
    """A new archive, readable by its owner alone; it gets its name when it is whole. FileExistsError."""
    if path.exists():
        raise FileExistsError(path)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            with tarfile.open(fileobj=stream, mode="w|") as tar:
                yield Writer(tar)
            stream.flush()
            os.fsync(stream.fileno())
        draft.rename(path)
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def compared(path: Path) -> Iterator[Reader]:
    """An archive that is what its list says. InvalidInput when it is damaged or none of ours."""
    try:
        with tarfile.open(path, mode="r:") as tar:
            reader = Reader(tar)
            reader.compare()
            yield reader
    except tarfile.TarError as exc:
        raise InvalidInput("This is no backup of a centre, or not a whole one.") from exc


class Reader:
    """Gives out the members of an archive by the names of its list."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar
        self._found = {info.name: info for info in tar.getmembers() if info.isfile()}
        try:
            self.about: dict[str, Any] = json.loads(self.open(MANIFEST).read())
            self._members: dict[str, dict[str, Any]] = self.about["members"]
        except (KeyError, ValueError, TypeError) as exc:
            raise InvalidInput("This is no backup of a centre, or not a whole one.") from exc

    def compare(self) -> None:
        """Every member is in the list and has its digest, and nothing else is there; else InvalidInput."""
        if self.about.get("format") != FORMAT:
            raise InvalidInput("This backup has a format that this release does not know.")
        if set(self._members) != set(self._found) - {MANIFEST}:
            raise InvalidInput("The backup does not hold what its list says.")
        for name, said in self._members.items():
            with self.open(name) as stream:
                digest = hashlib.file_digest(stream, "sha256")  # type: ignore[arg-type]
            if digest.hexdigest() != said["sha256"]:
                raise InvalidInput(f"{name} in the backup is damaged.")

    def names(self, folder: str) -> list[str]:
        """Members under a folder, in the order they were written."""
        return [name for name in self._members if name.startswith(f"{folder}/")]

    def open(self, name: str) -> IO[bytes]:
        stream = self._tar.extractfile(self._found[name])
        if stream is None:
            raise InvalidInput(f"{name} in the backup is no file.")
        return stream

"""Artwork and artefacts in the file storage. A name is written once with one content, so a retry is harmless.

What the storage itself says (a path, an address) goes to the log; people are told a sentence.
"""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path, PurePath
from typing import BinaryIO

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext_lazy as _

from credcenter.kernel import ids
from credcenter.kernel.errors import TransientError

logger = logging.getLogger(__name__)

AT_ONCE = 8
"""Files on their way to a storage elsewhere at the same time; S3 clients keep ten connections open."""

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL


def away(cause: OSError) -> TransientError:
    """What to raise when the storage does not take or give a file: it may later."""
    logger.warning("The file storage refused: %s", cause)
    message = _("The file storage cannot be reached at the moment. Try again in a few minutes.")
    return TransientError(message, code="storage_away")


def keep(name: str, data: bytes) -> str:
    """Store bytes under a name, in place of what stands there; the name it got.

    Raises TransientError when the storage does not take them (full, unreachable): it may later.
    """
    try:
        file = _local_file(name)
        if file is not None:
            _replace(file, data)
            return name
        if not _overwrites() and default_storage.exists(name):
            default_storage.delete(name)
        return default_storage.save(name, ContentFile(data))
    except OSError as exc:
        raise away(exc) from exc


def keep_many(files: Sequence[tuple[str, bytes]]) -> None:
    """Store the bytes of each name as `keep` does; a storage elsewhere takes several at once, as each is a wait."""
    if len(files) < 2 or _local_file(files[0][0]) is not None:
        for name, data in files:
            keep(name, data)
        return
    with ThreadPoolExecutor(max_workers=min(AT_ONCE, len(files))) as pool:
        # Emptied, so that the first refusal is raised.
        list(pool.map(keep, *zip(*files, strict=True)))


def keep_by_content(folder: str, data: bytes, *, suffix: str) -> str:
    """Store bytes under their own SHA-256, once."""
    name = f"{folder}/{hashlib.sha256(data).hexdigest()}{suffix}"
    return name if read_by_content(name) is not None else keep(name, data)


def read(name: str) -> bytes | None:
    """The bytes of a name, or None when the storage has lost them."""
    try:
        with default_storage.open(name) as stream:
            return bytes(stream.read())
    except FileNotFoundError:
        return None
    except OSError as exc:
        raise away(exc) from exc


def read_by_content(name: str) -> bytes | None:
    """The bytes of a file that is named by its SHA-256; None when they are lost or are others."""
    data = read(name)
    if data is None or hashlib.sha256(data).hexdigest() == PurePath(name).stem:
        return data
    logger.error("The file %s does not hold what it is named by.", name)
    return None


@lru_cache(maxsize=64)
def read_artwork(name: str) -> bytes:
    """The bytes of an artwork, which is named by its content and so never changes."""
    data = read_by_content(name)
    if data is None:
        logger.error("The artwork %s is not in the file storage.", name)
        message = _("The badge image is missing in the file storage. Restore it from the backup.")
        raise TransientError(message, code="artwork_missing")
    return data


def _overwrites() -> bool:
    """Whether saving replaces what stands there, as S3 does: asking first would be a request more a file."""
    return bool(getattr(default_storage, "file_overwrite", False))


def _local_file(name: str) -> Path | None:
    """Where a storage of files keeps a name; None for one that is elsewhere."""
    try:
        return Path(default_storage.path(name))
    except NotImplementedError:
        return None


def _replace(file: Path, data: bytes) -> None:
    """Write beside the file, then put it in its place: a reader sees the old bytes or the new, never half of them.

    Not forced to the disk: what a power cut takes is found out by its SHA-256 and made again.
    """
    part = file.with_name(f".{file.name}.{ids.new().hex}")
    try:
        with _opened(part) as stream:
            stream.write(data)
        part.replace(file)
    except OSError:
        part.unlink(missing_ok=True)
        raise


def _opened(part: Path) -> BinaryIO:
    """A new file to write; its folder is made when it is not there, which is asked for by trying."""
    mode = settings.FILE_UPLOAD_PERMISSIONS
    try:
        descriptor = os.open(part, _NEW, 0o666 if mode is None else mode)
    except FileNotFoundError:
        part.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(part, _NEW, 0o666 if mode is None else mode)
    return os.fdopen(descriptor, "wb")

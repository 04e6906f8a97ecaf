"""Artwork and artefacts in the file storage. A name is written once with one content, so a retry is harmless.

What the storage itself says (a path, an address) goes to the log; people are told a sentence.
"""

from __future__ import annotations

import hashlib
import logging
from functools import lru_cache
from pathlib import Path, PurePath

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext_lazy as _

from credcenter.kernel import ids
from credcenter.kernel.errors import TransientError

logger = logging.getLogger(__name__)


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
        if default_storage.exists(name):
            default_storage.delete(name)
        return default_storage.save(name, ContentFile(data))
    except OSError as exc:
        raise away(exc) from exc


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


def _local_file(name: str) -> Path | None:
    """Where a storage of files keeps a name; None for one that is elsewhere."""
    try:
        return Path(default_storage.path(name))
    except NotImplementedError:
        return None


def _replace(file: Path, data: bytes) -> None:
    """Write beside the file, then put it in its place: a reader sees the old bytes or the new, never half of them."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f".{file.name}.{ids.new().hex}")
    try:
        part.write_bytes(data)
        if settings.FILE_UPLOAD_PERMISSIONS is not None:
            part.chmod(settings.FILE_UPLOAD_PERMISSIONS)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)

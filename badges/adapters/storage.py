"""Artwork and artefacts in the file storage. A name is written once with one content, so a retry is harmless."""

from __future__ import annotations

import hashlib
from functools import lru_cache

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from credcenter.kernel.errors import TransientError


def keep(name: str, data: bytes) -> str:
    """Store bytes under a name, in place of what stands there; the name it got.

    Raises TransientError when the storage does not take them (full, unreachable): it may later.
    """
    try:
        if default_storage.exists(name):
            default_storage.delete(name)
        return default_storage.save(name, ContentFile(data))
    except OSError as exc:
        raise TransientError(f"the file storage did not take {name}: {exc}") from exc


def keep_by_content(folder: str, data: bytes, *, suffix: str) -> str:
    """Store bytes under their own SHA-256, once."""
    name = f"{folder}/{hashlib.sha256(data).hexdigest()}{suffix}"
    if default_storage.exists(name):
        return name
    return keep(name, data)


def read(name: str) -> bytes | None:
    """The bytes of a name, or None when the storage has lost them."""
    try:
        with default_storage.open(name) as stream:
            return bytes(stream.read())
    except FileNotFoundError:
        return None
    except OSError as exc:
        raise TransientError(f"the file storage did not give {name}: {exc}") from exc


@lru_cache(maxsize=64)
def read_artwork(name: str) -> bytes:
    """The bytes of an artwork, which is named by its content and so never changes."""
    data = read(name)
    if data is None:
        raise TransientError(f"the artwork {name} is not in the file storage")
    return data

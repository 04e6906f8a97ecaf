"""Uploaded files that wait between preview and apply, in the private file storage.

Nothing here is ever served. A name is random; who may go on with a draft is said by a signed token
(`badges.services.roster_drafts`). What nobody came back for is thrown away.
"""

from __future__ import annotations

import datetime as dt

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from badges.adapters import storage
from credcenter.kernel import clock, ids

FOLDER = "drafts"


def keep(data: bytes) -> str:
    """Store a file; its name."""
    try:
        return default_storage.save(f"{FOLDER}/{ids.new()}", ContentFile(data))
    except OSError as error:
        raise storage.away(error) from error


def read(name: str) -> bytes | None:
    """The file again, or None when it is gone."""
    return storage.read(name)


def discard(name: str) -> None:
    """Throw one away; one that is gone already is no fault."""
    default_storage.delete(name)


def discard_older_than(age: dt.timedelta) -> int:
    """Throw away what was left lying; how many there were."""
    if not default_storage.exists(FOLDER):
        return 0
    _folders, names = default_storage.listdir(FOLDER)
    oldest = clock.now() - age
    stale = [f"{FOLDER}/{name}" for name in names]
    stale = [name for name in stale if default_storage.get_modified_time(name) < oldest]
    for name in stale:
        default_storage.delete(name)
    return len(stale)

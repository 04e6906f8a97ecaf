"""Uploaded files that wait between preview and apply, in the private file storage.

Nothing here is ever served. A name is random; who may go on with a draft is said by a signed token
(`badges.services.roster_drafts`). What nobody came back for is thrown away.
"""

from __future__ import annotations

import datetime as dt
import logging

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from badges.adapters import storage
from credcenter.kernel import clock, ids

logger = logging.getLogger(__name__)

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
    """Throw one away; one that is gone already is no fault, and one that stays is thrown away by its age."""
    try:
        default_storage.delete(name)
    except OSError as error:
        logger.warning("A draft stays behind: %s", error)


def discard_older_than(age: dt.timedelta) -> int:
    """Throw away what was left lying; how many there were."""
    try:
        _folders, names = default_storage.listdir(FOLDER)
    except FileNotFoundError:
        return 0
    oldest = clock.now() - age
    stale = [f"{FOLDER}/{name}" for name in names]
    stale = [name for name in stale if default_storage.get_modified_time(name) < oldest]
    for name in stale:
        default_storage.delete(name)
    return len(stale)

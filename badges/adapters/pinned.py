"""Documents answered from files in place of the network, for air-gapped centres and tests.

The JSON-LD contexts among them are the only ones that are trusted beside those of the core; they add
contexts and replace none.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from badges.openbadges import contexts as core
from badges.openbadges import strict_json
from badges.openbadges.errors import OpenBadgesError
from credcenter.kernel.errors import CredcenterError

logger = logging.getLogger(__name__)


class PinnedDocumentMissing(CredcenterError):
    """The map of pinned documents, or a file that it names, cannot be read."""

    code = "pinned_document_missing"


def document(url: str) -> bytes | None:
    """The pinned document of a URL, or None when there is none.

    Raises PinnedDocumentMissing rather than going on to the network: who pins a document does not
    want it from there.
    """
    map_file: Path | None = settings.CREDCENTER_PINNED_DOCUMENTS
    if map_file is None:
        return None
    try:
        name = _read_map(map_file).get(url)
        return None if name is None else (map_file.parent / name).read_bytes()
    except (OSError, ValueError) as error:
        message = _("The pinned copy of this document cannot be read.")
        raise PinnedDocumentMissing(message, url=url) from error


def contexts() -> Mapping[str, Mapping[str, Any]] | None:
    """The contexts among the pinned documents, read when they are asked for; None if nothing is pinned."""
    map_file: Path | None = settings.CREDCENTER_PINNED_DOCUMENTS
    return None if map_file is None else _Contexts(map_file)


class _Contexts(Mapping[str, Mapping[str, Any]]):
    """Nothing is read before it is asked for: most badges name none of them."""

    def __init__(self, map_file: Path) -> None:
        self._map_file = map_file

    def __getitem__(self, url: str) -> Mapping[str, Any]:
        found = None if core.is_fixed(url) else _context(url)
        if found is None:
            raise KeyError(url)
        return found

    def __iter__(self) -> Iterator[str]:
        return (url for url in _read_map(self._map_file) if url in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _context(url: str) -> Mapping[str, Any] | None:
    """The pinned document of a URL if it is a context: a JSON object that describes no thing."""
    try:
        data = document(url)
        found = None if data is None else strict_json.loads_object(data)
    except (PinnedDocumentMissing, OpenBadgesError):
        # What cannot be read is not known, which leaves the verdict open.
        logger.warning("The pinned copy of a context cannot be used: %s", url)
        return None
    is_context = found is not None and "@context" in found and not {"id", "type"} & set(found)
    return found if is_context else None


def _read_map(map_file: Path) -> dict[str, str]:
    pinned = json.loads(map_file.read_text(encoding="utf-8"))
    if not isinstance(pinned, dict):
        raise ValueError(f"{map_file} must hold one object, from URL to file")  # noqa: TRY004
    return pinned

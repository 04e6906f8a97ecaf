"""Documents answered from files in place of the network, for air-gapped centres and tests."""

from __future__ import annotations

import json
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from credcenter.kernel.errors import CredcenterError


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


def _read_map(map_file: Path) -> dict[str, str]:
    pinned = json.loads(map_file.read_text(encoding="utf-8"))
    if not isinstance(pinned, dict):
        raise ValueError(f"{map_file} must hold one object, from URL to file")  # noqa: TRY004
    return pinned

"""Credentials that software had us sign, found by what their bearer knows of them."""

from __future__ import annotations

import hashlib
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from badges.models import IssuedDocument
from credcenter.kernel.errors import Conflict, NotFound


def name_hash(name: object) -> str:
    """What is kept of a document's own id; empty for none."""
    return hashlib.sha256(name.encode()).hexdigest() if isinstance(name, str) else ""


def by_reference(text: str) -> IssuedDocument:
    """The document of an id: that of its status entry, its own, or that of its row.

    Raises NotFound, or Conflict where several documents give themselves this id.
    """
    found = list(_matching(text.strip())[:2])
    if not found:
        raise NotFound(_("There is no such credential."), code="credential_unknown")
    if len(found) > 1:
        message = _("Several credentials have this id. Give the id of its credentialStatus.")
        raise Conflict(message, code="credential_ambiguous")
    return found[0]


def _matching(text: str) -> QuerySet[IssuedDocument]:
    rows = IssuedDocument.objects.select_related("status_list").defer("document")
    url, _hash, index = text.rpartition("#")
    if index.isascii() and index.isdigit() and len(index) < 10:
        placed = rows.filter(status_list__url=url, status_index=int(index))
        if placed.exists():
            return placed
    named = rows.filter(name_sha256=name_hash(text))
    return named if named.exists() else rows.filter(pk__in=_uuids(text))


def _uuids(text: str) -> list[UUID]:
    try:
        return [UUID(text.removeprefix("urn:uuid:"))]
    except ValueError:
        return []

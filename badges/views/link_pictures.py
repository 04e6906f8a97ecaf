"""Pictures for links to pages that anyone may open: where the page is closed there is no picture."""

from __future__ import annotations

import hashlib
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from badges.selectors import credentials, documents, records
from badges.services import picturing
from badges.views.discovery import is_known
from credcenter.kernel.errors import NotFound


@require_safe
def credential(request: HttpRequest, credential_id: UUID) -> HttpResponse:
    """Of a badge whose page is open, also for its holder: a preview is what others see."""
    return _answer(request, picturing.of_credential(credentials.shared_by_id(credential_id)))


@require_safe
def record(request: HttpRequest, record_id: UUID) -> HttpResponse:
    """Of a record whose page is open."""
    found = records.by_id(record_id)
    if found.shared_at is None:
        raise NotFound(_("There is no such record."), code="record_unknown")
    return _answer(request, picturing.of_record(found))


@require_safe
def achievement(request: HttpRequest, achievement_id: UUID) -> HttpResponse:
    """Of what can be earned."""
    version = documents.newest_version(achievement_id)
    if version is None:
        raise NotFound(_("There is no such badge."), code="achievement_unknown")
    return _answer(request, picturing.of_achievement(version))


@require_safe
def issuer(request: HttpRequest, slug: str) -> HttpResponse:
    """Of an institution."""
    found = documents.issuer_by_slug(slug)
    if found is None:
        raise NotFound(_("There is no such issuer."), code="issuer_unknown")
    return _answer(request, picturing.of_issuer(found))


def _answer(request: HttpRequest, data: bytes) -> HttpResponse:
    """Asked for anew each time, since a page may be closed at any moment; the bytes go only when they changed."""
    etag = f'"{hashlib.sha256(data).hexdigest()[:32]}"'
    response: HttpResponse = HttpResponse(data, content_type="image/png")
    if is_known(request, etag):
        response = HttpResponseNotModified()
    response["ETag"] = etag
    response["Cache-Control"] = "public, no-cache"
    response["Vary"] = "Accept-Language, Cookie"
    return response

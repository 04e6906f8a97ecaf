"""Open Badges 2.0 at the centre's own address, and revoked ids: what older verifiers fetch."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.utils.cache import patch_vary_headers
from django.utils.http import content_disposition_header

from badges.selectors import credentials
from badges.services import hosting
from badges.services.listing_revoked import RevocationList
from badges.views.access import Seen
from badges.views.discovery import LIST_AGE, is_known, public
from badges.views.versions import point_to_versions

_TYPES = ("application/ld+json", "application/json")
# A wording and a profile change rarely, an Assertion from one moment to the next.
_AN_HOUR = "public, max-age=3600"


@public
def assertion(request: HttpRequest, credential_id: UUID) -> HttpResponse:
    """A shared badge's Assertion; 410 with `revoked: true` once it is revoked."""
    document, is_revoked = hosting.assertion(credential_id)
    if not is_revoked:
        return _json(request, document, age="no-cache")
    response = _json(request, document, age="no-cache", status=HTTPStatus.GONE)
    return point_to_versions(request, response, Seen(credentials.by_id(credential_id)))


@public
def png(_request: HttpRequest, credential_id: UUID) -> HttpResponse:
    """The badge image with the Assertion inside, as a file."""
    response = HttpResponse(hosting.baked(credential_id).data, content_type="image/png")
    name = f"open-badge-2-{str(credential_id)[:8]}.png"
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Cache-Control"] = "no-cache"
    return response


@public
def badge_class(request: HttpRequest, achievement_id: UUID, number: int) -> HttpResponse:
    """The BadgeClass of one wording."""
    return _json(request, hosting.badge_class(achievement_id, number), age=_AN_HOUR)


@public
def issuer(request: HttpRequest, slug: str) -> HttpResponse:
    """An issuer's Profile."""
    return _json(request, hosting.issuer(slug), age=_AN_HOUR)


@public
def revoked(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """`/status/{id}/revoked.json`: the 1EdTechRevocationList of a status list."""
    listed = RevocationList(list_id)
    if is_known(request, listed.etag):
        response: HttpResponse = HttpResponseNotModified()
    else:
        response = HttpResponse(listed.document(), content_type="application/json")
    response["ETag"] = listed.etag
    response["Cache-Control"] = LIST_AGE
    return response


def _json(
    request: HttpRequest, document: dict[str, Any], *, age: str, status: int = HTTPStatus.OK
) -> HttpResponse:
    media_type = request.get_preferred_type(list(_TYPES)) or _TYPES[0]
    response = JsonResponse(
        document,
        status=status,
        content_type=media_type,
        json_dumps_params={"ensure_ascii": False},
    )
    response["Cache-Control"] = age
    patch_vary_headers(response, ("Accept",))
    return response

"""The page of one endorsement, and the signed document by Accept or suffix."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from badges.models import Endorsement
from badges.openbadges import strict_json
from badges.reading import read
from badges.selectors import endorsements
from badges.services import verifying
from badges.throttling import TOO_MANY, wait_before_verifying
from badges.views.access import see
from badges.views.endorsed import endorsed_by
from badges.views.files import CREDENTIAL_TYPES
from badges.views.report import show
from credcenter.kernel.errors import NotFound


@require_safe
def page(request: HttpRequest, endorsement_id: UUID) -> HttpResponse:
    """The endorsement for people, or for software that asks for one of its media types."""
    endorsement = _see(request, endorsement_id)
    asked = request.get_preferred_type(["text/html", *CREDENTIAL_TYPES]) or "text/html"
    if asked != "text/html":
        return _finish(_as_json(request, endorsement), endorsement)
    return _finish(_draw(request, endorsement), endorsement)


@require_safe
def json(request: HttpRequest, endorsement_id: UUID) -> HttpResponse:
    """The signed bytes as a file."""
    endorsement = _see(request, endorsement_id)
    response = _as_json(request, endorsement)
    name = f"endorsement-{str(endorsement.pk)[:8]}.json"
    response["Content-Disposition"] = content_disposition_header(True, name)
    return _finish(response, endorsement)


def _see(request: HttpRequest, endorsement_id: UUID) -> Endorsement:
    """The endorsement; NotFound also for one of a badge that this person may not read."""
    endorsement = endorsements.by_id(endorsement_id)
    try:
        if endorsement.credential_id is not None:
            see(request, endorsement.credential_id)
    except NotFound:
        message = _("There is no such endorsement.")
        raise NotFound(message, code="endorsement_unknown") from None
    return endorsement


def _draw(request: HttpRequest, endorsement: Endorsement) -> HttpResponse:
    document = bytes(endorsement.document)
    # A link preview's HEAD must not cost a verification.
    is_asked = request.method == "GET" and "verify" in request.GET
    wait = wait_before_verifying(request) if is_asked else 0
    reading = read(strict_json.loads_object(document))
    context = {
        "endorsement": endorsement,
        "reading": reading,
        "endorsed": endorsed_by(reading),
        "shown": show(verifying.verify_bytes(document)) if is_asked and not wait else None,
        "refusal": TOO_MANY if wait else "",
    }
    response = render(request, "badges/endorsement.html", context, status=429 if wait else 200)
    response["Cache-Control"] = "private, no-store"
    if wait:
        response["Retry-After"] = str(wait)
    return response


def _as_json(request: HttpRequest, endorsement: Endorsement) -> HttpResponse:
    """The signed bytes, byte for byte, under the media type that the reader prefers."""
    media_type = request.get_preferred_type(list(CREDENTIAL_TYPES)) or CREDENTIAL_TYPES[0]
    response = HttpResponse(bytes(endorsement.document), content_type=media_type)
    response["ETag"] = f'"{endorsement.document_sha256}"'
    return response


def _finish(response: HttpResponse, endorsement: Endorsement) -> HttpResponse:
    response["Vary"] = "Accept, Accept-Language, Cookie"
    response.setdefault("Cache-Control", "private, no-cache")
    credential = endorsement.credential
    if credential is None or credential.shared_at is not None:
        response["Access-Control-Allow-Origin"] = "*"
    return response

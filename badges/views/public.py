"""Pages of what can be earned and of who issues it: HTML for people, JSON-LD for software."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from badges.reading import read
from badges.selectors import achievements, documents, endorsements
from badges.services import publishing
from badges.views.discovery import public
from credcenter.kernel.errors import NotFound

_SOFTWARE = ("application/ld+json", "application/json")


@public
def achievement(request: HttpRequest, achievement_id: UUID) -> HttpResponse:
    """What can be earned, in its current wording."""
    version = documents.newest_version(achievement_id)
    if version is None:
        raise NotFound(_("There is no such badge."), code="achievement_unknown")
    document = publishing.achievement_document(version)
    if _is_software(request):
        return _json_ld(request, document)
    context = {
        "version": version,
        "issuer": version.achievement.issuer,
        "endorsements": endorsements.standing_of(version.achievement),
        "reading": read({"credentialSubject": {"achievement": document}}),
        "base_url": settings.CREDCENTER_BASE_URL,
    }
    return _varied(render(request, "badges/achievement.html", context))


@public
def issuer(request: HttpRequest, slug: str) -> HttpResponse:
    """Who issues, and what."""
    found = documents.issuer_by_slug(slug)
    if found is None:
        raise NotFound(_("There is no such issuer."), code="issuer_unknown")
    profile = publishing.issuer_profile(found)
    if _is_software(request):
        return _json_ld(request, profile)
    context = {
        "issuer": found,
        "base_url": settings.CREDCENTER_BASE_URL,
        "profile": profile,
        "versions": achievements.all_with_current(issuer=found),
        "endorsements": endorsements.standing_of(found),
        "given": endorsements.public_of(found) if found.is_partner else [],
        "keys": documents.published_keys(issuer_id=found.pk),
    }
    return _varied(render(request, "badges/issuer.html", context))


def _is_software(request: HttpRequest) -> bool:
    """OB 3.0: JSON-LD also for those who say nothing; browsers and link previews get the page.

    Who takes neither (a wallet that asks for `application/vc`) is no browser either.
    """
    if "Accept" not in request.headers:
        return True
    return request.get_preferred_type(["text/html", *_SOFTWARE]) != "text/html"


def _json_ld(request: HttpRequest, document: dict[str, Any]) -> HttpResponse:
    media_type = request.get_preferred_type(list(_SOFTWARE)) or _SOFTWARE[0]
    params = {"ensure_ascii": False}
    return _varied(JsonResponse(document, content_type=media_type, json_dumps_params=params))


def _varied(response: HttpResponse) -> HttpResponse:
    response["Vary"] = "Accept, Accept-Language, Cookie"
    response["Cache-Control"] = "no-cache"
    return response

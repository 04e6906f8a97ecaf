"""A badge on somebody else's page: small, without cookies or scripts, and as it stands at this moment."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any
from uuid import UUID

from csp.constants import NONE, SELF
from csp.decorators import csp_replace
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from badges.enums import OpeningKind
from badges.models import Credential
from badges.openbadges import strict_json
from badges.reading import Reading, read
from badges.selectors import credentials
from badges.services import sharing
from badges.services.counting import count_openings
from badges.views.shared import shown_of
from credcenter.kernel.bilingual import Bilingual
from credcenter.kernel.errors import NotFound

_POLICY = {
    "frame-ancestors": ["*"],
    "script-src": [NONE],
    "connect-src": [NONE],
    "form-action": [NONE],
    "img-src": [SELF],
}
_LANGUAGES = frozenset(code for code, _name in settings.LANGUAGES)


def framed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """A page that any other page may frame, in the language of `?in=`; what is gone says so in the frame."""

    @require_safe
    @xframe_options_exempt
    @csp_replace(_POLICY)
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        asked = request.GET.get("in", "")
        language = asked if asked in _LANGUAGES else translation.get_language()
        with translation.override(language):
            try:
                response = view(request, *args, **kwargs)
            except NotFound:
                response = render(request, "badges/embed.html", status=HTTPStatus.NOT_FOUND)
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Cache-Control"] = "private, no-store"
        response["Referrer-Policy"] = "no-referrer"
        return response

    return answer


@framed
def open_page(request: HttpRequest, credential_id: UUID) -> HttpResponse:
    """A credential whose page is open to anyone."""
    credential = credentials.shared_by_id(credential_id)
    if request.method == "GET":
        count_openings([credential.pk], kind=OpeningKind.EMBED)
    reading = read(strict_json.loads_object(bytes(credential.document)))
    address = reverse("badges:credential", args=[credential.pk])
    return _draw(request, credential, reading=reading, address=address)


@framed
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """What a link shows; each showing counts as an opening of the link."""
    is_counted = request.method == "GET"
    opened = sharing.open_link(token, counted_as=OpeningKind.EMBED if is_counted else None)
    address = reverse("badges:shared", args=[token])
    return _draw(request, opened.credential, reading=shown_of(opened), address=address)


def _draw(
    request: HttpRequest, credential: Credential, *, reading: Reading, address: str
) -> HttpResponse:
    context = {
        "credential": credential,
        "title": _half(reading.title, known=credential.version.name),
        "issuer_name": _half(reading.issuer_name, known=credential.issuer.name),
        "reading": reading,
        "address": address,
    }
    return render(request, "badges/embed.html", context)


def _half(signed: str, *, known: Bilingual) -> str:
    """The reader's language of a signed text that holds both: there is no room for two."""
    return str(known) if signed == known.both() else signed

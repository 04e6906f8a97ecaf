"""What whoever has a link sees. The link's address is the secret: not to be indexed, kept, or told to the next site."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from badges import qr
from badges.enums import OpeningKind, SharedPart
from badges.openbadges import strict_json
from badges.reading import Reading, read, without
from badges.services import sharing, verifying
from badges.services.sharing import Opened
from badges.throttling import wait_before_verifying
from badges.views import credential as credential_page
from badges.views import files
from badges.views.access import Seen

if TYPE_CHECKING:
    from collections.abc import Callable


def hidden(view: Callable[[HttpRequest, str], HttpResponse]) -> Callable[..., HttpResponse]:
    """GET and HEAD of an address with a link's token in it."""

    @require_safe
    @wraps(view)
    def answer(request: HttpRequest, token: str) -> HttpResponse:
        response = view(request, token)
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Cache-Control"] = "private, no-store"
        response["Referrer-Policy"] = "no-referrer"
        return response

    return answer


@hidden
def page(request: HttpRequest, token: str) -> HttpResponse:
    """The credential behind a link, or the part of it that the link shows."""
    # A link preview's HEAD is no opening; what htmx asks for is drawn into a page that was counted before.
    is_opening = request.method == "GET" and request.headers.get("HX-Request") != "true"
    opened = sharing.open_link(token, counted_as=OpeningKind.LINK if is_opening else None)
    if opened.link.is_partial:
        return _part(request, opened)
    return credential_page.draw(request, Seen(opened.credential, token=token))


@hidden
def json(request: HttpRequest, token: str) -> HttpResponse:
    """Its signed bytes."""
    return files.as_json(request, _whole(token), is_download=True)


@hidden
def jwt(request: HttpRequest, token: str) -> HttpResponse:
    """The same as a JWT."""
    return files.as_token(request, _whole(token), is_download=True)


@hidden
def png(request: HttpRequest, token: str) -> HttpResponse:
    """Its badge image."""
    return files.as_png(request, _whole(token))


@hidden
def svg(request: HttpRequest, token: str) -> HttpResponse:
    """Its badge as a drawing."""
    return files.as_svg(request, _whole(token))


@hidden
def pdf(request: HttpRequest, token: str) -> HttpResponse:
    """Its certificate, which leads to the link."""
    opened = sharing.open_whole(token)
    seen = Seen(opened.credential, token=token)
    return files.as_pdf(request, seen, ends_at=opened.link.expires_at)


@hidden
def qr_svg(request: HttpRequest, token: str) -> HttpResponse:
    """The link's address as a QR code."""
    title = shown_of(sharing.open_link(token)).title
    return files.as_qr_svg(_address(request, token), title=title)


@hidden
def qr_png(request: HttpRequest, token: str) -> HttpResponse:
    """The same in pixels."""
    sharing.open_link(token)
    return HttpResponse(qr.as_png(_address(request, token)), content_type="image/png")


def shown_of(opened: Opened) -> Reading:
    """What the link shows of the credential."""
    reading = read(strict_json.loads_object(bytes(opened.credential.document)))
    return without(reading, [SharedPart(each) for each in opened.link.left_out])


def _whole(token: str) -> Seen:
    # Whoever asks for a file has opened the page, which was counted.
    return Seen(sharing.open_whole(token).credential, token=token)


def _address(request: HttpRequest, token: str) -> str:
    return request.build_absolute_uri(reverse("badges:shared", args=[token]))


def _part(request: HttpRequest, opened: Opened) -> HttpResponse:
    """A page without what its holder left out, and with our word for it: the reader cannot check the rest alone.

    Verified now, unless this address had too many verifications.
    """
    context = {
        "credential": opened.credential,
        "reading": shown_of(opened),
        "left_out": opened.link.left_out_words,
        "verdict": _verdict(request, opened),
    }
    return render(request, "badges/shared_part.html", context)


def _verdict(request: HttpRequest, opened: Opened) -> str:
    if request.method != "GET" or wait_before_verifying(request):
        return ""
    return verifying.verify_bytes(bytes(opened.credential.document)).verdict

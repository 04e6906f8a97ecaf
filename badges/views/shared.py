"""What whoever has a link sees. The link's address is the secret: not to be indexed, kept, or told to the next site."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from badges import qr
from badges.enums import OpeningKind, SharedPart
from badges.openbadges import strict_json
from badges.reading import Reading, read, without
from badges.services import sharing, verifying
from badges.services.sharing import Opened, OpenedRecord
from badges.throttling import wait_before_verifying
from badges.views import credential as credential_page
from badges.views import files, record_files
from badges.views import record as record_page
from badges.views.access import Seen, SeenRecord
from credcenter.kernel.errors import NotFound

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
    """The credential behind a link, or the part of it that the link shows, or a record."""
    # A link preview's HEAD is no opening; what htmx asks for is drawn into a page that was counted before.
    is_opening = request.method == "GET" and request.headers.get("HX-Request") != "true"
    opened = sharing.follow(token, counted_as=OpeningKind.LINK if is_opening else None)
    if isinstance(opened, OpenedRecord):
        return record_page.draw(request, SeenRecord(opened.record, token=token))
    if opened.link.is_partial:
        return _part(request, opened)
    return credential_page.draw(request, Seen(opened.credential, token=token))


@hidden
def json(request: HttpRequest, token: str) -> HttpResponse:
    """Its signed bytes."""
    seen = _whole(token)
    if isinstance(seen, SeenRecord):
        return record_files.as_json(request, seen.record, is_download=True)
    return files.as_json(request, seen, is_download=True)


@hidden
def jwt(request: HttpRequest, token: str) -> HttpResponse:
    """The same as a JWT."""
    seen = _whole(token)
    if isinstance(seen, SeenRecord):
        return record_files.as_token(request, seen)
    return files.as_token(request, seen, is_download=True)


@hidden
def png(request: HttpRequest, token: str) -> HttpResponse:
    """Its badge image."""
    seen = _whole(token)
    return (record_files if isinstance(seen, SeenRecord) else files).as_png(request, seen)


@hidden
def svg(request: HttpRequest, token: str) -> HttpResponse:
    """Its badge as a drawing."""
    seen = _whole(token)
    return (record_files if isinstance(seen, SeenRecord) else files).as_svg(request, seen)


@hidden
def pdf(request: HttpRequest, token: str) -> HttpResponse:
    """Its certificate, which leads to the link; there is none of a record."""
    opened = sharing.open_whole(token)
    if isinstance(opened, OpenedRecord):
        raise NotFound(_("There is no certificate of a record."), code="certificate_of_record")
    seen = Seen(opened.credential, token=token)
    return files.as_pdf(request, seen, ends_at=opened.link.expires_at)


@hidden
def qr_svg(request: HttpRequest, token: str) -> HttpResponse:
    """The link's address as a QR code."""
    opened = sharing.follow(token)
    title = str(opened.record.name) if isinstance(opened, OpenedRecord) else shown_of(opened).title
    return files.as_qr_svg(_address(request, token), title=title)


@hidden
def qr_png(request: HttpRequest, token: str) -> HttpResponse:
    """The same in pixels."""
    sharing.follow(token)
    return HttpResponse(qr.as_png(_address(request, token)), content_type="image/png")


def shown_of(opened: Opened) -> Reading:
    """What the link shows of the credential."""
    reading = read(strict_json.loads_object(bytes(opened.credential.document)))
    return without(reading, [SharedPart(each) for each in opened.link.left_out])


def _whole(token: str) -> Seen | SeenRecord:
    # Whoever asks for a file has opened the page, which was counted.
    opened = sharing.open_whole(token)
    if isinstance(opened, OpenedRecord):
        return SeenRecord(opened.record, token=token)
    return Seen(opened.credential, token=token)


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

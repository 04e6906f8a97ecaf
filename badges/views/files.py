"""A credential as files: the signed bytes as they are stored, the same as a JWT, and the images that carry them."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from badges import certificate, qr
from badges.enums import ArtefactKind, CertificateText
from badges.services import baking, certifying, storing, tokens
from badges.services.certifying import Way
from badges.throttling import wait_before_verifying
from badges.views.access import Seen, reader_of
from badges.views.versions import point_to_versions
from credcenter.kernel.errors import InvalidInput

# OB 3.0 section 5.1.1 names the second, VC 2.0 section 6.3 the first; `*/*` gets what OB names,
# since programs that look for "json" in it find it.
CREDENTIAL_TYPES = (
    "application/vc+ld+json",
    "application/vc",
    "application/ld+json",
    "application/json",
)
# Of VC-JOSE-COSE, and of any JWT (RFC 7519 section 10.3.1).
TOKEN_TYPES = ("application/vc+jwt", "application/jwt")
# OB 3.0 section 5 asks for it, so it is the answer where nobody asks for another.
PLAIN = "text/plain"
# A drawing is a document of ours: whatever came into it must not run, load or send anything.
DRAWING_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; sandbox"


def as_json(request: HttpRequest, seen: Seen, *, is_download: bool = False) -> HttpResponse:
    """The signed bytes, byte for byte, under the media type that the reader prefers."""
    media_type = request.get_preferred_type(list(CREDENTIAL_TYPES)) or CREDENTIAL_TYPES[0]
    response = HttpResponse(bytes(seen.credential.document), content_type=media_type)
    response["ETag"] = f'"{seen.credential.document_sha256}"'
    return _finish(request, response, seen, suffix="json" if is_download else "")


def as_token(request: HttpRequest, seen: Seen, *, is_download: bool = False) -> HttpResponse:
    """The credential as a JWT, RS256 or what `?alg=` says; a problem where it cannot be had."""
    media_type = request.get_preferred_type([PLAIN, *TOKEN_TYPES]) or PLAIN
    response = HttpResponse(_token(request, seen), content_type=media_type)
    return _finish(request, response, seen, suffix="jwt" if is_download else "")


def as_png(request: HttpRequest, seen: Seen) -> HttpResponse:
    """The badge image with the credential inside, `?inside=jwt` with it as a JWT."""
    if has_token_inside(request):
        data = baking.bake_again(seen.credential, token=_token(request, seen)).data
    else:
        data = storing.artefact_bytes(seen.credential, ArtefactKind.PNG)
    return _finish(request, HttpResponse(data, content_type="image/png"), seen, suffix="png")


def as_svg(request: HttpRequest, seen: Seen) -> HttpResponse:
    """The badge as a drawing, with the same inside."""
    token = _token(request, seen) if has_token_inside(request) else b""
    data = baking.bake_drawing(seen.credential, token=token).data
    response = HttpResponse(data, content_type="image/svg+xml")
    response["Content-Security-Policy"] = DRAWING_POLICY
    return _finish(request, response, seen, suffix="svg")


def as_pdf(request: HttpRequest, seen: Seen, *, ends_at: dt.datetime | None = None) -> HttpResponse:
    """The certificate: `?text=both|ko|en`, `?results=yes` with what was achieved; InvalidInput.

    `ends_at` is the end of the link that it is taken by, if it has one.
    """
    asked = request.GET.get("text", CertificateText.BOTH)
    if asked not in CertificateText.values:
        message = _("A certificate is in Korean (ko), in English (en) or in both (both).")
        raise InvalidInput(message, code="text_unknown")
    # Drawing costs as much as verifying, and anyone may ask for it of an open page.
    wait = wait_before_verifying(request)
    if wait:
        return _later(wait)
    data = certifying.certify(
        seen.credential,
        way=_way_to_verify(request, seen, ends_at=ends_at),
        languages=CertificateText(asked),
        has_results=request.GET.get("results") == "yes",
    )
    return _finish(request, HttpResponse(data, content_type="application/pdf"), seen, suffix="pdf")


def _later(seconds: int) -> HttpResponse:
    text = _("Too many requests from your address. Please wait a minute.")
    response = HttpResponse(text, status=429, content_type="text/plain; charset=utf-8")
    response["Retry-After"] = str(seconds)
    return response


def _way_to_verify(request: HttpRequest, seen: Seen, *, ends_at: dt.datetime | None) -> Way:
    """Where the code on the paper leads: to what its reader may open."""
    if seen.token:
        path, how = reverse("badges:shared", args=[seen.token]), [certificate.SCAN]
    elif seen.credential.shared_at is not None:
        path, how = reverse("badges:credential", args=[seen.credential.pk]), [certificate.SCAN]
    else:
        address = request.build_absolute_uri(reverse("badges:verify"))
        return Way(address, (certificate.ASK, certificate.PAPER))
    if ends_at is not None:
        how.append(certificate.until(timezone.localdate(ends_at).isoformat()))
    return Way(f"{request.build_absolute_uri(path)}?verify=1", (*how, certificate.PAPER))


def as_qr_svg(address: str, *, title: str) -> HttpResponse:
    """An address as a QR code, which is a drawing of ours like any other."""
    drawing = qr.as_svg(address, title=title)
    response = HttpResponse(drawing, content_type="image/svg+xml")
    response["Content-Security-Policy"] = DRAWING_POLICY
    return response


def has_token_inside(request: HttpRequest) -> bool:
    """Whether an image is asked for with the JWT inside, in place of the signed JSON; InvalidInput."""
    inside = request.GET.get("inside", "json")
    if inside not in {"json", "jwt"}:
        raise InvalidInput(_("A badge image carries json or jwt inside."), code="inside_unknown")
    return inside == "jwt"


def _token(request: HttpRequest, seen: Seen) -> bytes:
    algorithm = tokens.algorithm_named(request.GET.get("alg", ""))
    return tokens.token_of(seen.credential, algorithm=algorithm, actor=reader_of(request, seen))


def _finish(
    request: HttpRequest, response: HttpResponse, seen: Seen, *, suffix: str
) -> HttpResponse:
    credential = seen.credential
    if suffix:
        name = f"{credential.achievement.code}-{str(credential.pk)[:8]}.{suffix}"
        response["Content-Disposition"] = content_disposition_header(True, name)
    response["Cache-Control"] = "private, no-cache"
    response["Vary"] = "Accept, Cookie"
    if credential.shared_at is not None:
        response["Access-Control-Allow-Origin"] = "*"
        # What a page of another origin may read besides the body.
        response["Access-Control-Expose-Headers"] = "Link"
    return point_to_versions(request, response, seen)

"""A credential as files: the signed bytes as they are stored, and the image that carries them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from badges.enums import ArtefactKind
from badges.models import Credential
from badges.services import storing

# OB 3.0 section 5.1.1 names the second, VC 2.0 section 6.3 the first; `*/*` gets what OB names,
# since programs that look for "json" in it find it.
CREDENTIAL_TYPES = (
    "application/vc+ld+json",
    "application/vc",
    "application/ld+json",
    "application/json",
)


def as_json(
    request: HttpRequest, credential: Credential, *, is_download: bool = False
) -> HttpResponse:
    """The signed bytes, byte for byte, under the media type that the reader prefers."""
    media_type = request.get_preferred_type(list(CREDENTIAL_TYPES)) or CREDENTIAL_TYPES[0]
    response = HttpResponse(bytes(credential.document), content_type=media_type)
    response["ETag"] = f'"{credential.document_sha256}"'
    return _finish(response, credential, suffix="json" if is_download else "")


def as_png(credential: Credential) -> HttpResponse:
    """The badge image with the credential inside."""
    data = storing.artefact_bytes(credential, ArtefactKind.PNG)
    return _finish(HttpResponse(data, content_type="image/png"), credential, suffix="png")


def _finish(response: HttpResponse, credential: Credential, *, suffix: str) -> HttpResponse:
    if suffix:
        name = f"{credential.achievement.code}-{str(credential.pk)[:8]}.{suffix}"
        response["Content-Disposition"] = content_disposition_header(True, name)
    response["Cache-Control"] = "private, no-cache"
    response["Vary"] = "Accept, Cookie"
    if credential.shared_at is not None:
        response["Access-Control-Allow-Origin"] = "*"
    return response

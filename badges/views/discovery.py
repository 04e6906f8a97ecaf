"""What other people's software asks for: keys, DID document, status lists, badge images."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.utils.http import parse_etags
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from badges.adapters import storage
from badges.selectors import documents
from badges.services import publishing
from badges.services.status_publishing import TTL_MS, current_document
from badges.views.files import CREDENTIAL_TYPES
from credcenter.kernel.errors import NotFound

# Keys change rarely, and a new one is published long before its first signature is read.
_KEYS_AGE = "public, max-age=3600"
# A verifier may keep a list as long as the list itself says.
LIST_AGE = f"public, max-age={TTL_MS // 1000}"
_FOR_EVER = "public, max-age=31536000, immutable"
View = Callable[..., HttpResponse]


def public(view: View) -> View:
    """A document for anyone, also for scripts of other sites."""

    @require_safe
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        return response

    return answer


@public
def did_document(_request: HttpRequest) -> HttpResponse:
    """`/.well-known/did.json` (did:web section 3.2)."""
    return _json(publishing.did_document(), media_type="application/did+json")


@public
def partner_did_document(_request: HttpRequest, slug: str) -> HttpResponse:
    """`/issuers/SLUG/did.json`: the same for a partner organisation."""
    return _json(publishing.partner_did_document(slug), media_type="application/did+json")


@public
def key_set(_request: HttpRequest) -> HttpResponse:
    """`/.well-known/jwks.json` (RFC 7517 section 8.5.2)."""
    return _json(publishing.key_set(), media_type="application/jwk-set+json")


@public
def key(_request: HttpRequest, name: str) -> HttpResponse:
    """One bare key."""
    return _json(publishing.bare_key(name), media_type="application/jwk+json")


@public
def status_list(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """A status list, as signed; signed anew before it is served when a revocation is not in it."""
    document, etag = current_document(list_id)
    if is_known(request, etag):
        response: HttpResponse = HttpResponseNotModified()
    else:
        media_type = request.get_preferred_type(list(CREDENTIAL_TYPES)) or CREDENTIAL_TYPES[0]
        response = HttpResponse(document, content_type=media_type)
    response["ETag"] = etag
    response["Cache-Control"] = LIST_AGE
    response["Vary"] = "Accept"
    return response


@public
def artwork(_request: HttpRequest, sha256: str) -> HttpResponse:
    """A badge image before anything is baked into it; its name is its content."""
    name = documents.artwork_name(sha256) if re.fullmatch(r"[0-9a-f]{64}", sha256) else None
    data = storage.read_by_content(name) if name else None
    if data is None:
        raise NotFound(_("There is no such image."), code="artwork_unknown")
    response = HttpResponse(data, content_type="image/png")
    response["Cache-Control"] = _FOR_EVER
    return response


def is_known(request: HttpRequest, etag: str) -> bool:
    """Whether the reader holds this very edition (RFC 9110 section 13.1.2, weak comparison)."""
    asked = parse_etags(request.headers.get("If-None-Match", ""))
    return "*" in asked or etag in {each.removeprefix("W/") for each in asked}


def _json(document: dict[str, Any], *, media_type: str) -> HttpResponse:
    response = JsonResponse(
        document, content_type=media_type, json_dumps_params={"ensure_ascii": False}
    )
    response["Cache-Control"] = _KEYS_AGE
    return response

"""The page of one credential, and the credential itself by Accept or suffix."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from badges.enums import CredentialState, OpeningKind
from badges.models import Credential
from badges.openbadges import strict_json
from badges.reading import read
from badges.selectors.achievements import has_parts
from badges.selectors.corrections import of_credential
from badges.selectors.endorsements import around
from badges.selectors.flags import flags_of
from badges.selectors.hosting import is_hosted
from badges.selectors.tokens import offers_token
from badges.selectors.wording import words_of
from badges.services import verifying
from badges.services.counting import count_openings
from badges.throttling import TOO_MANY, wait_before_verifying
from badges.views import files
from badges.views.access import Seen, see
from badges.views.report import Shown, show
from badges.views.versions import point_to_versions, versions_of
from badges.wording import in_words
from credcenter.accounts.enums import Role
from credcenter.kernel import clock
from credcenter.web.permissions import roles_of


@require_safe
def page(request: HttpRequest, credential_id: UUID) -> HttpResponse:
    """The credential for people, or for software that asks for one of its media types."""
    seen = see(request, credential_id)
    asked = _form(request, seen)
    if asked in files.TOKEN_TYPES:
        return files.as_token(request, seen)
    if asked in files.CREDENTIAL_TYPES:
        return files.as_json(request, seen)
    if request.method == "GET" and not seen.is_insider and not request.headers.get("HX-Request"):
        count_openings([credential_id], kind=OpeningKind.PAGE)
    response = draw(request, seen)
    patch_vary_headers(response, ("Accept", "Cookie"))
    return response


@require_safe
def json(request: HttpRequest, credential_id: UUID) -> HttpResponse:
    """The signed bytes as a file."""
    return files.as_json(request, see(request, credential_id), is_download=True)


@require_safe
def jwt(request: HttpRequest, credential_id: UUID) -> HttpResponse:
    """The credential as a JWT, as a file."""
    return files.as_token(request, see(request, credential_id), is_download=True)


@require_safe
def png(request: HttpRequest, credential_id: UUID) -> HttpResponse:
    """The badge image as a file."""
    return files.as_png(request, see(request, credential_id))


@require_safe
def svg(request: HttpRequest, credential_id: UUID) -> HttpResponse:
    """The badge as a drawing, as a file."""
    return files.as_svg(request, see(request, credential_id))


@require_safe
def pdf(request: HttpRequest, credential_id: UUID) -> HttpResponse:
    """The certificate as a file."""
    return files.as_pdf(request, see(request, credential_id))


def address_of(seen: Seen) -> str:
    """Where the page lies for this person."""
    if seen.token:
        return reverse("badges:shared", args=[seen.token])
    return reverse("badges:credential", args=[seen.credential.pk])


def draw(request: HttpRequest, seen: Seen) -> HttpResponse:
    """The page as this person sees it; a GET with `?verify=1` verifies now, if not too often."""
    document = bytes(seen.credential.document)
    # A link preview's HEAD must neither cost a verification nor count as one.
    is_asked = request.method == "GET" and "verify" in request.GET
    wait = wait_before_verifying(request) if is_asked else 0
    signed = read(strict_json.loads_object(document))
    context = {
        "seen": seen,
        "address": address_of(seen),
        "credential": seen.credential,
        "has_expired": has_expired(seen.credential),
        # Their own page is no verification, nor is a look of the staff: both may ask for one.
        "checks_itself": not (is_asked or seen.is_insider),
        "versions": versions_of(seen),
        "offers_token": offers_token(seen.credential),
        "is_hosted": is_hosted(seen.credential) and not seen.token,
        "endorsements": around(seen.credential),
        "may_endorse": seen.credential.shared_at is not None and Role.PARTNER in roles_of(request),
        "reading": in_words(signed, words_of(seen.credential)),
        "signed": signed,
        "base_url": settings.CREDCENTER_BASE_URL,
        "link_picture": reverse("badges:credential_picture", args=[seen.credential.pk]),
        "shown": _verified(document) if is_asked and not wait else None,
        "refusal": TOO_MANY if wait else "",
    }
    if seen.is_holder:
        context["has_parts"] = _has_record(seen.credential)
    if seen.is_insider:
        context["corrections"] = of_credential(seen.credential)
    if seen.is_staff:
        context["flags"] = flags_of(seen.credential)
    response = render(request, "badges/credential.html", context, status=429 if wait else 200)
    point_to_versions(request, response, seen)
    response["Cache-Control"] = "private, no-store"
    if wait:
        response["Retry-After"] = str(wait)
    return response


def has_expired(credential: Credential) -> bool:
    """Whether its time is over, though nobody took it back."""
    end = credential.valid_until
    is_issued = credential.state == CredentialState.ISSUED
    return is_issued and end is not None and end <= clock.now()


def _form(request: HttpRequest, seen: Seen) -> str | None:
    """The media type that the reader likes best of those that this credential has.

    Who takes nothing but a JWT is told why there is none.
    """
    known = ["text/html", *files.CREDENTIAL_TYPES, *files.TOKEN_TYPES]
    asked = request.get_preferred_type(known)
    if asked in files.TOKEN_TYPES and not offers_token(seen.credential):
        return request.get_preferred_type(["text/html", *files.CREDENTIAL_TYPES]) or asked
    return asked


def _has_record(credential: Credential) -> bool:
    """Whether its holder can have it in one record with its parts."""
    return credential.state == CredentialState.ISSUED and has_parts(credential.achievement)


def _verified(document: bytes) -> Shown:
    return show(verifying.verify_bytes(document))

"""The page of one learner's record, and the record itself by Accept or suffix."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from badges.enums import CredentialState
from badges.models import RecordEntry
from badges.openbadges import strict_json
from badges.reading import Reading, read
from badges.selectors import credentials, records
from badges.services import verifying
from badges.throttling import TOO_MANY, wait_before_verifying
from badges.views import record_files
from badges.views.access import SeenRecord, see_record
from badges.views.files import CREDENTIAL_TYPES
from badges.views.report import Inside, show


@require_safe
def page(request: HttpRequest, record_id: UUID) -> HttpResponse:
    """The record for people, or for software that asks for one of its media types."""
    seen = see_record(request, record_id)
    if "html" not in (request.get_preferred_type(["text/html", *CREDENTIAL_TYPES]) or "html"):
        return record_files.as_json(request, seen.record)
    response = draw(request, seen)
    patch_vary_headers(response, ("Accept", "Cookie"))
    return response


@require_safe
def json(request: HttpRequest, record_id: UUID) -> HttpResponse:
    """The signed bytes as a file."""
    record = see_record(request, record_id).record
    return record_files.as_json(request, record, is_download=True)


@require_safe
def jwt(request: HttpRequest, record_id: UUID) -> HttpResponse:
    """The record as a JWT, as a file."""
    return record_files.as_token(request, see_record(request, record_id))


@require_safe
def png(request: HttpRequest, record_id: UUID) -> HttpResponse:
    """The image with the record inside, as a file."""
    return record_files.as_png(request, see_record(request, record_id))


@require_safe
def svg(request: HttpRequest, record_id: UUID) -> HttpResponse:
    """The same as a drawing."""
    return record_files.as_svg(request, see_record(request, record_id))


def draw(request: HttpRequest, seen: SeenRecord) -> HttpResponse:
    """The page as this person sees it; a GET with `?verify=1` verifies now, if not too often."""
    record = seen.record
    # A link preview's HEAD must not cost a verification.
    is_asked = request.method == "GET" and "verify" in request.GET
    wait = wait_before_verifying(request) if is_asked else 0
    document = bytes(record.document)
    shown = show(verifying.verify_bytes(document)) if is_asked and not wait else None
    reading = read(strict_json.loads_object(document))
    inside = _inside(seen, reading)
    lapsed = sum(each.state != CredentialState.ISSUED for each in inside)
    context = {
        "seen": seen,
        "address": _own_address(seen),
        "record": record,
        "base_url": settings.CREDCENTER_BASE_URL,
        "reading": reading,
        "shown": shown,
        "inside": inside,
        "lapsed": lapsed,
        "offers_token": not lapsed and records.offers_token(record),
        "refusal": TOO_MANY if wait else "",
    }
    response = render(request, "badges/record.html", context, status=429 if wait else 200)
    response["Cache-Control"] = "private, no-store"
    if wait:
        response["Retry-After"] = str(wait)
    return response


def _own_address(seen: SeenRecord) -> str:
    """Where the page lies for this person."""
    if seen.token:
        return reverse("badges:shared", args=[seen.token])
    return reverse("badges:record", args=[seen.record.pk])


def _inside(seen: SeenRecord, reading: Reading) -> tuple[Inside, ...]:
    """What the record holds, each as it stands now, with a link for who may follow it."""
    entries = records.entries_of(seen.record)
    good = set(credentials.in_force(seen.record.learner).values_list("pk", flat=True))
    return tuple(
        Inside(
            contained,
            *_state_of(entry, is_good=entry.credential_id in good),
            href=_address(entry, seen=seen),
        )
        for contained, entry in zip(reading.contained, entries, strict=True)
    )


def _state_of(entry: RecordEntry, *, is_good: bool) -> tuple[str, str]:
    credential = entry.credential
    if is_good or credential.state == CredentialState.REVOKED:
        return credential.standing, credential.standing_words
    return "ended", _("No longer valid")


def _address(entry: RecordEntry, *, seen: SeenRecord) -> str:
    if seen.is_insider or entry.credential.shared_at is not None:
        return reverse("badges:credential", args=[entry.credential_id])
    return ""

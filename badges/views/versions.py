"""Where a corrected credential points, for people and for software: only to what this reader may see."""

from __future__ import annotations

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from badges.models import Credential
from badges.selectors.succession import predecessor_for, successor_for
from badges.views.access import Seen


class Versions(NamedTuple):
    """What replaced a credential and what it replaced; None also where the reader may not know of it."""

    newer: Credential | None
    older: Credential | None


def versions_of(seen: Seen) -> Versions:
    """No query for a credential that was never corrected."""
    return Versions(
        newer=successor_for(seen.credential, is_insider=seen.is_insider),
        older=predecessor_for(seen.credential, is_insider=seen.is_insider),
    )


def point_to_versions(request: HttpRequest, response: HttpResponse, seen: Seen) -> HttpResponse:
    """The signed bytes do not change; the header says what they cannot (RFC 5829 sections 3.3 and 3.4)."""
    links = [
        f'<{request.build_absolute_uri(reverse("badges:credential", args=[each.pk]))}>; rel="{rel}"'
        for each, rel in zip(
            versions_of(seen), ("successor-version", "predecessor-version"), strict=True
        )
        if each is not None
    ]
    if links:
        response["Link"] = ", ".join(links)
    return response

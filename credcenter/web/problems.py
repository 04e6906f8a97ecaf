"""Errors for software: problem details (RFC 9457)."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, JsonResponse

MEDIA_TYPE = "application/problem+json"
_FOR_SOFTWARE = ("/api/", "/vc-api/", "/.well-known/", "/status/", "/keys/")


def problem(status: int, *, code: str, detail: str = "", **members: Any) -> JsonResponse:
    """The answer of a failed call: `type`, `title`, `status`, `detail`, our stable `code`, and more members.

    `type` is about:blank, so `title` is the status's own phrase (RFC 9457 section 4.2.1).
    """
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
    }
    if detail:
        body["detail"] = detail
    return JsonResponse(members | body, status=status, content_type=MEDIA_TYPE)


def wants_problem(request: HttpRequest) -> bool:
    """Whether the caller is software: by the address it called, or by what it accepts."""
    if request.path.startswith(_FOR_SOFTWARE) or request.path.endswith((".json", ".jwt")):
        return True
    # Somebody who accepts neither (a wallet that asks for application/vc) is no browser either.
    return request.get_preferred_type(["text/html", "application/json", MEDIA_TYPE]) != "text/html"

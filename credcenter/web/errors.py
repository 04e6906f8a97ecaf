"""Errors as answers: a page for people, problem details for software. No input makes a 500."""

from __future__ import annotations

import sys

from django.db import Error as DatabaseFault
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from credcenter.kernel.contention import as_transient
from credcenter.kernel.errors import (
    Conflict,
    CredcenterError,
    DatabaseAway,
    InputTooLarge,
    InvalidInput,
    NotFound,
    PermissionRefused,
    RuleRefused,
    TransientError,
)
from credcenter.web import problems

# The first that fits counts: a subclass stands before its base.
STATUS_OF: tuple[tuple[type[CredcenterError], int], ...] = (
    (InputTooLarge, 413),
    (InvalidInput, 400),
    (PermissionRefused, 403),
    (NotFound, 404),
    (Conflict, 409),
    (RuleRefused, 409),
    (TransientError, 503),
)


def status_of(error: CredcenterError) -> int:
    """The HTTP status of a typed error."""
    return next((status for kind, status in STATUS_OF if isinstance(error, kind)), 500)


def answer(request: HttpRequest, error: CredcenterError) -> HttpResponse:
    """A typed error as page or problem details."""
    if isinstance(error, DatabaseAway):
        return _unavailable(request, error)
    return _answer(request, status=status_of(error), code=error.code, detail=str(error))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  (as Django calls it)
    """Django's handler400."""
    return _answer(request, status=400, code="invalid_input")


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  (as Django calls it)
    """Django's handler403."""
    return _answer(request, status=403, code="permission_refused")


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001  (as Django calls it)
    """Django's CSRF_FAILURE_VIEW: a form from a page that stood open too long, or from elsewhere."""
    detail = _("The form had expired. Go back, load the page again and send it once more.")
    return _answer(request, status=403, code="csrf_failed", detail=detail)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  (as Django calls it)
    """Django's handler404."""
    return _answer(request, status=404, code="not_found")


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler500: a fault of ours, or the database away while an answer was drawn.

    The page needs neither database nor session.
    """
    fault = sys.exc_info()[1]
    error = as_transient(fault) if isinstance(fault, DatabaseFault) else None
    if isinstance(error, DatabaseAway):
        return _unavailable(request, error)
    if problems.wants_problem(request):
        return problems.problem(500, code="error")
    return render(request, "errors/500.html", status=500)


def _unavailable(request: HttpRequest, error: DatabaseAway) -> HttpResponse:
    """Without the menus of the usual page: who is signed in stands in the database."""
    if problems.wants_problem(request):
        return problems.problem(503, code=error.code, detail=str(error))
    return render(request, "errors/503.html", status=503)


def _answer(request: HttpRequest, *, status: int, code: str, detail: str = "") -> HttpResponse:
    if problems.wants_problem(request):
        return problems.problem(status, code=code, detail=detail)
    if not hasattr(request, "roles"):
        # Refused before the middleware that knows the person: the page's menus are those of anyone.
        request.roles = frozenset()  # type: ignore[attr-defined]
    context = {"status": status, "code": code, "detail": detail}
    return render(request, "errors/page.html", context, status=status)

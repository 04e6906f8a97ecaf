"""Django REST framework's errors and ours as problem details (its EXCEPTION_HANDLER)."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from rest_framework import exceptions

from credcenter.kernel.errors import CredcenterError, NotFound
from credcenter.web import errors
from credcenter.web.problems import problem


def answer(error: Exception, _context: dict[str, Any]) -> HttpResponse | None:
    """The answer to an error that an API view let through; None hands it on to Django (a 500)."""
    if isinstance(error, Http404):
        error = NotFound(_("There is nothing at this address."))
    if isinstance(error, CredcenterError):
        return problem(errors.status_of(error), code=error.code, detail=str(error))
    if isinstance(error, exceptions.APIException):
        return _of_framework(error)
    return None


def _of_framework(error: exceptions.APIException) -> HttpResponse:
    codes = error.get_codes()
    code = codes if isinstance(codes, str) else "invalid_input"
    detail = error.detail if isinstance(error.detail, str) else ""
    response = problem(error.status_code, code=code, detail=str(detail))
    wait = getattr(error, "wait", None)
    if wait is not None:
        response["Retry-After"] = str(int(wait) + 1)
    if getattr(error, "auth_header", None):
        response["WWW-Authenticate"] = error.auth_header  # type: ignore[attr-defined]
    return response

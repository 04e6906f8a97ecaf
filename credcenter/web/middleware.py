"""What every request passes: the language in the address, the roles, and typed errors as answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.db import Error as DatabaseFault
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.functional import SimpleLazyObject

from credcenter.accounts import selectors
from credcenter.accounts.enums import Role
from credcenter.kernel.contention import as_transient
from credcenter.kernel.errors import CredcenterError
from credcenter.web import caching, errors

GetResponse = Callable[[HttpRequest], HttpResponse]
_LANGUAGES = frozenset(code for code, _name in settings.LANGUAGES)


class NulMiddleware:
    """No text of a request's path, query or cookies holds a NUL: no database column can.

    PostgreSQL refuses one as late as in the query, which would answer 500. Forms refuse it in their
    fields by themselves.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if any("\0" in text for text in _texts_of(request)):
            return errors.bad_request(request, SuspiciousOperation("NUL"))
        return self.get_response(request)


class RolesMiddleware:
    """`request.roles`: the roles of the person signed in, read once and only when asked for."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.roles = SimpleLazyObject(lambda: _roles_of(request))  # type: ignore[attr-defined]
        return self.get_response(request)


class LanguageMiddleware:
    """`?lang=ko|en`: the page in that language, and the pages after it.

    The address decides first, so that a link shows a reader the language its sender chose;
    the cookie is Django's own, so `/language/` and this agree.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = request.GET.get("lang", "")
        if language not in _LANGUAGES:
            return self.get_response(request)
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        if not caching.is_public(response):
            _remember(language, response=response)
        return response


class ErrorMiddleware:
    """A typed error that a view let through, a lock not had in time or a database that is away: page or problem details."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        error = as_transient(exception) if isinstance(exception, DatabaseFault) else exception
        if isinstance(error, CredcenterError):
            return errors.answer(request, error)
        return None


def _texts_of(request: HttpRequest) -> Iterator[str]:
    yield request.path_info
    for name, values in request.GET.lists():
        yield from (name, *values)
    # A quoted cookie can spell a NUL as \\000.
    yield from request.COOKIES.values()


def _roles_of(request: HttpRequest) -> frozenset[Role]:
    if not request.user.is_authenticated:
        return frozenset()
    return selectors.roles_of(request.user.pk)


def _remember(language: str, *, response: HttpResponse) -> None:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        path=settings.LANGUAGE_COOKIE_PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )

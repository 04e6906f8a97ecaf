"""How large a request may be: decided by what it announces, before anything reads it.

Django's CSRF check parses a whole form, files to disk included, before any view runs. Addresses,
not imports, since each page belongs to one app; a test compares them with the apps' own limits.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from credcenter.kernel.errors import InputTooLarge
from credcenter.web import errors
from credcenter.web.permissions import to_sign_in

_CHUNK = 64 * 1024
# The other fields of a form and its boundaries.
_AROUND = 64 * 1024
# Up to here the rest is read and thrown away: a client that is still sending would otherwise see a
# broken connection in place of the answer.
_MOST_TO_DISCARD = 64 * 1024 * 1024
_MOST_SECONDS_TO_DISCARD = 10.0


class Place(NamedTuple):
    """A page that takes large files. `is_public` is for one that needs no account."""

    limit: int
    is_public: bool = False


PLACES: dict[str, Place] = {
    "/verify": Place(10 * 1024 * 1024 + _AROUND, is_public=True),
    "/api/v1/verify": Place(10 * 1024 * 1024 + _AROUND, is_public=True),
    "/console/issuing/": Place(10 * 1024 * 1024 + _AROUND),
    "/console/results/new": Place(32 * 1024 * 1024 + _AROUND),
    "/console/frameworks/new": Place(16 * 1024 * 1024 + _AROUND),
}


class LengthMiddleware:
    """413 for a request that announces more than its page takes; must stand before the CSRF check.

    Everywhere else the limit is DATA_UPLOAD_MAX_MEMORY_SIZE, files included. Who is not signed in
    is sent to do so before a large file is taken. A request that announces no length has no body:
    WSGI reads none.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        announced, usual = _announced(request), settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if announced <= usual:
            return None
        place = PLACES.get(request.path, Place(usual))
        is_known = place.is_public or request.user.is_authenticated
        if announced <= place.limit:
            return None if is_known else to_sign_in(request)
        if is_known and announced <= _MOST_TO_DISCARD:
            _discard(request)
        return errors.answer(request, _refusal(place.limit))


def _announced(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        # As Django reads it: then it reads no body either.
        return 0


def _discard(request: HttpRequest) -> None:
    deadline = time.monotonic() + _MOST_SECONDS_TO_DISCARD
    while time.monotonic() < deadline and request.read(_CHUNK):
        pass


def _refusal(limit: int) -> InputTooLarge:
    megabytes = limit // (1024 * 1024)
    message = _("This is too large: at most %(megabytes)s MB.") % {"megabytes": megabytes}
    return InputTooLarge(message, limit=limit)

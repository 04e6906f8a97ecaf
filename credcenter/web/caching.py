"""What may be kept of an answer, and by whom."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

GetResponse = Callable[[HttpRequest], HttpResponse]


class PrivateMiddleware:
    """A page made for a person who is signed in stays in no cache and on no shared computer.

    A view that says itself how its answer may be kept is left alone.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not response.has_header("Cache-Control") and _is_personal(request):
            response["Cache-Control"] = "private, no-store"
        return response


def is_public(response: HttpResponse) -> bool:
    """Whether caches that many people share may keep it."""
    return "public" in response.get("Cache-Control", "")


def _is_personal(request: HttpRequest) -> bool:
    # Asking for the user reads the session; a page that did not is the same for everybody.
    return request.session.accessed and request.user.is_authenticated

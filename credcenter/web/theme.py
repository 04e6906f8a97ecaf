"""Light or dark: what the reader chose, kept in a cookie; without a choice their system decides."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

COOKIE = "theme"
THEMES = ("light", "dark")
_YEAR = 365 * 24 * 3600


def theme_of(request: HttpRequest | None) -> str:
    """`light` or `dark` as chosen; empty where the system decides."""
    chosen = request.COOKIES.get(COOKIE, "") if request else ""
    return chosen if chosen in THEMES else ""


# A token would put a cookie on every page of everybody, and a forged choice changes a colour.
@require_POST
@csrf_exempt
def choose(request: HttpRequest) -> HttpResponse:
    """`POST /theme/`: keep `theme` (anything but light and dark: as the system has it), back to `next` of this site."""
    page = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(page, {request.get_host()}, request.is_secure()):
        page = "/"
    response = HttpResponseRedirect(page)
    chosen = request.POST.get("theme", "")
    if chosen in THEMES:
        _keep(response, chosen)
    else:
        response.delete_cookie(COOKIE, samesite="Lax")
    return response


def _keep(response: HttpResponse, chosen: str) -> None:
    response.set_cookie(
        COOKIE,
        chosen,
        max_age=_YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )

"""The public verification page. Nothing of what is handed in is kept."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from badges.forms import VerifyForm
from badges.openbadges import limits
from badges.openbadges.report import Report
from badges.services import verifying
from badges.throttling import TOO_MANY, wait_before_verifying
from badges.views.endorsed import endorsed_by, endorsements_of
from badges.views.report import show
from credcenter.kernel.errors import CredcenterError, InputTooLarge
from credcenter.web import errors


# Nobody is signed in for it and nothing changes by it: a token would only set a cookie.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """The form, and after a POST the report below it."""
    if request.method != "POST":
        return _draw(request, VerifyForm())
    wait = wait_before_verifying(request)
    if wait:
        response = _draw(request, VerifyForm(), refusal=str(TOO_MANY), status=429)
        response["Retry-After"] = str(wait)
        return response
    try:
        return _answer(request)
    except CredcenterError as error:
        status = errors.status_of(error)
        return _draw(request, VerifyForm(), refusal=str(error), status=status)


def _answer(request: HttpRequest) -> HttpResponse:
    form = VerifyForm(request.POST, request.FILES)
    if not form.is_valid():
        return _draw(request, form, status=400)
    return _draw(request, VerifyForm(), report=_verify(form))


def _verify(form: VerifyForm) -> Report:
    recipient = form.cleaned_data["recipient"] or None
    file, text = form.cleaned_data["file"], form.cleaned_data["text"].strip()
    if file:
        if file.size > limits.MAX_IMAGE_BYTES:
            raise InputTooLarge(_("The file is larger than 10 MB."))
        return verifying.verify_bytes(file.read(), recipient=recipient)
    if text.lower().startswith(("https://", "http://")):
        return verifying.verify_url(text, recipient=recipient)
    return verifying.verify_text(text, recipient=recipient)


def _draw(
    request: HttpRequest,
    form: VerifyForm,
    *,
    report: Report | None = None,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "refusal": refusal}
    if report:
        shown = show(report)
        context |= {
            "shown": shown,
            "newer_address": verifying.newer_address(report),
            "endorsed": endorsed_by(shown.reading),
            "endorsements": endorsements_of(report, shown.reading),
        }
    response = render(request, "badges/verify.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response

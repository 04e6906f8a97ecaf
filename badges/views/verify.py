"""The public verification page. Nothing of what is handed in is kept.

A report is drawn in the answer itself, so reading it in the other language means to hand the same in
again: a link stands in the address, and what was pasted or dropped is carried by the page.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from badges.forms import VerifyForm
from badges.openbadges import limits
from badges.selectors.wording import words_of
from badges.services import verifying
from badges.services.submitting import Judged, judge_file, judge_text
from badges.throttling import TOO_MANY, wait_before_verifying
from badges.views.endorsed import (
    endorsed_by,
    endorsements_of,
    own_credential,
    registered_issuer,
)
from badges.views.report import show
from badges.wording import in_words
from credcenter.kernel.errors import CredcenterError, InputTooLarge
from credcenter.web import errors


# Nobody is signed in for it and nothing changes by it: a token would only set a cookie.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """The form; after a POST, or for a link in `?url=`, the report above it."""
    if request.method == "POST":
        return _answer(request, lambda: _submitted(request))
    # A link preview's HEAD must not cost a verification.
    if request.method == "GET" and request.GET.get("url"):
        return _answer(request, lambda: judge_text(_link(request)))
    return _draw(request, VerifyForm())


@require_safe
def with_slash(request: HttpRequest) -> HttpResponse:
    """`/verify/`: people type it."""
    query = request.META.get("QUERY_STRING", "")
    return redirect(f"{reverse('badges:verify')}{'?' if query else ''}{query}", permanent=True)


def _answer(request: HttpRequest, judge: Callable[[], Judged | VerifyForm]) -> HttpResponse:
    wait = wait_before_verifying(request)
    if wait:
        response = _draw(request, VerifyForm(), refusal=str(TOO_MANY), status=429)
        response["Retry-After"] = str(wait)
        return response
    try:
        judged = judge()
    except CredcenterError as error:
        status = errors.status_of(error)
        return _draw(request, VerifyForm(), refusal=str(error), status=status)
    if isinstance(judged, VerifyForm):
        return _draw(request, judged, status=400)
    return _draw(request, VerifyForm(), judged=judged)


def _link(request: HttpRequest) -> str:
    """What `?url=` names, as a link whatever it is: the address of a page carries no documents."""
    url = request.GET["url"].strip()
    return url if "://" in url else f"https://{url}"


def _submitted(request: HttpRequest) -> Judged | VerifyForm:
    """What was made of the form; the form itself where it is to be filled in again."""
    form = VerifyForm(request.POST, request.FILES)
    if not form.is_valid():
        return form
    recipient = form.cleaned_data["recipient"] or None
    file = form.cleaned_data["file"]
    if not file:
        return judge_text(form.cleaned_data["text"], recipient=recipient)
    if file.size > limits.MAX_IMAGE_BYTES:
        raise InputTooLarge(_("The file is larger than 10 MB."))
    return judge_file(file.read(), recipient=recipient)


def _draw(
    request: HttpRequest,
    form: VerifyForm,
    *,
    judged: Judged | None = None,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "refusal": refusal}
    if judged:
        context |= {"judged": judged, "recipient": request.POST.get("recipient", "")}
        context |= _told(judged)
        # The language switch in the head of the page hands this in again.
        context["language_form"] = "again" if request.method == "POST" and judged.again else ""
    response = render(request, "badges/verify.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response


def _told(judged: Judged) -> dict[str, Any]:
    """The report, and what the centre itself knows of its issuer and of a badge of its own."""
    report = judged.report
    shown = show(report)
    issuer = registered_issuer(report, shown.reading)
    own = own_credential(shown.reading, issuer=issuer)
    words = words_of(own) if own else {}
    return {
        "shown": shown._replace(reading=in_words(shown.reading, words)),
        "signed": shown.reading if words else None,
        "issuer": issuer,
        "newer_address": verifying.newer_address(report),
        "endorsed": endorsed_by(shown.reading),
        "endorsements": endorsements_of(report, own),
    }

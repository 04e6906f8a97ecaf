"""What the staff makes of a case that a changed result has reopened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from credcenter.accounts.enums import Role
from credcenter.kernel.errors import CredcenterError, NotFound
from credcenter.web.actor import actor_of
from credcenter.web.errors import status_of
from credcenter.web.permissions import RoleRequired
from programs.forms import SettleForm
from programs.models import Completion
from programs.selectors import completions
from programs.services import settling

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to settle: what it does, what the page says of it, and what is said afterwards."""

    settle: Callable[..., Completion]
    title: _StrPromise
    lead: _StrPromise
    done: _StrPromise


_WAYS = {
    "confirm": _Way(
        settling.confirm,
        _("Confirm the badge"),
        _("The badge stays valid with the results that it names, and its flag is cleared."),
        _("The badge is confirmed."),
    ),
    "review": _Way(
        settling.review_again,
        _("Have it approved anew"),
        _(
            "The case goes through every approval step with the changed results. At the end a corrected badge "
            "replaces the present one, which stays valid until then."
        ),
        _("The case waits for approval with the changed results."),
    ),
    "revoked": _Way(
        settling.close_revoked,
        _("Close as revoked"),
        _(
            "The badge has been revoked. The learner goes on with the micro-degree as it now stands."
        ),
        _("The case is closed as revoked, and was evaluated anew."),
    ),
}


class SettlePage(RoleRequired):
    """Say why, then do it."""

    roles = (Role.STAFF,)

    def get(self, request: HttpRequest, completion_id: int, verb: str) -> HttpResponse:
        return _page(request, completion_id, verb=verb, form=SettleForm())

    def post(self, request: HttpRequest, completion_id: int, verb: str) -> HttpResponse:
        way, form = _way(verb), SettleForm(request.POST)
        if not form.is_valid():
            return _page(request, completion_id, verb=verb, form=form, status=400)
        reason = form.cleaned_data["reason"]
        try:
            way.settle(completion_id, reason=reason, actor=actor_of(request, Role.STAFF))
        except NotFound:
            raise
        except CredcenterError as error:
            form.add_error(None, str(error))
            status = status_of(error)
            return _page(request, completion_id, verb=verb, form=form, status=status)
        messages.success(request, way.done)
        return redirect("programs:completion", completion_id)


def _way(verb: str) -> _Way:
    if verb not in _WAYS:
        raise NotFound(_("There is no such case."), code="verb_unknown")
    return _WAYS[verb]


def _page(
    request: HttpRequest, completion_id: int, *, verb: str, form: SettleForm, status: int = 200
) -> HttpResponse:
    context = {"way": _way(verb), "case": completions.case(completion_id), "form": form}
    return render(request, "programs/settle.html", context, status=status)

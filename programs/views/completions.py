"""Completions as the staff sees them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from credcenter.accounts.enums import Role
from credcenter.web.actor import actor_of
from credcenter.web.pagination import page_of
from credcenter.web.permissions import RoleRequired
from programs.forms import CompletionFilter, ResubmitForm
from programs.selectors import cases, completions, readings
from programs.services.completion import resubmit


class CompletionList(RoleRequired):
    """All cases, narrowed by the address: state, micro-degree, words."""

    roles = (Role.STAFF,)

    def get(self, request: HttpRequest) -> HttpResponse:
        form = CompletionFilter(request.GET)
        chosen = form.cleaned_data if form.is_valid() else {}
        rows = cases.listed(
            state=chosen.get("state", ""),
            words=chosen.get("q", ""),
            micro_degree=chosen.get("micro_degree"),
        )
        context = {
            "form": form,
            "page": page_of(request, rows),
            "is_filtered": any(chosen.values()),
        }
        return render(request, "programs/completion_list.html", context)


class CompletionPage(RoleRequired):
    """One case: what is met, what is missing, what was decided; a returned one can be handed in again."""

    roles = (Role.STAFF,)

    def get(self, request: HttpRequest, completion_id: int) -> HttpResponse:
        return _page(request, completion_id, form=ResubmitForm())

    def post(self, request: HttpRequest, completion_id: int) -> HttpResponse:
        form = ResubmitForm(request.POST)
        if not form.is_valid():
            return _page(request, completion_id, form=form, status=400)
        reason = form.cleaned_data["reason"]
        resubmit(completion_id, reason=reason, actor=actor_of(request, Role.STAFF))
        messages.success(request, _("The case has been submitted again and waits for approval."))
        return redirect("programs:completion", completion_id)


def _page(
    request: HttpRequest, completion_id: int, *, form: ResubmitForm, status: int = 200
) -> HttpResponse:
    case = completions.case(completion_id)
    context = {
        "case": case,
        "reading": readings.read(case.completion),
        "form": form,
    }
    return render(request, "programs/completion.html", context, status=status)

"""Clean cases of one kind, approved together."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from badges.services.waking import is_broker_reachable
from credcenter.accounts.enums import Role
from credcenter.kernel.errors import CredcenterError, InvalidInput
from credcenter.web.actor import actor_of
from credcenter.web.errors import status_of
from credcenter.web.permissions import RoleRequired, roles_of, user_of
from programs.enums import CompletionState
from programs.forms import TogetherForm
from programs.selectors.bench import Bench
from programs.selectors.clean import MOST_TOGETHER, Kind, kinds, of_kind, warnings_of
from programs.services.approving_together import Together, approve_together


class TogetherPage(RoleRequired):
    """Choose a kind of cases, then the clean ones of it; afterwards what was approved, and what was not and why."""

    roles = (Role.FACULTY, Role.STAFF)

    def get(self, request: HttpRequest) -> HttpResponse:
        kind = _kind(request)
        if kind is None:
            return render(request, "programs/kinds.html", {"kinds": kinds(_bench(request))})
        form = TogetherForm(initial={"curriculum": kind.curriculum, "step": kind.step})
        return _page(request, kind, form=form)

    def post(self, request: HttpRequest) -> HttpResponse:
        form = TogetherForm(request.POST)
        if not form.is_valid():
            kind = Kind(_number(form.data.get("curriculum")), _number(form.data.get("step")))
            return _page(request, kind, form=form, status=400)
        try:
            answer = _approve(request, form=form)
        except CredcenterError as error:
            form.add_error(error.details.get("field"), str(error))
            return _page(request, form.kind(), form=form, status=status_of(error))
        context = {"answer": answer, "kind": form.kind(), "issuing_waits": _issuing_waits(answer)}
        return render(request, "programs/together_done.html", context)


def _approve(request: HttpRequest, *, form: TogetherForm) -> Together:
    texts = request.POST.getlist("case")
    if not all(text.isascii() and text.isdigit() and len(text) < 16 for text in texts):
        raise InvalidInput(_("This is not the number of a case."), code="id_malformed")
    roles = roles_of(request)
    return approve_together(
        map(int, texts),
        kind=form.kind(),
        count=form.cleaned_data["count"],
        user=user_of(request),
        roles=roles,
        actor=actor_of(request, Role.FACULTY if Role.FACULTY in roles else Role.STAFF),
    )


def _issuing_waits(answer: Together) -> bool:
    states = {case.state for case in answer.approved}
    return CompletionState.APPROVED in states and not is_broker_reachable()


def _page(
    request: HttpRequest, kind: Kind, *, form: TogetherForm, status: int = 200
) -> HttpResponse:
    cases = list(of_kind(_bench(request), kind)[: MOST_TOGETHER + 1])
    warnings = warnings_of(cases)
    context: dict[str, Any] = {
        "form": form,
        "first": cases[0] if cases else None,
        "clean": [each for each in cases[:MOST_TOGETHER] if not warnings[each.pk]],
        "others": [(each, warnings[each.pk]) for each in cases if warnings[each.pk]],
        "has_more": len(cases) > MOST_TOGETHER,
        "limit": MOST_TOGETHER,
        "chosen": set(request.POST.getlist("case")),
    }
    return render(request, "programs/together.html", context, status=status)


def _bench(request: HttpRequest) -> Bench:
    return Bench(user_of(request), roles_of(request))


def _kind(request: HttpRequest) -> Kind | None:
    curriculum = _number(request.GET.get("curriculum"))
    return Kind(curriculum, _number(request.GET.get("step"))) if curriculum else None


def _number(text: str | None) -> int:
    """A number that was sent; what is none is 0, under which there is nothing."""
    is_number = text is not None and text.isascii() and text.isdigit() and len(text) < 10
    return int(text) if text and is_number else 0

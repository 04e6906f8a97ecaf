"""Console: when steps are decided, and who stands in for whom."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from credcenter.accounts.enums import Role
from credcenter.kernel import clock
from credcenter.kernel.errors import CredcenterError
from credcenter.web.actor import actor_of
from credcenter.web.errors import status_of
from credcenter.web.permissions import RoleRequired, user_of
from programs.forms import SubstituteForm, WindowForm
from programs.selectors import delegations, windows
from programs.services import delegating, scheduling


class DecidingPage(RoleRequired):
    """Windows and delegations as they stand, with a form for one more of each."""

    roles = (Role.STAFF,)

    def get(self, request: HttpRequest) -> HttpResponse:
        return _page(request)


class WindowNew(RoleRequired):
    """Say when a step is decided."""

    roles = (Role.STAFF,)

    def get(self, _request: HttpRequest) -> HttpResponse:
        return redirect("programs:deciding")

    def post(self, request: HttpRequest) -> HttpResponse:
        form = WindowForm(request.POST)
        if not form.is_valid():
            return _page(request, window_form=form, status=400)
        try:
            scheduling.open_window(**form.cleaned_data, actor=actor_of(request, Role.STAFF))
        except CredcenterError as error:
            form.add_error(error.details.get("field"), str(error))
            return _page(request, window_form=form, status=status_of(error))
        messages.success(request, _("The window has been added."))
        return redirect("programs:deciding")


class WindowRemove(RoleRequired):
    """Take a window away."""

    roles = (Role.STAFF,)

    def post(self, request: HttpRequest, window_id: int) -> HttpResponse:
        scheduling.remove_window(window_id, actor=actor_of(request, Role.STAFF))
        messages.success(request, _("The window has been removed."))
        return redirect("programs:deciding")


class SubstituteNew(RoleRequired):
    """Name who decides in place of somebody who is away."""

    roles = (Role.STAFF,)

    def get(self, _request: HttpRequest) -> HttpResponse:
        return redirect("programs:deciding")

    def post(self, request: HttpRequest) -> HttpResponse:
        form = SubstituteForm(request.POST, user=user_of(request))
        if not form.is_valid():
            return _page(request, substitute_form=form, status=400)
        principal, to = form.cleaned_data["principal"], form.cleaned_data["delegate"]
        try:
            delegating.name_substitute(
                principal,
                to=to,
                period=form.period(),
                by=user_of(request),
                actor=actor_of(request, Role.STAFF),
            )
        except CredcenterError as error:
            form.add_error(error.details.get("field"), str(error))
            return _page(request, substitute_form=form, status=status_of(error))
        said = _("%(delegate)s can decide in place of %(principal)s.")
        messages.success(request, said % {"delegate": to.name, "principal": principal.name})
        return redirect("programs:deciding")


def _page(request: HttpRequest, *, status: int = 200, **forms: Any) -> HttpResponse:
    user = user_of(request)
    context = {
        "windows": windows.all_windows(),
        "delegations": list(delegations.not_over()),
        "now": clock.now(),
        "window_form": WindowForm(),
        "substitute_form": SubstituteForm(user=user, initial={"starts_on": clock.today()}),
    }
    return render(request, "programs/deciding.html", context | forms, status=status)

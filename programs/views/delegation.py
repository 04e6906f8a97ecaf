"""Who decides on one's behalf, and on whose behalf one decides."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from credcenter.accounts.enums import Role
from credcenter.kernel import clock
from credcenter.kernel.audit import Actor
from credcenter.kernel.errors import CredcenterError
from credcenter.web.actor import actor_of
from credcenter.web.errors import status_of
from credcenter.web.permissions import RoleRequired, roles_of, user_of
from programs.forms import DelegationForm
from programs.selectors import delegations
from programs.services import delegating

DECIDERS = (Role.FACULTY, Role.STAFF)


class DelegationPage(RoleRequired):
    """My delegations, given and received; naming a delegate."""

    roles = DECIDERS

    def get(self, request: HttpRequest) -> HttpResponse:
        form = DelegationForm(user=user_of(request), initial={"starts_on": clock.today()})
        return _page(request, form=form)

    def post(self, request: HttpRequest) -> HttpResponse:
        user = user_of(request)
        form = DelegationForm(request.POST, user=user)
        if not form.is_valid():
            return _page(request, form=form, status=400)
        to = form.cleaned_data["delegate"]
        try:
            delegating.delegate(user, to=to, period=form.period(), actor=_actor(request))
        except CredcenterError as error:
            form.add_error(error.details.get("field"), str(error))
            return _page(request, form=form, status=status_of(error))
        messages.success(request, _("%(name)s can decide on your behalf.") % {"name": to.name})
        return redirect("programs:delegation")


class DelegationEnd(RoleRequired):
    """End a delegation before its last day."""

    roles = DECIDERS

    def post(self, request: HttpRequest, delegation_id: int) -> HttpResponse:
        is_staff = Role.STAFF in roles_of(request)
        delegating.end(
            delegation_id, user=user_of(request), is_staff=is_staff, actor=_actor(request)
        )
        messages.success(request, _("The delegation has ended."))
        is_from_console = is_staff and request.POST.get("from") == "console"
        return redirect("programs:deciding" if is_from_console else "programs:delegation")


def _actor(request: HttpRequest) -> Actor:
    return actor_of(request, Role.FACULTY if Role.FACULTY in roles_of(request) else Role.STAFF)


def _page(request: HttpRequest, *, form: DelegationForm, status: int = 200) -> HttpResponse:
    rows = list(delegations.of_user(user_of(request)))
    context = {"delegations": rows, "form": form, "me": user_of(request)}
    return render(request, "programs/delegation.html", context, status=status)

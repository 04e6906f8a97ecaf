"""Console: when learners enrol and apply by themselves."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from credcenter.accounts.enums import Role
from credcenter.kernel import clock
from credcenter.kernel.errors import CredcenterError
from credcenter.web.actor import actor_of
from credcenter.web.errors import status_of
from credcenter.web.permissions import RoleRequired
from programs.forms import ApplicationWindowForm
from programs.selectors.applications import all_windows
from programs.services import application_windows


class ApplicationWindows(RoleRequired):
    """The windows as they stand, with a form for one more."""

    roles = (Role.STAFF,)

    def get(self, request: HttpRequest) -> HttpResponse:
        return _page(request, form=ApplicationWindowForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = ApplicationWindowForm(request.POST)
        if not form.is_valid():
            return _page(request, form=form, status=400)
        try:
            application_windows.open_application_window(
                **form.cleaned_data, actor=actor_of(request, Role.STAFF)
            )
        except CredcenterError as error:
            form.add_error(error.details.get("field"), str(error))
            return _page(request, form=form, status=status_of(error))
        messages.success(request, _("The window has been added."))
        return redirect("programs:application_windows")


class ApplicationWindowRemove(RoleRequired):
    """Take a window away."""

    roles = (Role.STAFF,)

    def post(self, request: HttpRequest, window_id: int) -> HttpResponse:
        actor = actor_of(request, Role.STAFF)
        application_windows.remove_application_window(window_id, actor=actor)
        messages.success(request, _("The window has been removed."))
        return redirect("programs:application_windows")


def _page(request: HttpRequest, *, form: ApplicationWindowForm, status: int = 200) -> HttpResponse:
    context = {"windows": all_windows(), "now": clock.now(), "form": form}
    return render(request, "programs/application_windows.html", context, status=status)

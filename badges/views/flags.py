"""Console: credentials that somebody must look at once more."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from badges.correction_forms import ClearFlagForm
from badges.models import CredentialFlag
from badges.selectors import flags
from badges.services import flagging
from credcenter.accounts.enums import Role
from credcenter.kernel.errors import CredcenterError
from credcenter.web import errors
from credcenter.web.actor import actor_of
from credcenter.web.pagination import page_of
from credcenter.web.permissions import RoleRequired


class FlagsView(RoleRequired):
    """What waits to be looked at, oldest first."""

    roles = (Role.STAFF,)

    def get(self, request: HttpRequest) -> HttpResponse:
        return render(request, "badges/flags.html", {"page": page_of(request, flags.open_flags())})


class FlagView(RoleRequired):
    """One flag: what happened. A POST clears it, with what was found."""

    roles = (Role.STAFF,)

    def get(self, request: HttpRequest, flag_id: UUID) -> HttpResponse:
        return _draw(request, flags.by_id(flag_id), form=ClearFlagForm())

    def post(self, request: HttpRequest, flag_id: UUID) -> HttpResponse:
        flag, form = flags.by_id(flag_id), ClearFlagForm(request.POST)
        if not form.is_valid():
            return _draw(request, flag, form=form, status=400)
        try:
            flagging.clear_flag(
                flag, note=form.cleaned_data["note"], actor=actor_of(request, Role.STAFF)
            )
        except CredcenterError as error:
            form.add_error(None, str(error))
            # As it stands now: somebody else may have cleared it.
            return _draw(request, flags.by_id(flag_id), form=form, status=errors.status_of(error))
        messages.success(request, _("The flag is cleared, and your note is kept."))
        return redirect("badges:flags")


def _draw(
    request: HttpRequest, flag: CredentialFlag, *, form: ClearFlagForm, status: int = 200
) -> HttpResponse:
    return render(request, "badges/flag.html", {"flag": flag, "form": form}, status=status)

"""Console: all credentials, searched, filtered and paged by the server; revocation with a reason."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from badges.enums import RevocationReason
from badges.forms import MAX_SELECTED, CredentialFilterForm, RevokeForm
from badges.models import Credential
from badges.selectors import credentials
from badges.services import revoking
from credcenter.accounts.enums import Role
from credcenter.kernel.errors import CredcenterError, InvalidInput
from credcenter.web import errors
from credcenter.web.actor import actor_of
from credcenter.web.pagination import page_of
from credcenter.web.permissions import RoleRequired


class CredentialsView(RoleRequired):
    """The table. Every filter is part of the address."""

    roles = (Role.STAFF,)

    def get(self, request: HttpRequest) -> HttpResponse:
        form = CredentialFilterForm(request.GET)
        rows = credentials.matching(**_wanted(form))
        context = {"form": form, "page": page_of(request, rows)}
        return render(request, "badges/credentials.html", context)


class RevokeView(RoleRequired):
    """Name the chosen credentials, ask for the reason, then revoke them, all or none."""

    roles = (Role.STAFF,)

    def get(self, request: HttpRequest) -> HttpResponse:
        chosen = _chosen(request.GET.getlist("id"))
        if not chosen:
            messages.warning(request, _("Choose credentials that are valid, then revoke them."))
            return redirect("badges:credentials")
        return _draw_revoke(request, chosen, form=RevokeForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        chosen = _chosen(request.POST.getlist("id"))
        form = RevokeForm(request.POST)
        if not form.is_valid():
            return _draw_revoke(request, chosen, form=form, status=400)
        try:
            _revoke(request, chosen, form=form)
        except CredcenterError as error:
            form.add_error(None, str(error))
            return _draw_revoke(request, chosen, form=form, status=errors.status_of(error))
        return redirect("badges:credentials")


def _wanted(form: CredentialFilterForm) -> dict[str, str]:
    """What the filter asks for; a value that is no choice asks for nothing."""
    form.is_valid()
    cleaned = form.cleaned_data
    return {
        "text": cleaned.get("q", ""),
        "state": cleaned.get("state", ""),
        "achievement": cleaned.get("achievement", ""),
    }


def _chosen(texts: list[str]) -> list[Credential]:
    if len(texts) > MAX_SELECTED:
        message = _("Choose at most %(limit)s credentials at once.") % {"limit": MAX_SELECTED}
        raise InvalidInput(message, code="too_many_selected")
    try:
        return credentials.valid_among(UUID(text) for text in texts)
    except ValueError:
        raise InvalidInput(_("This is not the ID of a credential."), code="id_malformed") from None


def _revoke(request: HttpRequest, chosen: list[Credential], *, form: RevokeForm) -> None:
    if len(chosen) != len(request.POST.getlist("id")):
        message = _("Not every one of these credentials is valid any more. Nothing was revoked.")
        raise InvalidInput(message, code="not_issued")
    revoking.revoke(
        chosen,
        reason=RevocationReason(form.cleaned_data["reason"]),
        note=form.cleaned_data["note"],
        actor=actor_of(request, Role.STAFF),
    )
    done = ngettext(
        "%(count)s credential was revoked.", "%(count)s credentials were revoked.", len(chosen)
    )
    messages.success(request, done % {"count": len(chosen)})


def _draw_revoke(
    request: HttpRequest, chosen: list[Credential], *, form: RevokeForm, status: int = 200
) -> HttpResponse:
    context = {"chosen": chosen, "form": form}
    return render(request, "badges/revoke.html", context, status=status)

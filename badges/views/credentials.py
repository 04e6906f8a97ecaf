"""Console: all credentials, searched, filtered and paged by the server; one of them; the list as a file."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from badges.credential_forms import CredentialFilterForm, ExportForm, SaveFilterForm
from badges.models import SavedFilter
from badges.selectors import corrections, credential_table, credentials, flags, history
from badges.services import filtering, listing, resending
from badges.views.access import user_id_of
from credcenter.accounts.enums import Role
from credcenter.kernel.errors import CredcenterError
from credcenter.web import errors
from credcenter.web.actor import actor_of
from credcenter.web.keyset import Order, counted, slice_of
from credcenter.web.permissions import RoleRequired, user_of

_ORDERS = {
    "": Order("minted_at", is_descending=True),
    "oldest": Order("minted_at"),
    "holder": Order("learner__student_number"),
}


class CredentialsView(RoleRequired):
    """The table. Every filter is part of the address, and can be kept under a name."""

    roles = (Role.STAFF,)

    def get(self, request: HttpRequest) -> HttpResponse:
        return _draw_table(request, SaveFilterForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form, query = SaveFilterForm(request.POST), CredentialFilterForm(request.GET).query()
        if not form.is_valid():
            return _draw_table(request, form, status=400)
        name, user_id = form.cleaned_data["name"], user_id_of(request)
        try:
            filtering.keep(name, query=query, user_id=user_id, actor=actor_of(request, Role.STAFF))
        except CredcenterError as error:
            form.add_error("name", str(error))
            return _draw_table(request, form, status=errors.status_of(error))
        messages.success(request, _("The filter “%(name)s” is saved.") % {"name": name})
        return redirect(f"{reverse('badges:credentials')}?{query}")


class DropFilterView(RoleRequired):
    """Remove one's own filter; the table goes on showing what it narrowed, so it can be saved again."""

    roles = (Role.STAFF,)

    def post(self, request: HttpRequest, filter_id: int) -> HttpResponse:
        user_id, actor = user_id_of(request), actor_of(request, Role.STAFF)
        dropped = filtering.drop(filter_id, user_id=user_id, actor=actor)
        said = _(
            "The filter “%(name)s” is removed. Its rows are still shown: save it to undo this."
        )
        messages.success(request, said % {"name": dropped.name})
        return redirect(f"{reverse('badges:credentials')}?{dropped.query}")


class ExportView(RoleRequired):
    """What matches as CSV, once the reason is given."""

    roles = (Role.STAFF,)

    def get(self, request: HttpRequest) -> HttpResponse:
        return _draw_export(request, ExportForm())

    def post(self, request: HttpRequest) -> HttpResponseBase:
        form, filters = ExportForm(request.POST), CredentialFilterForm(request.GET)
        if not form.is_valid():
            return _draw_export(request, form, status=400)
        lines = listing.listed(
            filters.wanted(),
            query=filters.query(),
            reason=form.cleaned_data["reason"],
            user=user_of(request),
            actor=actor_of(request, Role.STAFF),
        )
        response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="credentials.csv"'
        return response


class StaffCredentialView(RoleRequired):
    """One credential as the centre sees it: what happened to it, which mails went out, what can be done."""

    roles = (Role.STAFF,)

    def get(self, request: HttpRequest, credential_id: UUID) -> HttpResponse:
        credential = credentials.by_id(credential_id)
        context = {
            "credential": credential,
            "moments": history.history_of(credential),
            "notices": history.notices_of(credential),
            "corrections": corrections.of_credential(credential),
            "flags": [each for each in flags.flags_of(credential) if each.is_open],
        }
        return render(request, "badges/staff_credential.html", context)


class ResendView(RoleRequired):
    """A mail about a credential once more."""

    roles = (Role.STAFF,)

    def post(self, request: HttpRequest, notice_id: int) -> HttpResponse:
        notice = resending.resend(notice_id, actor=actor_of(request, Role.STAFF))
        messages.success(request, _("The mail is on its way again."))
        return redirect("badges:staff_credential", notice.credential_id)


def _draw_table(request: HttpRequest, save: SaveFilterForm, *, status: int = 200) -> HttpResponse:
    form = CredentialFilterForm(request.GET)
    said, wanted, query = form.said(), form.wanted(), form.query()
    rows = credential_table.matching(wanted)
    page = slice_of(request, rows, order=_ORDERS[said.get("order", "")])
    number, has_more = counted(rows)
    kept = list(SavedFilter.objects.filter(owner_id=user_id_of(request)))
    context = {
        "form": form,
        "save": save,
        "page": page,
        "number": number,
        "has_more": has_more,
        "flagged": credential_table.flagged_among(page.rows),
        "query": query,
        "has_more_filters": bool(said.keys() - {"q", "achievement", "state"}),
        "is_narrowed": not wanted.is_everything,
        "kept": kept,
        "current": next((each for each in kept if _is_same(each.query, query)), None),
    }
    return render(request, "badges/credentials.html", context, status=status)


def _is_same(one: str, other: str) -> bool:
    return QueryDict(one) == QueryDict(other)


def _draw_export(request: HttpRequest, form: ExportForm, *, status: int = 200) -> HttpResponse:
    filters = CredentialFilterForm(request.GET)
    number = credential_table.matching(filters.wanted()).count()
    context = {"form": form, "number": number, "query": filters.query()}
    return render(request, "badges/credentials_export.html", context, status=status)

"""Results files: hand in, look at what was read, apply."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from credcenter.accounts.enums import Role
from credcenter.kernel.errors import CredcenterError, InputTooLarge
from credcenter.web.actor import actor_of
from credcenter.web.pagination import page_of
from credcenter.web.permissions import RoleRequired
from credcenter.web.refusals import say_on_form
from programs.forms import ResultsFileForm
from programs.selectors import imports
from programs.services.results import apply_results, check_results
from programs.services.results.checking import MAX_BYTES

_NEW = "programs/import_new.html"
SHOWN = 200
"""Rows of a file that its page shows; the counts are of all of them."""


class ImportList(RoleRequired):
    roles = (Role.STAFF,)

    def get(self, request: HttpRequest) -> HttpResponse:
        page = page_of(request, imports.recent())
        return render(request, "programs/import_list.html", {"page": page})


class ImportNew(RoleRequired):
    """A file handed in is read and checked; nothing is changed yet."""

    roles = (Role.STAFF,)

    def get(self, request: HttpRequest) -> HttpResponse:
        chosen = {"micro_degree": request.GET.get("micro_degree")}
        return render(request, _NEW, {"form": ResultsFileForm(initial=chosen)})

    def post(self, request: HttpRequest) -> HttpResponse:
        form = ResultsFileForm(request.POST, request.FILES)
        if not form.is_valid():
            return render(request, _NEW, {"form": form}, status=400)
        file = form.cleaned_data["file"]
        try:
            if file.size > MAX_BYTES:
                message = _("The file is larger than %(megabytes)d MB.")
                raise InputTooLarge(message % {"megabytes": MAX_BYTES >> 20}, code="too_large")
            result_import = check_results(
                file.read(),
                file_name=file.name,
                micro_degree=form.cleaned_data["micro_degree"],
                actor=actor_of(request, Role.STAFF),
            )
        except CredcenterError as error:
            return say_on_form(request, _NEW, form=form, error=error)
        return redirect("programs:import", result_import.pk)


class ImportPage(RoleRequired):
    """What was read of a file, and the button that applies it."""

    roles = (Role.STAFF,)

    def get(self, request: HttpRequest, import_id: UUID) -> HttpResponse:
        preview = imports.preview(imports.by_id(import_id), shown=SHOWN)
        return render(request, "programs/import.html", {"preview": preview})

    def post(self, request: HttpRequest, import_id: UUID) -> HttpResponse:
        apply_results(imports.by_id(import_id), actor=actor_of(request, Role.STAFF))
        messages.success(request, _("The results have been applied."))
        return redirect("programs:import", import_id)

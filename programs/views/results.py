"""Results files: hand in, say what the columns are, look at what would change, apply, undo."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from credcenter.accounts.enums import Role
from credcenter.kernel.errors import CredcenterError, InputTooLarge
from credcenter.web.actor import actor_of
from credcenter.web.errors import status_of
from credcenter.web.pagination import page_of
from credcenter.web.permissions import RoleRequired
from credcenter.web.refusals import say_on_form
from programs.enums import ImportState
from programs.forms import ResultsFileForm
from programs.models import ResultImport
from programs.result_forms import ColumnsForm, UndoForm
from programs.selectors import imports
from programs.services.results import receiving, working
from programs.services.results.mapping import ColumnMapping
from programs.services.results.recognising import MAX_BYTES
from programs.services.results.refused_rows import error_file, template_file

_NEW = "programs/import_new.html"
_COLUMNS = "programs/import_columns.html"
_UNDO = "programs/import_undo.html"
SHOWN = 200
"""Rows of a file that its page shows; the counts are of all of them."""


class ImportList(RoleRequired):
    roles = (Role.STAFF,)

    def get(self, request: HttpRequest) -> HttpResponse:
        page = page_of(request, imports.recent())
        return render(request, "programs/import_list.html", {"page": page})


class ImportNew(RoleRequired):
    """A file handed in is recognised, and checked where its columns are our own; nothing is changed yet."""

    roles = (Role.STAFF,)

    def get(self, request: HttpRequest) -> HttpResponse:
        chosen = {"micro_degree": request.GET.get("micro_degree")}
        return render(request, _NEW, {"form": ResultsFileForm(initial=chosen)})

    def post(self, request: HttpRequest) -> HttpResponse:
        form = ResultsFileForm(request.POST, request.FILES)
        if not form.is_valid():
            return render(request, _NEW, {"form": form}, status=400)
        try:
            received = _receive(request, form)
        except CredcenterError as error:
            return say_on_form(request, _NEW, form=form, error=error)
        if received.state == ImportState.UPLOADED:
            return redirect("programs:import_columns", received.pk)
        return redirect("programs:import", received.pk)


class ImportTemplate(RoleRequired):
    """An empty results file to fill in."""

    roles = (Role.STAFF,)

    def get(self, _request: HttpRequest) -> HttpResponse:
        return _csv(template_file(), name="results-template.csv")


class ImportColumns(RoleRequired):
    """What each column of a file is; suggested, and chosen by a person."""

    roles = (Role.STAFF,)

    def get(self, request: HttpRequest, import_id: UUID) -> HttpResponse:
        import_ = imports.by_id(import_id)
        if import_.state not in (ImportState.UPLOADED, ImportState.CHECKED):
            return redirect("programs:import", import_id)
        return self._draw(request, import_)

    def post(self, request: HttpRequest, import_id: UUID) -> HttpResponse:
        import_ = imports.by_id(import_id)
        form = self._form(import_, request.POST)
        if not form.is_valid():
            return self._draw(request, import_, form=form, status=400)
        try:
            receiving.choose_columns(import_, form.mapping(), actor=actor_of(request, Role.STAFF))
            working.check_next(import_)
        except CredcenterError as error:
            _say(form, error)
            return self._draw(request, import_, form=form, status=status_of(error))
        return redirect("programs:import", import_id)

    def _form(self, import_: ResultImport, *arguments: Any) -> ColumnsForm:
        found = receiving.sample_of(import_)
        return ColumnsForm(
            *arguments,
            table=found.table,
            kind=found.kind,
            mapping=ColumnMapping.from_json(import_.mapping),
            program=import_.program,
        )

    def _draw(
        self,
        request: HttpRequest,
        import_: ResultImport,
        *,
        form: ColumnsForm | None = None,
        status: int = 200,
    ) -> HttpResponse:
        table = receiving.sample_of(import_).table
        context = {
            "result_import": import_,
            "form": form or self._form(import_),
            "header": table.header,
            "sample": [list(row.cells.values()) for row in table.rows[:3]],
        }
        return render(request, _COLUMNS, context, status=status)


class ImportPage(RoleRequired):
    """What was read of a file, and what can be done with it; `?part=progress` is drawn again while a worker has it."""

    roles = (Role.STAFF,)

    def get(self, request: HttpRequest, import_id: UUID) -> HttpResponse:
        if request.GET.get("part") == "progress":
            return _draw_progress(request, imports.briefly(import_id))
        import_ = imports.by_id(import_id)
        shown = imports.preview(import_, shown=SHOWN, outcome=request.GET.get("outcome", ""))
        return render(request, "programs/import.html", {"preview": shown} | _how_far(import_))

    def post(self, request: HttpRequest, import_id: UUID) -> HttpResponse:
        import_, actor = imports.by_id(import_id), actor_of(request, Role.STAFF)
        if "discard" in request.POST:
            receiving.discard_import(import_, actor=actor)
            messages.info(request, _("The upload was discarded. Nothing was changed."))
            return redirect("programs:imports")
        working.apply_next(import_, actor=actor)
        if import_.state == ImportState.APPLIED:
            messages.success(request, _("The results have been applied."))
        return redirect("programs:import", import_id)


class ImportUndo(RoleRequired):
    """Say what is taken back, ask for the reason, then undo."""

    roles = (Role.STAFF,)

    def get(self, request: HttpRequest, import_id: UUID) -> HttpResponse:
        context = {"result_import": imports.by_id(import_id), "form": UndoForm()}
        return render(request, _UNDO, context)

    def post(self, request: HttpRequest, import_id: UUID) -> HttpResponse:
        import_, form = imports.by_id(import_id), UndoForm(request.POST)
        context = {"result_import": import_, "form": form}
        if not form.is_valid():
            return render(request, _UNDO, context, status=400)
        actor, reason = actor_of(request, Role.STAFF), form.cleaned_data["reason"]
        try:
            working.undo_next(import_, reason=reason, actor=actor)
        except CredcenterError as error:
            form.add_error(None, str(error))
            return render(request, _UNDO, context, status=status_of(error))
        if import_.state == ImportState.UNDONE:
            messages.success(request, _("The results are what they were before."))
        return redirect("programs:import", import_id)


class ImportErrors(RoleRequired):
    """The refused rows as a file, to be mended and handed in again."""

    roles = (Role.STAFF,)

    def get(self, request: HttpRequest, import_id: UUID) -> HttpResponse:
        actor = actor_of(request, Role.STAFF)
        return _csv(error_file(imports.by_id(import_id), actor=actor), name="results-to-mend.csv")


def _receive(request: HttpRequest, form: ResultsFileForm) -> ResultImport:
    file, actor = form.cleaned_data["file"], actor_of(request, Role.STAFF)
    if file.size > MAX_BYTES:
        message = _("The file is larger than %(megabytes)d MB.")
        raise InputTooLarge(message % {"megabytes": MAX_BYTES >> 20}, code="too_large")
    received = receiving.receive_file(
        file.read(),
        file_name=file.name,
        micro_degree=form.cleaned_data["micro_degree"],
        actor=actor,
    )
    if received.state == ImportState.CHECKING:
        try:
            working.check_next(received)
        except CredcenterError:
            received.refresh_from_db(fields=["state"])
            receiving.discard_import(received, actor=actor)
            raise
    return received


def _say(form: ColumnsForm, error: CredcenterError) -> None:
    """The refusal at the fields that it is about."""
    named = {"course": "all_course", "term": "all_term", "status": "all_status"}
    fields = error.details.get("fields") or [error.details.get("field")]
    for name in fields:
        field = named.get(name, name)
        form.add_error(field if field in form.fields else None, str(error))


def _how_far(import_: ResultImport) -> dict[str, Any]:
    is_live = import_.state in imports.IN_WORK
    done = imports.progress_of(import_) if is_live else 0
    return {"result_import": import_, "is_live": is_live, "done": done}


def _draw_progress(request: HttpRequest, import_: ResultImport) -> HttpResponse:
    context = _how_far(import_)
    response = render(request, "programs/_import_progress.html", context)
    if not context["is_live"]:
        # What the page says has changed as well: htmx loads it once more.
        response["HX-Refresh"] = "true"
    return response


def _csv(data: bytes, *, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(data, content_type="text/csv; charset=utf-8", headers=headers)

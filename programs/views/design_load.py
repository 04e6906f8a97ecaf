"""A program file in and out: hand in, look at what it would change, load."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from credcenter.accounts.enums import Role
from credcenter.kernel.errors import CredcenterError, InputTooLarge, InvalidInput
from credcenter.web.actor import actor_of
from credcenter.web.permissions import RoleRequired
from credcenter.web.refusals import say_on_form
from programs.forms import ProgramFileForm, ProgramTextForm
from programs.selectors.lookup import program_by_code
from programs.services.design import dump_program, load_program
from programs.services.design.preview import preview_program

_FORM = "programs/program_load.html"
_PREVIEW = "programs/program_preview.html"
MAX_BYTES = 1024 * 1024
"""A program file is some ten thousand signs."""


class ProgramFile(RoleRequired):
    """The program as the file that loading reads."""

    roles = (Role.STAFF,)

    def get(self, _request: HttpRequest, code: str) -> HttpResponse:
        program = program_by_code(code)
        return HttpResponse(
            dump_program(program.code),
            content_type="application/yaml; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{program.code}.yaml"'},
        )


class ProgramCheck(RoleRequired):
    """A file handed in is checked and previewed; nothing is changed."""

    roles = (Role.STAFF,)

    def get(self, request: HttpRequest) -> HttpResponse:
        return render(request, _FORM, {"form": ProgramFileForm()})

    def post(self, request: HttpRequest) -> HttpResponse:
        form = ProgramFileForm(request.POST, request.FILES)
        if not form.is_valid():
            return render(request, _FORM, {"form": form}, status=400)
        file, actor = form.cleaned_data["file"], actor_of(request, Role.STAFF)
        try:
            text = _text_of(file.read(MAX_BYTES + 1))
            report = preview_program(text, file_name=file.name, actor=actor)
        except CredcenterError as error:
            return say_on_form(request, _FORM, form=form, error=error)
        carried = ProgramTextForm(initial={"text": text, "file_name": file.name})
        context = {"form": carried, "report": report, "file_name": file.name}
        return render(request, _PREVIEW, context)


class ProgramLoad(RoleRequired):
    """What was previewed is loaded: all of it, or nothing and the line that is wrong."""

    roles = (Role.STAFF,)

    def post(self, request: HttpRequest) -> HttpResponse:
        sent = ProgramTextForm(request.POST)
        if not sent.is_valid():
            return redirect("programs:check")
        try:
            report = load_program(
                sent.cleaned_data["text"],
                file_name=sent.cleaned_data["file_name"],
                base_folder=None,
                actor=actor_of(request, Role.STAFF),
            )
        except CredcenterError as error:
            form = ProgramFileForm(request.POST)
            form.errors.clear()
            return say_on_form(request, _FORM, form=form, error=error)
        messages.success(
            request, _("The program %(code)s has been loaded.") % {"code": report.program}
        )
        if report.warning:
            messages.warning(request, report.warning)
        return redirect("programs:program", report.program)


def _text_of(data: bytes) -> str:
    if len(data) > MAX_BYTES:
        raise InputTooLarge(_("A program file has at most 1 MB."), code="too_large")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidInput(_("The file is not UTF-8 text."), code="wrong_encoding") from error

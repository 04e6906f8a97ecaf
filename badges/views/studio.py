"""Console: the badge studio. Designs are made, looked at, kept, exported, and given to achievements."""

from __future__ import annotations

import json
from dataclasses import replace
from random import SystemRandom
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from badges.forms import achievement_choices
from badges.models import BadgeDesign, BadgeDesignVersion
from badges.selectors import achievements
from badges.selectors import studio as designs
from badges.services import drawing, studio
from badges.services.designs_kept import design_of
from badges.studio import reading
from badges.studio.design import Design, Words
from badges.studio.proposing import alt_of
from badges.studio.varying import varied
from badges.studio_forms import DesignForm, ImportDesignForm, UseForm, values_of
from badges.views.studio_choices import contrasts, picks
from credcenter.accounts.enums import Role
from credcenter.kernel.errors import CredcenterError
from credcenter.web import errors
from credcenter.web.actor import actor_of
from credcenter.web.pagination import page_of
from credcenter.web.permissions import RoleRequired

_START = Design(
    title=Words("배지 이름", "Name of the badge"),
    alt=alt_of(Words("배지 이름", "Name of the badge")),
)


class StudioView(RoleRequired):
    """All designs, and ways to start one. A POST reads a design that was exported elsewhere."""

    roles = (Role.STAFF,)

    def get(self, request: HttpRequest) -> HttpResponse:
        return _draw_list(request, ImportDesignForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = ImportDesignForm(request.POST, request.FILES)
        if not form.is_valid():
            return _draw_list(request, form, status=400)
        messages.success(request, _("The design is read. It is kept when you save it."))
        return _draw_editor(request, DesignForm(values_of(form.cleaned_data["file"])))


class EditorView(RoleRequired):
    """One design, new or kept. POST: `do` is preview, propose, vary or save."""

    roles = (Role.STAFF,)

    def get(self, request: HttpRequest, design_id: int | None = None) -> HttpResponse:
        if design_id is None:
            start = _start(request.GET.get("like", ""))
            return _draw_editor(request, DesignForm(values_of(start)))
        number = request.GET.get("version", "")
        version = designs.version_of(
            design_id, number=int(number) if number.isdecimal() and len(number) < 9 else None
        )
        values = values_of(studio.read(version.data), name=version.design.name)
        return _draw_editor(request, DesignForm(values), version=version)

    def post(self, request: HttpRequest, design_id: int | None = None) -> HttpResponse:
        version = None if design_id is None else designs.version_of(design_id)
        form = DesignForm(request.POST)
        what = request.POST.get("do", "preview")
        is_sound = form.is_valid()
        if what == "propose":
            form = _proposing(request.POST)
        elif what == "vary" and form.design is not None:
            values = values_of(varied(form.design, SystemRandom()), name=form.cleaned_data["name"])
            form = DesignForm(values)
        elif what == "save" and is_sound:
            return _save(request, form, version=version)
        status = 400 if what == "save" else 200
        return _draw_editor(request, form, version=version, status=status)


class PictureView(RoleRequired):
    """A design that is being made, as SVG: `design` is its JSON, `size` the pixels that it is drawn for."""

    roles = (Role.STAFF,)

    def get(self, request: HttpRequest) -> HttpResponse:
        try:
            data = json.loads(request.GET.get("design", ""))
        except (ValueError, RecursionError):
            data = None
        size = {"64": 64, "32": 32}.get(request.GET.get("size", ""), 600)
        drawn = drawing.picture(studio.read(data), kind="svg", size=size)
        answer = HttpResponse(drawn, content_type="image/svg+xml")
        answer["Cache-Control"] = "private, max-age=3600"
        return answer


class ExportView(RoleRequired):
    """A version as a file: SVG, PNG or JSON."""

    roles = (Role.STAFF,)

    def get(self, _request: HttpRequest, design_id: int, number: int, kind: str) -> HttpResponse:
        version = designs.version_of(design_id, number=number)
        if kind == "json":
            text = json.dumps(version.data, ensure_ascii=False, indent=2)
            answer = HttpResponse(text + "\n", content_type="application/json")
        else:
            drawn = drawing.picture(studio.read(version.data), kind=kind)
            media = "image/png" if kind == "png" else "image/svg+xml"
            answer = HttpResponse(drawn, content_type=media)
        answer["Content-Disposition"] = f'attachment; filename="badge-{design_id}-{number}.{kind}"'
        return answer


class UseView(RoleRequired):
    """Give the newest version of a design to an achievement."""

    roles = (Role.STAFF,)

    def post(self, request: HttpRequest, design_id: int) -> HttpResponse:
        version, form = designs.version_of(design_id), UseForm(request.POST)
        if not form.is_valid():
            values = values_of(studio.read(version.data), name=version.design.name)
            return _draw_editor(request, DesignForm(values), version=version, use=form, status=400)
        code = form.cleaned_data["achievement"]
        made = studio.use(version, code=code, actor=actor_of(request, Role.STAFF))
        said = _("%(badge)s shows this design from now on. Badges issued already stay as they are.")
        messages.success(request, said % {"badge": made.name})
        return redirect("badges:studio_design", design_id)


def _start(code: str) -> Design:
    """What a new design begins with: that of an achievement, or what would be proposed for it."""
    if not code:
        return _START
    version = achievements.current_version(achievements.by_code(code))
    if version.design is not None:
        return studio.read(version.design.data)
    return drawing.proposed_design(design_of(version))


def _proposing(data: Any) -> DesignForm:
    """The form with alternative texts that follow from the title."""
    alt = alt_of(Words(data.get("title_ko", ""), data.get("title_en", "")))
    return DesignForm({**data.dict(), "alt_ko": alt.ko, "alt_en": alt.en})


def _save(
    request: HttpRequest, form: DesignForm, *, version: BadgeDesignVersion | None
) -> HttpResponse:
    actor, name = actor_of(request, Role.STAFF), form.cleaned_data["name"]
    data = form.design.to_json() if form.design else {}
    try:
        if version is not None and name in ("", version.design.name):
            kept = studio.keep_changed(version.design_id, data, actor=actor)
        elif name:
            kept = studio.keep_new(name, data, actor=actor)
        else:
            form.add_error("name", _("Give the design a name."))
            return _draw_editor(request, form, version=version, status=400)
    except CredcenterError as error:
        form.add_error("name", str(error))
        return _draw_editor(request, form, version=version, status=errors.status_of(error))
    messages.success(
        request, _("The design is kept as version %(number)s.") % {"number": kept.number}
    )
    return redirect("badges:studio_design", kept.design_id)


def _draw_list(request: HttpRequest, form: ImportDesignForm, *, status: int = 200) -> HttpResponse:
    page = page_of(request, designs.newest_designs())
    rows = [(each, _address(reading.design(each.data), 600)) for each in page]
    context = {"page": page, "rows": rows, "form": form, "achievements": achievement_choices()}
    return render(request, "badges/studio.html", context, status=status)


def _draw_editor(
    request: HttpRequest,
    form: DesignForm,
    *,
    version: BadgeDesignVersion | None = None,
    use: UseForm | None = None,
    status: int = 200,
) -> HttpResponse:
    form.is_valid()
    design: BadgeDesign | None = version.design if version else None
    context = {
        "form": form,
        "picks": picks(form),
        "contrasts": contrasts(form.contrasts()),
        "pictures": _addresses(form.design) if form.design else None,
        "version": version,
        "history": designs.history(design) if design else [],
        "users": designs.users_of(design) if design else [],
        "use": use or (UseForm() if design else None),
    }
    return render(request, "badges/studio_design.html", context, status=status)


def _addresses(design: Design) -> dict[str, str]:
    return {f"at_{size}": _address(design, size) for size in (600, 64, 32)}


def _address(design: Design, size: int) -> str:
    # An address has its limits: what is read aloud stands on the page.
    short = replace(design, alt=Words("-", "-")).to_json()
    said = {"design": json.dumps(short, ensure_ascii=False, separators=(",", ":")), "size": size}
    return f"{reverse('badges:studio_picture')}?{urlencode(said)}"

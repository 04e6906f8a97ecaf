"""Programs: the list, and one of them in tabs, each of which has an address."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import pgettext_lazy

from credcenter.accounts.enums import Role
from credcenter.web.pagination import page_of
from credcenter.web.permissions import RoleRequired
from programs.models import Program
from programs.selectors import designs, program_tabs
from programs.selectors.lookup import program_by_code
from programs.selectors.versions import versions_of

_TABS = {
    "": pgettext_lazy("program tab", "Overview"),
    "curriculum": pgettext_lazy("program tab", "Curriculum"),
    "rules": pgettext_lazy("program tab", "Rules"),
    "competencies": pgettext_lazy("program tab", "Competencies"),
    "badge": pgettext_lazy("program tab", "Badge"),
    "approvers": pgettext_lazy("program tab", "Approvers"),
    "versions": pgettext_lazy("program tab", "Versions"),
}


class Tab(NamedTuple):
    """A tab as the page shows it."""

    label: str
    path: str
    is_current: bool


class ProgramList(RoleRequired):
    roles = (Role.STAFF,)

    def get(self, request: HttpRequest) -> HttpResponse:
        page = page_of(request, designs.programs_with_counts())
        return render(request, "programs/program_list.html", {"page": page})


class ProgramPage(RoleRequired):
    """One program under one of its tabs."""

    roles = (Role.STAFF,)

    def get(self, request: HttpRequest, code: str, tab: str = "") -> HttpResponse:
        if tab not in _TABS:
            raise Http404
        program = program_by_code(code)
        context = {"program": program, "tabs": tabs_of(program, current=tab)}
        context |= _versions(request, program) if tab == "versions" else _READERS[tab](program)
        return render(request, f"programs/program_{tab or 'overview'}.html", context)


def tabs_of(program: Program, *, current: str) -> list[Tab]:
    """The tabs of a program's page, the current one marked."""
    home = reverse("programs:program", args=[program.code])
    return [
        Tab(str(label), f"{home}{name}/" if name else home, name == current)
        for name, label in _TABS.items()
    ]


def _overview(program: Program) -> dict[str, Any]:
    return {"degrees": program_tabs.counts_of(program), "courses": program.courses.count()}


def _design(program: Program) -> dict[str, Any]:
    return {"design": designs.program_design(program.code)}


def _rules(program: Program) -> dict[str, Any]:
    return {"sheets": program_tabs.rule_sheets(program)}


def _badge(program: Program) -> dict[str, Any]:
    return {"versions": program_tabs.badges_of(program)}


def _approvers(program: Program) -> dict[str, Any]:
    return {"degrees": program_tabs.step_people(program)}


def _versions(request: HttpRequest, program: Program) -> dict[str, Any]:
    """Of the micro-degree of `?of=`, or of all; `?before=` and `?after=` choose the two that are compared."""
    degrees = list(program.micro_degrees.all())
    of = request.GET.get("of", "")
    before, after = request.GET.get("before", ""), request.GET.get("after", "")
    return {
        "histories": [
            versions_of(each, before=before, after=after) if each.code == of else versions_of(each)
            for each in degrees
        ]
    }


_READERS: Mapping[str, Callable[[Program], dict[str, Any]]] = {
    "": _overview,
    "curriculum": _design,
    "rules": _rules,
    "competencies": _design,
    "badge": _badge,
    "approvers": _approvers,
}

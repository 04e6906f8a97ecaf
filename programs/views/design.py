"""Programs: the list, one of them, and a program file in and out."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from credcenter.accounts.enums import Role
from credcenter.web.pagination import page_of
from credcenter.web.permissions import RoleRequired
from programs.selectors import designs


class ProgramList(RoleRequired):
    roles = (Role.STAFF,)

    def get(self, request: HttpRequest) -> HttpResponse:
        page = page_of(request, designs.programs_with_counts())
        return render(request, "programs/program_list.html", {"page": page})


class ProgramPage(RoleRequired):
    """One program: micro-degrees with their curricula, courses, competencies."""

    roles = (Role.STAFF,)

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        context = {"design": designs.program_design(code)}
        return render(request, "programs/program.html", context)

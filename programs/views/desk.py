"""The staff's home."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from badges.selectors import queue_state
from credcenter.accounts.enums import Role
from credcenter.web.permissions import RoleRequired
from programs.selectors import desk


class DeskPage(RoleRequired):
    """My tasks: what waits, what failed, what runs."""

    roles = (Role.STAFF,)

    def get(self, request: HttpRequest) -> HttpResponse:
        if request.GET.get("part") == "batches":
            batches = {"batches": queue_state.batches_under_way()}
            return render(request, "programs/_desk_batches.html", {"desk": batches})
        return render(request, "programs/desk.html", {"desk": desk.desk()})

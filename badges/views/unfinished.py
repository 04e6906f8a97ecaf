"""Console: every badge that waits or could not be issued, in a batch or alone, and a new try."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext

from badges.selectors.unfinished import STATES, unfinished
from badges.services.requeueing import requeue
from credcenter.accounts.enums import Role
from credcenter.web.actor import actor_of
from credcenter.web.pagination import page_of
from credcenter.web.permissions import RoleRequired


class UnfinishedView(RoleRequired):
    """The list; those that failed can be tried again, all at once."""

    roles = (Role.STAFF,)

    def get(self, request: HttpRequest, which: str) -> HttpResponse:
        if which not in STATES:
            raise Http404
        context = {"page": page_of(request, unfinished(which)), "which": which}
        return render(request, "badges/unfinished.html", context)

    def post(self, request: HttpRequest, which: str) -> HttpResponse:
        if which != "failed":
            raise Http404
        count = requeue(actor=actor_of(request, Role.STAFF))
        done = ngettext(
            "%(count)s badge is tried again.", "%(count)s badges are tried again.", count
        )
        messages.success(request, done % {"count": count})
        return redirect("badges:unfinished", which)

"""How far a learner is."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from credcenter.accounts.enums import Role
from credcenter.web.permissions import RoleRequired, user_of
from learners.selectors import profiles
from programs.selectors import progress


class ProgressPage(RoleRequired):
    """The micro-degrees that the learner signed in works towards, and those that they may begin."""

    roles = (Role.LEARNER,)

    def get(self, request: HttpRequest) -> HttpResponse:
        learner = profiles.of_user(user_of(request).pk)
        page = progress.page(learner) if learner else progress.Page()
        return render(request, "programs/progress.html", {"page": page})

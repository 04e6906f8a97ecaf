"""How far a learner is."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from credcenter.accounts.enums import Role
from credcenter.web.permissions import RoleRequired, user_of
from learners.selectors import profiles
from programs.selectors import cases, readings


class ProgressPage(RoleRequired):
    """The micro-degrees that the learner signed in works towards, with what is missing in each."""

    roles = (Role.LEARNER,)

    def get(self, request: HttpRequest) -> HttpResponse:
        learner = profiles.of_user(user_of(request).pk)
        own = readings.read_all(cases.of_learner(learner)) if learner else []
        return render(request, "programs/progress.html", {"readings": own})

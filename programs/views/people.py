"""Console: one learner's studies; the other tabs of this person belong to other apps."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from credcenter.accounts.enums import Role
from credcenter.web.permissions import RoleRequired
from learners.selectors import profiles
from programs.selectors.of_person import studies_of


class PersonsStudiesPage(RoleRequired):
    """Enrolments, cases, results and mails about decisions of one person."""

    roles = (Role.STAFF,)

    def get(self, request: HttpRequest, learner_id: UUID) -> HttpResponse:
        learner = profiles.by_id(learner_id)
        context = {"learner": learner, "found": studies_of(learner)}
        return render(request, "programs/person.html", context)

"""Console: one learner's badges; the other tabs of this person belong to other apps."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from badges.selectors.of_person import badges_of
from credcenter.accounts.enums import Role
from credcenter.web.permissions import RoleRequired
from learners.selectors import profiles


class PersonsBadgesView(RoleRequired):
    """Credentials, what is on its way, corrections, flags and mails of one person."""

    roles = (Role.STAFF,)

    def get(self, request: HttpRequest, learner_id: UUID) -> HttpResponse:
        learner = profiles.by_id(learner_id)
        context = {"learner": learner, "found": badges_of(learner)}
        return render(request, "badges/person.html", context)

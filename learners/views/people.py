"""Staff look for learners and at one of them."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from credcenter.accounts.enums import Role
from credcenter.web.pagination import page_of
from credcenter.web.permissions import RoleRequired
from learners.selectors import consents, identifiers, profiles


class LearnerList(RoleRequired):
    """Everyone, or those whom the words of `?q=` find."""

    roles = (Role.STAFF,)

    def get(self, request: HttpRequest) -> HttpResponse:
        words = request.GET.get("q", "").strip()
        page = page_of(request, profiles.search(words))
        return render(request, "learners/list.html", {"page": page, "words": words})


class LearnerPage(RoleRequired):
    """One person: names, identifiers, consents."""

    roles = (Role.STAFF,)

    def get(self, request: HttpRequest, learner_id: UUID) -> HttpResponse:
        learner = profiles.by_id(learner_id)
        context = {
            "learner": learner,
            "identifiers": identifiers.of_learner(learner),
            "consents": consents.choices_of(learner),
        }
        return render(request, "learners/learner.html", context)

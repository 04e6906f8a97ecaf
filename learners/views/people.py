"""Staff look for learners and at one of them."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from credcenter.accounts.enums import Role
from credcenter.kernel.errors import Conflict, InvalidInput
from credcenter.web.actor import actor_of
from credcenter.web.pagination import page_of
from credcenter.web.permissions import RoleRequired
from learners.selectors import consents, identifiers, profiles
from learners.services.accounts import open_account


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
            "consent_history": consents.history_of(learner),
        }
        return render(request, "learners/learner.html", context)


class AccountOpening(RoleRequired):
    """Give a learner the account that opens their wallet."""

    roles = (Role.STAFF,)

    def post(self, request: HttpRequest, learner_id: UUID) -> HttpResponse:
        learner = profiles.by_id(learner_id)
        try:
            user = open_account(learner, actor=actor_of(request, Role.STAFF))
        except (Conflict, InvalidInput) as refusal:
            messages.error(request, str(refusal))
        else:
            said = _(
                "%(email)s has an account now. The learner sets a password through a link sent by e-mail."
            )
            messages.success(request, said % {"email": user.email})
        return redirect("learners:learner", learner_id)

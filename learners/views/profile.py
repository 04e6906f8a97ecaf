"""Learners see what the centre holds about them, and what they agreed to."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from credcenter.accounts.enums import Role
from credcenter.kernel.errors import NotFound
from credcenter.web.actor import actor_of
from credcenter.web.permissions import RoleRequired, user_of
from learners.forms import ConsentForm
from learners.models import Learner
from learners.selectors import consents, identifiers, profiles
from learners.services import privacy


class ProfilePage(RoleRequired):
    """Names, identifiers, consents; an account that no learner record belongs to says so."""

    roles = (Role.LEARNER,)

    def get(self, request: HttpRequest) -> HttpResponse:
        learner = profiles.of_user(user_of(request).pk)
        if learner is None:
            return render(request, "learners/no_record.html")
        context = {
            "learner": learner,
            "identifiers": identifiers.of_learner(learner),
            "consents": consents.choices_of(learner),
        }
        return render(request, "learners/profile.html", context)


class ConsentChange(RoleRequired):
    """One consent, given or withdrawn."""

    roles = (Role.LEARNER,)

    def post(self, request: HttpRequest) -> HttpResponse:
        learner = _own_record(request)
        form = ConsentForm(request.POST)
        if form.is_valid():
            actor = actor_of(request, Role.LEARNER)
            privacy.record_consent(learner, **form.cleaned_data, actor=actor)
            messages.success(request, _("Your choice has been saved."))
        return redirect("learners:profile")


def _own_record(request: HttpRequest) -> Learner:
    learner = profiles.of_user(user_of(request).pk)
    if learner is None:
        raise NotFound(_("No learner record belongs to your account."), code="learner_unknown")
    return learner

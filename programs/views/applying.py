"""What learners ask for themselves, on the page of their progress: each a button that leads back there."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from credcenter.accounts.enums import Role
from credcenter.kernel.audit import Actor
from credcenter.kernel.errors import Conflict, NotFound, RuleRefused
from credcenter.web.actor import actor_of
from credcenter.web.permissions import RoleRequired, user_of
from learners.models import Learner
from learners.selectors import profiles
from programs.enums import ApplicationKind
from programs.forms import LeavingForm
from programs.selectors.lookup import micro_degree_by_code
from programs.selectors.progress import own_application, own_enrolment
from programs.services.applying import apply_for, begin, withdraw_application
from programs.services.enrolment import withdraw

Deed = Callable[[Learner, Actor], str]
"""What a learner does, and what is said afterwards."""


class Begin(RoleRequired):
    """Enrol in a micro-degree, by its code."""

    roles = (Role.LEARNER,)

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        def deed(learner: Learner, actor: Actor) -> str:
            micro_degree = micro_degree_by_code(code)
            begin(learner, micro_degree=micro_degree, actor=actor)
            return _("You are enrolled in %(name)s.") % {"name": micro_degree.name}

        return _done(request, deed)


class Apply(RoleRequired):
    """Hand in the preliminary or the final application."""

    roles = (Role.LEARNER,)

    def post(self, request: HttpRequest, enrolment_id: int, kind: str) -> HttpResponse:
        def deed(learner: Learner, actor: Actor) -> str:
            if kind not in ApplicationKind.values:
                raise NotFound(_("There is no such application."), code="application_unknown")
            enrolment = own_enrolment(learner, enrolment_id)
            apply_for(enrolment.pk, kind=ApplicationKind(kind), actor=actor)
            return _("Your application has been received.")

        return _done(request, deed)


class WithdrawApplication(RoleRequired):
    """Take an application back."""

    roles = (Role.LEARNER,)

    def post(self, request: HttpRequest, application_id: int) -> HttpResponse:
        def deed(learner: Learner, actor: Actor) -> str:
            found = own_application(learner, application_id)
            withdraw_application(found.pk, reason=_reason(request), actor=actor)
            return _("Your application has been withdrawn.")

        return _done(request, deed)


class Leave(RoleRequired):
    """Withdraw from a micro-degree."""

    roles = (Role.LEARNER,)

    def post(self, request: HttpRequest, enrolment_id: int) -> HttpResponse:
        def deed(learner: Learner, actor: Actor) -> str:
            enrolment = own_enrolment(learner, enrolment_id)
            withdraw(enrolment.pk, reason=_reason(request), actor=actor)
            return _("You have withdrawn from the micro-degree.")

        return _done(request, deed)


def _done(request: HttpRequest, deed: Deed) -> HttpResponse:
    """Do it and go back to the progress, which says what was done or why not."""
    learner = profiles.of_user(user_of(request).pk)
    if learner is None:
        raise NotFound(_("Your account belongs to no learner."), code="learner_unknown")
    try:
        said = deed(learner, actor_of(request, Role.LEARNER))
    except (Conflict, RuleRefused) as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect("programs:progress")


def _reason(request: HttpRequest) -> str:
    form = LeavingForm(request.POST)
    return form.cleaned_data["reason"] if form.is_valid() else ""

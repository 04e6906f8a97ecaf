"""A learner's own records: those made before, and making one."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from badges.enums import RecordScope
from badges.openbadges.limits import MAX_COMPONENTS
from badges.selectors import credentials, records
from badges.services import gathering, recording
from badges.services.gathering import Contents
from badges.views.access import hold, user_id_of
from credcenter.accounts.enums import Role
from credcenter.kernel.errors import CredcenterError, InvalidInput, NotFound
from credcenter.web import errors
from credcenter.web.actor import actor_of
from credcenter.web.pagination import page_of
from credcenter.web.permissions import RoleRequired
from learners.models import Learner
from learners.selectors import profiles


class RecordsView(RoleRequired):
    """The list, and the form that makes one: of everything, of one badge with its parts, or of chosen badges."""

    roles = (Role.LEARNER,)

    def get(self, request: HttpRequest) -> HttpResponse:
        return _draw(request)

    def post(self, request: HttpRequest) -> HttpResponse:
        try:
            record = recording.record(_asked(request), actor=actor_of(request, Role.LEARNER))
        except CredcenterError as error:
            return _draw(request, refusal=str(error), status=errors.status_of(error))
        messages.success(request, _("The record is ready. Only you and the centre can see it."))
        return redirect("badges:record", record.pk)


def _asked(request: HttpRequest) -> Contents:
    learner = _learner(request)
    scope = request.POST.get("scope")
    if scope == RecordScope.WHOLE:
        return gathering.everything(learner)
    if scope == RecordScope.ACHIEVEMENT:
        credential = hold(request, _id(request.POST.get("credential", "")))
        return gathering.with_parts(learner, credential.achievement)
    if scope == RecordScope.CHOSEN:
        return gathering.chosen(learner, _chosen(request))
    raise InvalidInput(_("Choose what the record is to hold."), code="scope_unknown")


def _learner(request: HttpRequest) -> Learner:
    learner = profiles.of_user(user_id_of(request))
    if learner is None:
        message = _("Your account is not connected to a learner yet.")
        raise NotFound(message, code="learner_unknown")
    return learner


def _chosen(request: HttpRequest) -> set[UUID]:
    texts = request.POST.getlist("id")
    if not texts:
        raise InvalidInput(_("Choose at least one badge."), code="nothing_chosen")
    if len(texts) > MAX_COMPONENTS:
        message = _("A record holds at most %(limit)d badges. Choose some of yours.")
        raise InvalidInput(message % {"limit": MAX_COMPONENTS}, code="record_too_large")
    return {_id(text) for text in texts}


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise InvalidInput(_("This is not the ID of a credential."), code="id_malformed") from None


def _draw(request: HttpRequest, *, refusal: str = "", status: int = 200) -> HttpResponse:
    user_id = user_id_of(request)
    learner = profiles.of_user(user_id)
    held = credentials.in_force(learner).defer("document", "frozen") if learner else []
    context = {
        "page": page_of(request, records.of_user(user_id)),
        "held": list(held),
        "chosen": set(request.POST.getlist("id")),
        "refusal": refusal,
    }
    return render(request, "badges/records.html", context, status=status)

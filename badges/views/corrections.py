"""Wishes to have a credential corrected: the holder's form, and the console's list and decision."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from badges.correction_forms import (
    AcceptCorrectionForm,
    AskCorrectionForm,
    CorrectionFilterForm,
    DeclineCorrectionForm,
)
from badges.enums import CredentialState
from badges.models import CorrectionRequest
from badges.selectors import corrections
from badges.services import correcting
from badges.views.access import Seen, see
from credcenter.accounts.enums import Role
from credcenter.kernel.errors import CredcenterError, NotFound
from credcenter.web import errors
from credcenter.web.actor import actor_of
from credcenter.web.pagination import page_of
from credcenter.web.permissions import RoleRequired


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, credential_id: UUID) -> HttpResponse:
    """The holder says what is wrong, or staff do it for them; nobody else finds the page."""
    seen = see(request, credential_id)
    if not seen.is_insider:
        raise NotFound(_("There is no such credential."), code="credential_unknown")
    if request.method != "POST":
        return _draw_ask(request, seen, form=AskCorrectionForm())
    form = AskCorrectionForm(request.POST)
    if not form.is_valid():
        return _draw_ask(request, seen, form=form, status=400)
    try:
        correction = correcting.ask(
            seen.credential,
            form.wanted(),
            is_by_holder=seen.is_holder,
            actor=actor_of(request, Role.LEARNER if seen.is_holder else Role.STAFF),
        )
    except CredcenterError as error:
        form.add_error(None, str(error))
        return _draw_ask(request, seen, form=form, status=errors.status_of(error))
    if not seen.is_holder:
        return redirect("badges:correction", correction.pk)
    messages.success(request, _("Your request has been sent to the credential centre."))
    return redirect("badges:credential", credential_id)


class CorrectionsView(RoleRequired):
    """The wishes, those that wait first of all."""

    roles = (Role.STAFF,)

    def get(self, request: HttpRequest) -> HttpResponse:
        form = CorrectionFilterForm(request.GET or None)
        rows = corrections.listed(state=form.state_asked_for())
        context = {"form": form, "page": page_of(request, rows)}
        return render(request, "badges/corrections.html", context)


class CorrectionView(RoleRequired):
    """One wish. A POST accepts or declines it."""

    roles = (Role.STAFF,)

    def get(self, request: HttpRequest, correction_id: UUID) -> HttpResponse:
        return _draw(request, corrections.by_id(correction_id))

    def post(self, request: HttpRequest, correction_id: UUID) -> HttpResponse:
        correction = corrections.by_id(correction_id)
        if request.POST.get("decision") == "decline":
            return _decline(request, correction)
        return _accept(request, correction)


def _accept(request: HttpRequest, correction: CorrectionRequest) -> HttpResponse:
    standing = corrections.standing_of(correction.credential)
    form = AcceptCorrectionForm(request.POST, standing=standing)
    if not form.is_valid():
        return _draw(request, correction, accept_form=form, status=400)
    try:
        correcting.accept(
            correction.pk,
            form.corrected(),
            reason=form.cleaned_data["note"],
            actor=actor_of(request, Role.STAFF),
        )
    except CredcenterError as error:
        form.add_error(None, str(error))
        return _refused(request, correction, error, accept_form=form)
    messages.success(
        request, _("Accepted. The new badge replaces the old one as soon as it is signed.")
    )
    return redirect("badges:correction", correction.pk)


def _decline(request: HttpRequest, correction: CorrectionRequest) -> HttpResponse:
    form = DeclineCorrectionForm(request.POST)
    if not form.is_valid():
        return _draw(request, correction, decline_form=form, status=400)
    try:
        correcting.decline(
            correction.pk, reason=form.cleaned_data["reason"], actor=actor_of(request, Role.STAFF)
        )
    except CredcenterError as error:
        form.add_error(None, str(error))
        return _refused(request, correction, error, decline_form=form)
    messages.success(request, _("Declined. The holder sees your reason on the badge's page."))
    return redirect("badges:correction", correction.pk)


def _refused(
    request: HttpRequest,
    correction: CorrectionRequest,
    error: CredcenterError,
    *,
    accept_form: AcceptCorrectionForm | None = None,
    decline_form: DeclineCorrectionForm | None = None,
) -> HttpResponse:
    """As it stands now: somebody else may have decided."""
    return _draw(
        request,
        corrections.by_id(correction.pk),
        accept_form=accept_form,
        decline_form=decline_form,
        refusal=str(error),
        status=errors.status_of(error),
    )


def _draw(
    request: HttpRequest,
    correction: CorrectionRequest,
    *,
    accept_form: AcceptCorrectionForm | None = None,
    decline_form: DeclineCorrectionForm | None = None,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    standing = corrections.standing_of(correction.credential)
    context = {
        "correction": correction,
        "standing": standing,
        "follows_from_results": correction.results_are_wrong and standing.rests_on_facts,
        "new": corrections.outcome_of(correction),
        "accept_form": accept_form or AcceptCorrectionForm.for_wish(correction, standing=standing),
        "decline_form": decline_form or DeclineCorrectionForm(),
        "refusal": refusal,
    }
    return render(request, "badges/correction.html", context, status=status)


def _draw_ask(
    request: HttpRequest, seen: Seen, *, form: AskCorrectionForm, status: int = 200
) -> HttpResponse:
    if seen.credential.state != CredentialState.ISSUED:
        return redirect("badges:credential", seen.credential.pk)
    context = {
        "credential": seen.credential,
        "standing": corrections.standing_of(seen.credential),
        "form": form,
    }
    return render(request, "badges/ask_correction.html", context, status=status)

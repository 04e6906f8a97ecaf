"""A partner's own pages: what can be endorsed, endorsing with a preview, and taking it back."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from badges.models import Achievement, Credential, Issuer
from badges.openbadges import strict_json
from badges.partner_forms import BadgeAddressForm, EndorseForm, HandInForm
from badges.reading import read
from badges.selectors import achievements, credentials, endorsements, issuers, partners
from badges.selectors.endorsements import Target
from badges.services import endorsing, receiving
from badges.services.endorsable import subject_of
from credcenter.accounts.enums import Role
from credcenter.kernel.errors import CredcenterError, NotFound, PermissionRefused
from credcenter.web import errors
from credcenter.web.actor import actor_of
from credcenter.web.pagination import page_of
from credcenter.web.permissions import RoleRequired, user_of

# Three beside each other: a full last row.
PER_PAGE = 24


class DeskView(RoleRequired):
    """What the partner endorses, and what it can. A POST looks up a badge by its address."""

    roles = (Role.PARTNER,)

    def get(self, request: HttpRequest) -> HttpResponse:
        try:
            partner = _partner_of(request)
        except PermissionRefused as refusal:
            return render(request, "badges/endorsing_nobody.html", {"refusal": refusal})
        return _draw_desk(request, partner, form=BadgeAddressForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        partner, form = _partner_of(request), BadgeAddressForm(request.POST)
        if form.is_valid():
            try:
                badge = credentials.shared_by_id(form.cleaned_data["address"])
            except NotFound:
                form.add_error("address", _("There is no badge with this ID, or it is not shared."))
            else:
                return redirect("badges:endorse_badge", badge.pk)
        return _draw_desk(request, partner, form=form, status=400)


class EndorseView(RoleRequired):
    """What is to be endorsed, the words, a preview of both, and then the signature.

    Two POSTs: the first shows what would be signed, the second (`confirmed`) signs it.
    """

    roles = (Role.PARTNER,)

    def get(self, request: HttpRequest, **named: UUID) -> HttpResponse:
        return _draw_form(request, _target(**named), form=EndorseForm())

    def post(self, request: HttpRequest, **named: UUID) -> HttpResponse:
        partner, target = _partner_of(request), _target(**named)
        form = EndorseForm(request.POST)
        if not form.is_valid():
            return _draw_form(request, target, form=form, status=400)
        if "confirmed" not in request.POST:
            return _draw_form(request, target, form=form, is_preview="change" not in request.POST)
        try:
            signed = endorsing.endorse(
                target,
                endorser=partner,
                comment=form.comment(),
                actor=actor_of(request, Role.PARTNER),
            )
        except CredcenterError as error:
            form.add_error(None, str(error))
            return _draw_form(request, target, form=form, status=errors.status_of(error))
        messages.success(request, _("Signed. It is shown beside what you endorse from now on."))
        return redirect("badges:endorsement", signed.pk)


class WithdrawView(RoleRequired):
    """Ask whether it is meant, then take one of the partner's own endorsements back."""

    roles = (Role.PARTNER,)

    def get(self, request: HttpRequest, endorsement_id: UUID) -> HttpResponse:
        endorsement = endorsements.given_one(_partner_of(request), endorsement_id)
        return render(request, "badges/withdraw.html", {"endorsement": endorsement})

    def post(self, request: HttpRequest, endorsement_id: UUID) -> HttpResponse:
        partner = _partner_of(request)
        endorsement = endorsements.given_one(partner, endorsement_id)
        actor = actor_of(request, Role.PARTNER)
        endorsing.withdraw(endorsement.pk, endorser=partner, actor=actor)
        messages.success(request, _("Withdrawn. It is shown no longer."))
        return redirect("badges:partner_desk")


class GivenView(RoleRequired):
    """All that the partner ever endorsed."""

    roles = (Role.PARTNER,)

    def get(self, request: HttpRequest) -> HttpResponse:
        partner = _partner_of(request)
        context = {
            "partner": partner,
            "page": page_of(request, endorsements.given_by(partner)),
        }
        return render(request, "badges/endorsements.html", context)


class HandInView(RoleRequired):
    """Take an endorsement that a partner signed with software of its own."""

    roles: ClassVar[tuple[Role, ...]] = (Role.PARTNER,)
    layout = "layouts/partner.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        self.speaker(request)
        return self._draw(request, HandInForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        speaker, form = self.speaker(request), HandInForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._draw(request, form, status=400)
        try:
            data = form.cleaned_data["file"].read(receiving.MAX_BYTES + 1)
            actor = actor_of(request, self.roles[0])
            row = receiving.receive(data, speaker=speaker, actor=actor)
        except CredcenterError as error:
            form.add_error(None, str(error))
            return self._draw(request, form, status=errors.status_of(error))
        messages.success(request, _("Verified and taken. It is shown beside what it endorses."))
        return redirect("badges:endorsement", row.pk)

    def speaker(self, request: HttpRequest) -> Issuer | None:
        """For whom the person hands in; None for whoever may for every partner."""
        return _partner_of(request)

    def _draw(self, request: HttpRequest, form: HandInForm, *, status: int = 200) -> HttpResponse:
        context = {"form": form, "layout": self.layout}
        return render(request, "badges/hand_in.html", context, status=status)


class StaffHandInView(HandInView):
    """The same for the centre's staff, who hand in what a partner sent them."""

    roles = (Role.STAFF,)
    layout = "layouts/console.html"

    def speaker(self, request: HttpRequest) -> Issuer | None:  # noqa: ARG002
        """Whoever signed it."""
        return None


def _partner_of(request: HttpRequest) -> Issuer:
    return partners.partner_of(user_of(request).pk)


def _target(*, achievement_id: UUID | None = None, credential_id: UUID | None = None) -> Target:
    """What an address names: an achievement, a shared badge, or the centre; NotFound."""
    if achievement_id is not None:
        return achievements.by_id(achievement_id)
    if credential_id is not None:
        return credentials.shared_by_id(credential_id)
    return issuers.the_issuer()


def _draw_desk(
    request: HttpRequest, partner: Issuer, *, form: BadgeAddressForm, status: int = 200
) -> HttpResponse:
    centre = issuers.the_issuer()
    offered = achievements.all_with_current(issuer=centre)
    # A partner looks for micro-degrees first; a program has many courses.
    offered.sort(key=lambda version: version.achievement_type == "Course")
    context = {
        "partner": partner,
        "form": form,
        "centre": centre,
        "is_centre_endorsed": endorsements.is_endorsed(centre, by=partner),
        "page": page_of(request, offered, per_page=PER_PAGE),
        "endorsed": endorsements.achievements_endorsed_by(partner),
    }
    return render(request, "badges/endorsing.html", context, status=status)


def _draw_form(
    request: HttpRequest,
    target: Target,
    *,
    form: EndorseForm,
    is_preview: bool = False,
    status: int = 200,
) -> HttpResponse:
    partner = _partner_of(request)
    context = {
        "partner": partner,
        "subject": subject_of(target),
        "target": target,
        **_about(target),
        "form": form,
        "comment": form.comment() if is_preview else None,
        "is_endorsed": endorsements.is_endorsed(target, by=partner),
    }
    return render(request, "badges/endorse.html", context, status=status)


def _about(target: Target) -> dict[str, Any]:
    """What the partner reads before it signs."""
    if isinstance(target, Achievement):
        return {"version": achievements.current_version(target)}
    if isinstance(target, Credential):
        return {"reading": read(strict_json.loads_object(bytes(target.document)))}
    return {"profile": target}

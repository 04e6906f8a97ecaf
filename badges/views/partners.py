"""Console: partner organisations, who speaks for them, and endorsements that they signed elsewhere."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from badges.models import Issuer
from badges.partner_forms import InviteForm, PartnerForm
from badges.selectors import documents, endorsements, issuers, partners
from badges.services import partnering
from credcenter.accounts.enums import Role
from credcenter.kernel.errors import CredcenterError
from credcenter.web import errors
from credcenter.web.actor import actor_of
from credcenter.web.pagination import page_of
from credcenter.web.permissions import RoleRequired
from credcenter.web.refusals import say_on_form


class PartnersView(RoleRequired):
    """All partners."""

    roles = (Role.STAFF,)

    def get(self, request: HttpRequest) -> HttpResponse:
        return render(
            request, "badges/partners.html", {"page": page_of(request, partners.listed())}
        )


class NewPartnerView(RoleRequired):
    """Add one."""

    roles = (Role.STAFF,)

    def get(self, request: HttpRequest) -> HttpResponse:
        return render(request, "badges/partner_form.html", {"form": PartnerForm()})

    def post(self, request: HttpRequest) -> HttpResponse:
        form = PartnerForm(request.POST)
        if not form.is_valid():
            return render(request, "badges/partner_form.html", {"form": form}, status=400)
        try:
            partner = partnering.add_partner(form.facts(), actor=actor_of(request, Role.STAFF))
        except CredcenterError as error:
            return say_on_form(request, "badges/partner_form.html", form=form, error=error)
        messages.success(
            request,
            _("%(name)s is a partner now. Invite somebody who speaks for it.")
            % {"name": partner.name},
        )
        return redirect("badges:partner", partner.slug)


class PartnerView(RoleRequired):
    """One partner: its facts, its people, what it endorses. A POST invites somebody."""

    roles = (Role.STAFF,)

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        return _draw(request, partners.by_slug(slug), form=InviteForm())

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        partner, form = partners.by_slug(slug), InviteForm(request.POST)
        if not form.is_valid():
            return _draw(request, partner, form=form, status=400)
        try:
            user = partnering.invite(
                partner, **form.cleaned_data, actor=actor_of(request, Role.STAFF)
            )
        except CredcenterError as error:
            form.add_error(None, str(error))
            return _draw(request, partner, form=form, status=errors.status_of(error))
        said = _(
            "%(email)s speaks for the partner now. A new account has no password yet: its owner sets "
            "one through “Forgot your password?” on the sign-in page."
        )
        messages.success(request, said % {"email": user.email})
        return redirect("badges:partner", partner.slug)


class EditPartnerView(RoleRequired):
    """Change what is said of a partner."""

    roles = (Role.STAFF,)

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        partner = partners.by_slug(slug)
        return _draw_edit(request, partner, form=PartnerForm.about(partner))

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        partner, form = partners.by_slug(slug), PartnerForm(request.POST)
        if not form.is_valid():
            return _draw_edit(request, partner, form=form, status=400)
        try:
            partnering.describe_partner(partner, form.facts(), actor=actor_of(request, Role.STAFF))
        except CredcenterError as error:
            form.add_error(None, str(error))
            return _draw_edit(request, partner, form=form, status=errors.status_of(error))
        messages.success(request, _("Saved. What is signed already keeps what it says."))
        return redirect("badges:partner", partner.slug)


class DismissView(RoleRequired):
    """Somebody no longer speaks for the partner."""

    roles = (Role.STAFF,)

    def post(self, request: HttpRequest, slug: str, user_id: int) -> HttpResponse:
        partner = partners.by_slug(slug)
        partnering.dismiss(partner, user_id=user_id, actor=actor_of(request, Role.STAFF))
        messages.success(request, _("This person no longer speaks for the partner."))
        return redirect("badges:partner", partner.slug)


def _draw(
    request: HttpRequest, partner: Issuer, *, form: InviteForm, status: int = 200
) -> HttpResponse:
    keys = documents.published_keys(issuer_id=partner.pk)
    context = {
        "partner": partner,
        "form": form,
        "people": partners.people_of(partner),
        "did": issuers.did_of(keys[-1]) if keys else "",
        "page": page_of(request, endorsements.given_by(partner)),
    }
    return render(request, "badges/partner.html", context, status=status)


def _draw_edit(
    request: HttpRequest, partner: Issuer, *, form: PartnerForm, status: int = 200
) -> HttpResponse:
    context = {"partner": partner, "form": form}
    return render(request, "badges/partner_form.html", context, status=status)

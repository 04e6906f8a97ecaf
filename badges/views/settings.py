"""Console: what the centre is and runs on: profile, keys, roles, API tokens, state of the parts."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from badges.selectors import documents, issuers, keys, queue_state
from badges.services.keys import describe_issuer
from badges.settings_forms import IssuerForm
from badges.views import health
from credcenter.accounts.enums import Role
from credcenter.accounts.selectors import people_with_roles
from credcenter.kernel import pulse
from credcenter.web.actor import actor_of
from credcenter.web.pagination import page_of
from credcenter.web.permissions import RoleRequired

_DUTIES = {
    Role.STAFF: gettext_lazy("Everything in the console; the centre's step of a case."),
    Role.FACULTY: gettext_lazy("Decides on cases of the own department, or of all without one."),
    Role.LEARNER: gettext_lazy("Own wallet, own progress, own profile."),
    Role.PARTNER: gettext_lazy("Endorses badges in the name of an organisation."),
    Role.AUDITOR: gettext_lazy("Traces badges back to what was approved; changes nothing."),
}

_PARTS = {
    "database": pgettext_lazy("part", "Database"),
    "broker": pgettext_lazy("part", "Broker"),
    "worker": pgettext_lazy("part", "Worker and its clock"),
    "signing_key": pgettext_lazy("part", "Signing key"),
    "queue": pgettext_lazy("part", "Queue of badges"),
}


class ProfileView(RoleRequired):
    """The issuer as everybody reads it, and what can be changed of it."""

    roles = (Role.STAFF,)

    def get(self, request: HttpRequest) -> HttpResponse:
        return _draw_profile(request, IssuerForm.about(issuers.the_issuer()))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = IssuerForm(request.POST)
        if not form.is_valid():
            return _draw_profile(request, form, status=400)
        actor = actor_of(request, Role.STAFF)
        describe_issuer(issuers.the_issuer(), **form.facts(), actor=actor)
        messages.success(request, _("Saved. What is signed already keeps what it says."))
        return redirect("badges:settings")


class KeysView(RoleRequired):
    """The public halves of the keys; the private ones never leave the keystore."""

    roles = (Role.STAFF,)

    def get(self, request: HttpRequest) -> HttpResponse:
        rows = [(key, keys.count_signed(key)) for key in keys.all_keys()]
        return render(request, "badges/settings_keys.html", {"rows": rows})


class RolesView(RoleRequired):
    """Who holds which role, learners aside."""

    roles = (Role.STAFF,)

    def get(self, request: HttpRequest) -> HttpResponse:
        page = page_of(request, people_with_roles(other_than=Role.LEARNER), per_page=50)
        people = [(each, {grant.role for grant in each.role_grants.all()}) for each in page]
        context = {"page": page, "people": people, "all_roles": list(Role), "duties": _DUTIES}
        return render(request, "badges/settings_roles.html", context)


class StateView(RoleRequired):
    """Whether the parts work, as `/readyz` asks them."""

    roles = (Role.STAFF,)

    def get(self, request: HttpRequest) -> HttpResponse:
        parts = [(_PARTS[name], said, said == "ok") for name, said in health.ask().items()]
        context = {
            "parts": parts,
            "beats": pulse.last_beats(),
            "queue": queue_state.counts(),
        }
        return render(request, "badges/settings_state.html", context)


def _draw_profile(request: HttpRequest, form: IssuerForm, *, status: int = 200) -> HttpResponse:
    issuer = issuers.the_issuer()
    published = documents.published_keys(issuer_id=issuer.pk)
    context = {
        "form": form,
        "issuer": issuer,
        "did": issuers.did_of(issuers.active_key(issuer)) if published else "",
    }
    return render(request, "badges/settings_profile.html", context, status=status)

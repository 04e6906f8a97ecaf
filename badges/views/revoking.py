"""Console: revoke chosen credentials, or all that match a filter; all or none, with count and reason."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from badges.credential_forms import MAX_SELECTED, CredentialFilterForm, RevokeForm
from badges.enums import RevocationReason
from badges.models import Credential
from badges.selectors import credential_table, credentials
from badges.services import revoking
from credcenter.accounts.enums import Role
from credcenter.kernel.errors import Conflict, CredcenterError, InvalidInput
from credcenter.web import errors
from credcenter.web.actor import actor_of
from credcenter.web.permissions import RoleRequired

MOST = 10_000
"""Credentials of one revocation in a page: more than a request should take is a job for the command."""

SHOWN = 50
"""Rows of the list on the page; the number is always whole."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What is to be revoked. `query` is the filter where all that match are meant, else empty."""

    credentials: Sequence[Credential]
    query: str = ""

    @property
    def number(self) -> int:
        return len(self.credentials)

    @property
    def seal(self) -> str:
        """SHA-256 over the keys: what is confirmed is what was shown, and not what matches by then."""
        keys = sorted(str(each.pk) for each in self.credentials)
        return hashlib.sha256("\n".join(keys).encode()).hexdigest()

    @property
    def shown(self) -> list[Credential]:
        return credentials.valid_among(each.pk for each in self.credentials[:SHOWN])


class RevokeView(RoleRequired):
    """Name what was chosen, ask for the reason and the number, then revoke."""

    roles = (Role.STAFF,)

    def get(self, request: HttpRequest) -> HttpResponse:
        choice = _choice(request.GET)
        if not choice.number:
            messages.warning(request, _("Choose credentials that are valid, then revoke them."))
            return redirect("badges:credentials")
        return _draw(request, choice, form=RevokeForm(number=choice.number))

    def post(self, request: HttpRequest) -> HttpResponse:
        choice = _choice(request.POST)
        form = RevokeForm(request.POST, number=choice.number)
        try:
            _refuse_another_list(request.POST, choice)
            if not form.is_valid():
                return _draw(request, choice, form=form, status=400)
            _revoke(request, choice, form=form)
        except CredcenterError as error:
            form.add_error(None, str(error))
            return _draw(request, choice, form=form, status=errors.status_of(error))
        return redirect(f"{reverse('badges:credentials')}?{choice.query}")


def _choice(said: QueryDict) -> Choice:
    if "all" in said:
        return _all_that_match(QueryDict(said.get("query")) if "query" in said else said)
    texts = said.getlist("id")
    if len(texts) > MAX_SELECTED:
        message = _("Choose at most %(limit)s credentials at once.") % {"limit": MAX_SELECTED}
        raise InvalidInput(message, code="too_many_selected")
    try:
        return Choice(credentials.valid_among(UUID(text) for text in texts))
    except ValueError:
        raise InvalidInput(_("This is not the ID of a credential."), code="id_malformed") from None


def _all_that_match(said: QueryDict) -> Choice:
    form = CredentialFilterForm(said)
    wanted = form.wanted()
    if wanted.is_everything:
        message = _(
            "Narrow the table first: nobody revokes every credential of the centre at once."
        )
        raise InvalidInput(message, code="not_narrowed")
    found = credential_table.revocable(wanted, limit=MOST + 1)
    if len(found) > MOST:
        message = _("More than %(limit)s credentials match. Narrow the filter.") % {"limit": MOST}
        raise InvalidInput(message, code="too_many_selected")
    return Choice(found, form.query())


def _refuse_another_list(said: QueryDict, choice: Choice) -> None:
    if "all" in said:
        if said.get("seal") != choice.seal:
            message = _("What matches has changed since the list was shown. Nothing was revoked.")
            raise Conflict(message, code="list_changed")
    elif choice.number != len(said.getlist("id")):
        message = _("Not every one of these credentials is valid any more. Nothing was revoked.")
        raise InvalidInput(message, code="not_issued")


def _revoke(request: HttpRequest, choice: Choice, *, form: RevokeForm) -> None:
    revoking.revoke(
        choice.credentials,
        reason=RevocationReason(form.cleaned_data["reason"]),
        note=form.cleaned_data["note"],
        actor=actor_of(request, Role.STAFF),
    )
    done = ngettext(
        "%(count)s credential was revoked.", "%(count)s credentials were revoked.", choice.number
    )
    messages.success(request, done % {"count": choice.number})


def _draw(
    request: HttpRequest, choice: Choice, *, form: RevokeForm, status: int = 200
) -> HttpResponse:
    context = {"choice": choice, "form": form}
    return render(request, "badges/revoke.html", context, status=status)

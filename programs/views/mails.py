"""Console: the mails that the centre writes, as their readers get them."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from badges.selectors import issuers
from credcenter.accounts.enums import Role
from credcenter.web.permissions import RoleRequired
from programs.services.sample_mails import samples


class MailsPage(RoleRequired):
    """Every mail in both languages, read-only."""

    roles = (Role.STAFF,)

    def get(self, request: HttpRequest) -> HttpResponse:
        context = {"samples": samples(issuers.the_issuer())}
        return render(request, "programs/settings_mails.html", context)


class MailPage(RoleRequired):
    """One mail's HTML alone: it is a whole document of its own."""

    roles = (Role.STAFF,)

    def get(self, _request: HttpRequest, number: int) -> HttpResponse:
        found = samples(issuers.the_issuer())
        if not 1 <= number <= len(found):
            raise Http404
        return HttpResponse(found[number - 1].html)

"""A learner's badges."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from badges.selectors import credentials
from badges.views.access import user_id_of
from credcenter.accounts.enums import Role
from credcenter.web.pagination import page_of
from credcenter.web.permissions import RoleRequired

# Three, four or six beside each other: a full last row for each.
PER_PAGE = 24


class WalletView(RoleRequired):
    """All badges of the learner signed in, newest first; nobody else's."""

    roles = (Role.LEARNER,)

    def get(self, request: HttpRequest) -> HttpResponse:
        user_id = user_id_of(request)
        held = credentials.of_user(user_id)
        context = {
            "page": page_of(request, held, per_page=PER_PAGE),
            "on_the_way": credentials.on_the_way(user_id),
        }
        return render(request, "badges/wallet.html", context)

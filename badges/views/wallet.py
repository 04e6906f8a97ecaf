"""A learner's badges."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from badges.forms import WalletForm
from badges.selectors import credentials, wallet
from badges.views.access import user_id_of
from credcenter.accounts.enums import Role
from credcenter.web.pagination import page_of
from credcenter.web.permissions import RoleRequired

# Three, four or six beside each other: a full last row for each.
PER_PAGE = 24

FEW = 4
"""So many are seen at a glance: nobody needs to search among them."""


class WalletView(RoleRequired):
    """All badges of the learner signed in, or those that they look for; nobody else's."""

    roles = (Role.LEARNER,)

    def get(self, request: HttpRequest) -> HttpResponse:
        user_id = user_id_of(request)
        form = WalletForm(request.GET, years=wallet.years(user_id))
        looked = form.looked()
        page = page_of(request, wallet.narrowed(user_id, looked), per_page=PER_PAGE)
        context = {
            "page": page,
            "form": form,
            "is_narrowed": looked.is_narrowed,
            "is_searched": looked.is_narrowed or page.paginator.count > FEW,
            "on_the_way": credentials.on_the_way(user_id),
        }
        return render(request, "badges/wallet.html", context)

"""How sign-in behaves where django-allauth asks."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest  # noqa: TID251  (allauth's hook is an edge)

from credcenter.accounts import selectors
from credcenter.accounts.enums import Role
from credcenter.web.client_address import client_address

_HOMES = ((Role.STAFF, "/console/"), (Role.FACULTY, "/approvals/"), (Role.LEARNER, "/wallet"))


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by the centre, and everyone starts at their own work."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Whose attempts are counted."""
        return client_address(request)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Where somebody goes who signed in without having wanted a certain page."""
        roles = selectors.roles_of(request.user.pk)
        return next((path for role, path in _HOMES if role in roles), "/")

"""How sign-in behaves where django-allauth asks."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest  # noqa: TID251  (allauth's hook is an edge)

from credcenter.accounts import selectors, services
from credcenter.accounts.enums import Role
from credcenter.accounts.models import User
from credcenter.kernel.audit import Actor
from credcenter.web.client_address import client_address

_HOMES = (
    (Role.STAFF, "/console/"),
    (Role.FACULTY, "/approvals/"),
    (Role.LEARNER, "/wallet"),
    (Role.PARTNER, "/partner/"),
)


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by the centre, and everyone starts at their own work."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def set_password(self, user: User, password: str) -> None:
        """Every password that a person sets passes here: changed, or set by the link of a mail."""
        actor = Actor(role="self", user_id=user.pk, address=client_address(self.request))
        services.set_password(user, password=password, actor=actor)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to their own work."""
        return self.get_login_redirect_url(request)

    def get_client_ip(self, request: HttpRequest) -> str:
        """Whose attempts are counted."""
        return client_address(request)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Where somebody goes who signed in without having wanted a certain page."""
        roles = selectors.roles_of(request.user.pk) if request.user.pk else frozenset()
        return next((path for role, path in _HOMES if role in roles), "/")

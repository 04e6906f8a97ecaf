"""Bearer tokens for the interfaces (RFC 6750): who calls, and whether it may.

For Django REST framework: an authentication that finds the token of a request, and a permission
that compares its scopes with the one that the view names.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from credcenter.accounts.enums import Scope
from credcenter.accounts.models import ApiToken
from credcenter.accounts.tokens import token_of
from credcenter.kernel.audit import Actor
from credcenter.web.client_address import client_address

CHALLENGE = 'Bearer realm="credcenter"'


class BearerAuthentication(BaseAuthentication):
    """`Authorization: Bearer …`. Without the header a request is anyone's; with a bad one it is refused."""

    def authenticate(self, request: Request) -> tuple[AnonymousUser, ApiToken] | None:
        scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            return None
        token = token_of(secret.strip())
        if token is None:
            raise AuthenticationFailed(_("The token is unknown, expired or revoked."))
        # A token is no person: what asks for one must not take it for signed in.
        return AnonymousUser(), token

    def authenticate_header(self, request: Request) -> str:
        """The challenge of a 401; RFC 6750 section 3.1 gives no reason where there was no token."""
        sent = request.headers.get("Authorization", "").lower().startswith("bearer ")
        return f'{CHALLENGE}, error="invalid_token"' if sent else CHALLENGE


class ScopeRefused(PermissionDenied):
    """A good token that may not do this."""

    def __init__(self, scope: Scope) -> None:
        message = _("This token does not have the scope “%(scope)s”.") % {"scope": scope.value}
        super().__init__(message, code="insufficient_scope")
        self.auth_header = f'{CHALLENGE}, error="insufficient_scope", scope="{scope.value}"'


class HasScope(BasePermission):
    """The token has the view's `required_scope`."""

    def has_permission(self, request: Request, view: Any) -> bool:
        """False without a token, which is answered 401; raises ScopeRefused, which is answered 403."""
        token = request.auth
        if not isinstance(token, ApiToken):
            return False
        if view.required_scope.value not in token.scopes:
            raise ScopeRefused(view.required_scope)
        return True


def actor_of_token(request: Request) -> Actor:
    """Who acts, for the audit trail: the program that holds this token, from this address."""
    token: Any = request.auth
    return Actor(role=f"token {token.pk}", address=client_address(request._request))  # noqa: SLF001

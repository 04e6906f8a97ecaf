"""Who acts, as services want to know it."""

from __future__ import annotations

from django.http import HttpRequest

from credcenter.accounts.enums import Role
from credcenter.kernel.audit import Actor
from credcenter.web.client_address import client_address


def actor_of(request: HttpRequest, role: Role) -> Actor:
    """The signed-in person of a request, in the role that the page was opened in."""
    return Actor(role=role.value, user_id=request.user.pk, address=client_address(request))

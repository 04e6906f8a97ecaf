"""Reads about users."""

from __future__ import annotations

from credcenter.accounts.enums import Role
from credcenter.accounts.models import RoleGrant, User


def roles_of(user_id: int) -> frozenset[Role]:
    """The roles that a user holds; one query."""
    return frozenset(
        Role(role)
        for role in RoleGrant.objects.filter(user_id=user_id).values_list("role", flat=True)
    )


def user_by_email(email: str) -> User | None:
    """The user of an e-mail address in any case, or None."""
    return User.objects.filter(email__iexact=email.strip()).first()

"""Reads about users."""

from __future__ import annotations

from django.db.models import QuerySet

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


def people_with_roles(*, other_than: Role) -> QuerySet[User]:
    """Active users with a role that is not this one, each with all their roles at hand, by name."""
    rows = User.objects.filter(is_active=True, role_grants__isnull=False)
    rows = rows.filter(role_grants__in=RoleGrant.objects.exclude(role=other_than))
    return rows.distinct().prefetch_related("role_grants").order_by("name", "pk")

"""Changes to users and their roles."""

from __future__ import annotations

from django.db import transaction

from credcenter.accounts.enums import Role
from credcenter.accounts.models import RoleGrant, User
from credcenter.kernel import audit
from credcenter.kernel.audit import Actor


@transaction.atomic
def create_user(
    email: str,
    *,
    name: str,
    roles: list[Role],
    actor: Actor,
    password: str | None = None,
    department: str = "",
) -> User:
    """Make a user with its roles; without a password nobody can sign in until one is set."""
    user = User.objects.create_user(email, password, name=name, department=department)
    RoleGrant.objects.bulk_create([RoleGrant(user=user, role=role) for role in roles])
    audit.record("user.created", subject=user, actor=actor, details={"roles": sorted(roles)})
    return user


@transaction.atomic
def set_password(user: User, *, password: str, actor: Actor) -> None:
    """Give a user a new password; what it is stays out of the audit trail."""
    user.set_password(password)
    user.save(update_fields=["password"])
    audit.record("user.password_set", subject=user, actor=actor)

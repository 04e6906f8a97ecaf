"""Who stands in for whom."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from credcenter.accounts.enums import Role
from credcenter.accounts.models import RoleGrant, User
from credcenter.kernel import clock
from programs.models import Delegation


@dataclass(frozen=True, slots=True)
class Mandate:
    """A right to decide: one's own (`delegation` is None), or that of somebody one stands in for."""

    person: User
    roles: frozenset[Role]
    delegation: Delegation | None = None


def in_force() -> Q:
    """Delegations of today."""
    today = clock.today()
    return Q(ended_at__isnull=True, starts_on__lte=today, ends_on__gte=today)


def mandates_received(user: User) -> list[Mandate]:
    """For whom somebody stands in today, with what those may do themselves; two queries at most.

    It ends with the principal's account or role, and goes one step only: nobody hands on what was handed to them.
    """
    rows = Delegation.objects.filter(in_force(), delegate=user, principal__is_active=True)
    delegations = list(rows.select_related("principal").order_by("pk"))
    if not delegations:
        return []
    roles: defaultdict[int, set[Role]] = defaultdict(set)
    grants = RoleGrant.objects.filter(user__in=[each.principal_id for each in delegations])
    for user_id, role in grants.values_list("user_id", "role"):
        roles[user_id].add(Role(role))
    return [
        Mandate(each.principal, frozenset(roles[each.principal_id]), each) for each in delegations
    ]


def of_user(user: User) -> QuerySet[Delegation]:
    """Those that somebody gave or received, the latest first."""
    return _with_people().filter(Q(principal=user) | Q(delegate=user))


def not_over() -> QuerySet[Delegation]:
    """Everybody's, as far as they are not over."""
    return _with_people().filter(ended_at__isnull=True, ends_on__gte=clock.today())


def possible_deciders() -> QuerySet[User]:
    """People who may decide at all: faculty and staff who can sign in."""
    rows = User.objects.filter(is_active=True, role_grants__role__in=[Role.FACULTY, Role.STAFF])
    return rows.distinct().order_by("name", "email")


def _with_people() -> QuerySet[Delegation]:
    return Delegation.objects.select_related("principal", "delegate", "created_by")

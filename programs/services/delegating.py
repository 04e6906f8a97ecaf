"""Who stands in for whom: a person names a delegate, or the staff a substitute for somebody who is away.

Refuses: a period that is over or ends before it starts, no reason, somebody who decides on nothing, standing in for
oneself, staff that name themselves. What a delegate may do is decided case by case (`programs.selectors.bench`).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from credcenter.accounts.models import User
from credcenter.kernel import audit, clock
from credcenter.kernel.audit import Actor
from credcenter.kernel.errors import Conflict, InvalidInput, NotFound, RuleRefused
from programs.enums import DelegationKind
from programs.models import Delegation
from programs.selectors.delegations import possible_deciders


@dataclass(frozen=True, slots=True)
class Period:
    """From one day to another, both included, where the centre is; and why."""

    starts_on: dt.date
    ends_on: dt.date
    reason: str


def delegate(principal: User, *, to: User, period: Period, actor: Actor) -> Delegation:
    """A person names who decides on their behalf.

    Raises InvalidInput (`period_bad`, `reason_required`, `delegate_is_self`, `not_a_decider`).
    """
    return _stand_in(
        principal, to=to, period=period, kind=DelegationKind.DELEGATE, by=principal, actor=actor
    )


def name_substitute(
    principal: User, *, to: User, period: Period, by: User, actor: Actor
) -> Delegation:
    """The staff names who decides on behalf of somebody who is away.

    Raises as `delegate` does, and RuleRefused (`own_substitute`) when they name themselves.
    """
    if to.pk == by.pk:
        message = _("You cannot name yourself as a substitute; another member of the staff can.")
        raise RuleRefused(message, code="own_substitute")
    return _stand_in(
        principal, to=to, period=period, kind=DelegationKind.SUBSTITUTE, by=by, actor=actor
    )


@transaction.atomic
def end(delegation_id: int, *, user: User, is_staff: bool, actor: Actor) -> Delegation:
    """End one before its last day: its principal, its delegate or the staff may; what was decided stays decided.

    Raises NotFound for everybody else, Conflict (`delegation_over`) when it is over already.
    """
    found = Delegation.objects.select_related("principal", "delegate").filter(pk=delegation_id)
    row = found.first()
    if row is None or not (is_staff or user.pk in {row.principal_id, row.delegate_id}):
        raise NotFound(_("There is no such delegation."), code="delegation_unknown")
    running = Delegation.objects.filter(
        pk=row.pk, ended_at__isnull=True, ends_on__gte=clock.today()
    )
    row.ended_at = clock.now()
    if not running.update(ended_at=row.ended_at):
        raise Conflict(_("This delegation is over already."), code="delegation_over")
    audit.record("delegation.ended", subject=row, actor=actor, details=_people(row))
    return row


@transaction.atomic
def _stand_in(
    principal: User, *, to: User, period: Period, kind: DelegationKind, by: User, actor: Actor
) -> Delegation:
    reason = period.reason.strip()
    _refuse_bad(principal, to=to, period=period, reason=reason)
    row = Delegation.objects.create(
        principal=principal,
        delegate=to,
        kind=kind,
        reason=reason,
        starts_on=period.starts_on,
        ends_on=period.ends_on,
        created_by=by,
    )
    details = _people(row) | {
        "kind": kind.value,
        "starts_on": row.starts_on.isoformat(),
        "ends_on": row.ends_on.isoformat(),
    }
    audit.record("delegation.made", subject=row, actor=actor, reason=reason, details=details)
    return row


def _refuse_bad(principal: User, *, to: User, period: Period, reason: str) -> None:
    if not reason:
        raise InvalidInput(_("Say why."), code="reason_required", field="reason")
    if period.ends_on < max(period.starts_on, clock.today()):
        message = _("The last day must not be over, nor before the first.")
        raise InvalidInput(message, code="period_bad", field="ends_on")
    if principal.pk == to.pk:
        message = _("Nobody stands in for themselves.")
        raise InvalidInput(message, code="delegate_is_self", field="delegate")
    able = set(
        possible_deciders().filter(pk__in=[principal.pk, to.pk]).values_list("pk", flat=True)
    )
    if able != {principal.pk, to.pk}:
        message = _("Both must be faculty or staff who can sign in.")
        raise InvalidInput(message, code="not_a_decider", field="delegate")


def _people(row: Delegation) -> dict[str, int]:
    return {"principal": row.principal_id, "delegate": row.delegate_id}

"""When the steps of a micro-degree are decided. A step without a window is decided at any time.

Refuses: a window that closes before it opens, one that is there already, a step that the micro-degree has not.
"""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from credcenter.kernel import audit
from credcenter.kernel.audit import Actor
from credcenter.kernel.errors import Conflict, InvalidInput, NotFound
from programs.models import DecisionWindow, MicroDegree


def open_window(
    micro_degree: MicroDegree,
    *,
    step: str,
    opens_at: dt.datetime,
    closes_at: dt.datetime,
    actor: Actor,
) -> DecisionWindow:
    """Say that a step is decided from one moment (included) to another (not included).

    Raises InvalidInput (`step_unknown`, `window_bad`) or Conflict (`window_twice`).
    """
    if step not in micro_degree.approval_steps:
        message = _("This micro-degree has no such approval step.")
        raise InvalidInput(message, code="step_unknown", field="step")
    if closes_at <= opens_at:
        message = _("The window must close after it opens.")
        raise InvalidInput(message, code="window_bad", field="closes_at")
    try:
        with transaction.atomic():
            row = DecisionWindow.objects.create(
                micro_degree=micro_degree, step=step, opens_at=opens_at, closes_at=closes_at
            )
            _record("decision_window.made", row, actor=actor)
    except IntegrityError as exc:
        message = _("This step has a window that opens at the same time already.")
        raise Conflict(message, code="window_twice") from exc
    return row


@transaction.atomic
def remove_window(window_id: int, *, actor: Actor) -> DecisionWindow:
    """Take a window away; with the last one the step is open at any time. NotFound."""
    row = (
        DecisionWindow.objects.select_for_update(of=("self",))
        .select_related("micro_degree")
        .filter(pk=window_id)
        .first()
    )
    if row is None:
        raise NotFound(_("There is no such window."), code="window_unknown")
    _record("decision_window.removed", row, actor=actor)
    row.delete()
    return row


def _record(action: str, row: DecisionWindow, *, actor: Actor) -> None:
    details = {
        "micro_degree": row.micro_degree.code,
        "step": row.step,
        "opens_at": row.opens_at.isoformat(),
        "closes_at": row.closes_at.isoformat(),
    }
    audit.record(action, subject=row, actor=actor, details=details)

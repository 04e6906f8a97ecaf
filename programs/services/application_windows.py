"""When learners may enrol in a micro-degree, or apply, by themselves. Without a window of a kind only staff do it for them.

Refuses: a kind that the micro-degree does not use, a window that closes before it opens, one that is there already.
"""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from credcenter.kernel import audit
from credcenter.kernel.audit import Actor
from credcenter.kernel.errors import Conflict, InvalidInput, NotFound
from programs.enums import WindowKind
from programs.models import ApplicationWindow, MicroDegree
from programs.services.design.application_keys import usable_kinds


def open_application_window(
    micro_degree: MicroDegree,
    *,
    kind: WindowKind,
    opens_at: dt.datetime,
    closes_at: dt.datetime,
    actor: Actor,
) -> ApplicationWindow:
    """Let learners do something from one moment (included) to another (not included).

    Raises InvalidInput (`window_kind`, `window_bad`) or Conflict (`window_twice`).
    """
    usable = usable_kinds(micro_degree.application)
    if kind not in usable:
        message = _("A window of this micro-degree is for one of: %(kinds)s.")
        labels = ", ".join(str(WindowKind(each).label) for each in usable)
        raise InvalidInput(message % {"kinds": labels}, code="window_kind", field="kind")
    if closes_at <= opens_at:
        message = _("The window must close after it opens.")
        raise InvalidInput(message, code="window_bad", field="closes_at")
    try:
        with transaction.atomic():
            row = ApplicationWindow.objects.create(
                micro_degree=micro_degree, kind=kind, opens_at=opens_at, closes_at=closes_at
            )
            _record("application_window.made", row, actor=actor)
    except IntegrityError as exc:
        message = _("A window of this kind opens at the same time already.")
        raise Conflict(message, code="window_twice") from exc
    return row


@transaction.atomic
def remove_application_window(window_id: int, *, actor: Actor) -> ApplicationWindow:
    """Take a window away; what was handed in while it was open stays. NotFound."""
    rows = ApplicationWindow.objects.select_for_update(of=("self",)).select_related("micro_degree")
    row = rows.filter(pk=window_id).first()
    if row is None:
        raise NotFound(_("There is no such window."), code="window_unknown")
    _record("application_window.removed", row, actor=actor)
    row.delete()
    return row


def _record(action: str, row: ApplicationWindow, *, actor: Actor) -> None:
    details = {
        "micro_degree": row.micro_degree.code,
        "kind": row.kind,
        "opens_at": row.opens_at.isoformat(),
        "closes_at": row.closes_at.isoformat(),
    }
    audit.record(action, subject=row, actor=actor, details=details)

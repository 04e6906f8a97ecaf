"""Stages 2 and 4: what learners ask for themselves: to be taken on, and to have what they completed approved.

A learner may do so while a window is open; staff may do it for a learner at any time, saying why. Refuses what the
micro-degree does not ask for, what was asked for already, and a final application before the preliminary one.
"""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from credcenter.kernel import audit, clock
from credcenter.kernel.audit import Actor
from credcenter.kernel.errors import Conflict, NotFound, RuleRefused
from learners.models import Learner
from programs.enums import ApplicationKind, EnrolmentState, EntryDeed, WindowKind
from programs.locks import lock_enrolments
from programs.models import Application, ApplicationWindow, Enrolment, MicroDegree
from programs.selectors.applications import entry_window, opening, standing_applications
from programs.selectors.window_wording import window_sentence
from programs.services.completion import evaluate, leave_review
from programs.services.enrolment import enrol, withdraw
from programs.validators import term_of


def begin(
    learner: Learner, *, micro_degree: MicroDegree, actor: Actor, exception: str = ""
) -> Enrolment:
    """Enrol a learner from this term on, with a preliminary application where the micro-degree asks for one.

    `exception` says why it is done outside of a window; only staff may. Raises RuleRefused (`window_shut`,
    `no_curriculum`) or Conflict (`enrolled_already`, `enrolled_twice`).
    """
    kind = entry_window(micro_degree)
    with transaction.atomic(), audit.at_the_end():
        window = _open_window(micro_degree, kind, exception=exception)
        made = enrol({learner: term_of(clock.today())}, micro_degree=micro_degree, actor=actor)
        if not made:
            message = _("The enrolment in this micro-degree exists already.")
            raise Conflict(message, code="enrolled_already")
        if kind == WindowKind.PRELIMINARY:
            made_for = ApplicationKind.PRELIMINARY
            _make(made[0], kind=made_for, window=window, exception=exception, actor=actor)
        evaluate(made, actor=actor)
        return made[0]


def apply_for(
    enrolment_id: int, *, kind: ApplicationKind, actor: Actor, exception: str = ""
) -> Application:
    """Hand in an application for an enrolment; a final one lets the case go to review once all is met.

    Raises NotFound, Conflict (`enrolment_ended`, `applied_already`) or RuleRefused (`application_not_wanted`,
    `preliminary_missing`, `window_shut`).
    """
    with transaction.atomic(), audit.at_the_end():
        enrolment = _active(enrolment_id)
        _refuse_untimely(enrolment, kind=kind)
        window = _open_window(enrolment.micro_degree, WindowKind(kind), exception=exception)
        made = _make(enrolment, kind=kind, window=window, exception=exception, actor=actor)
        evaluate([enrolment], actor=actor)
        return made


def withdraw_application(application_id: int, *, reason: str, actor: Actor) -> None:
    """Take an application back. Without its final one a case leaves review; without its preliminary one the enrolment ends.

    Raises NotFound or Conflict (`enrolment_ended`, `withdrawn_already`).
    """
    with transaction.atomic(), audit.at_the_end():
        found = Application.objects.filter(pk=application_id).first()
        if found is None:
            raise NotFound(_("There is no such application."), code="application_unknown")
        enrolment = _active(found.enrolment_id)
        if found.kind == ApplicationKind.PRELIMINARY:
            withdraw(enrolment.pk, reason=reason, actor=actor)
            return
        changed = Application.objects.filter(pk=found.pk, withdrawn_at__isnull=True)
        if not changed.update(withdrawn_at=clock.now()):
            message = _("This application has been withdrawn already.")
            raise Conflict(message, code="withdrawn_already")
        audit.record("application.withdrawn", subject=found, actor=actor, reason=reason)
        leave_review(enrolment, actor=actor)


def act_for(
    learner: Learner, *, micro_degree: MicroDegree, deed: EntryDeed, reason: str, actor: Actor
) -> None:
    """What staff do for a learner, at any time, saying why. Raises what the deed itself raises, and NotFound."""
    if deed == EntryDeed.BEGIN:
        begin(learner, micro_degree=micro_degree, actor=actor, exception=reason)
        return
    rows = Enrolment.objects.filter(learner=learner, micro_degree=micro_degree)
    enrolment = rows.exclude(state=EnrolmentState.WITHDRAWN).first()
    if enrolment is None:
        message = _("This learner is not enrolled in this micro-degree.")
        raise NotFound(message, code="enrolment_unknown")
    if deed == EntryDeed.WITHDRAW:
        withdraw(enrolment.pk, reason=reason, actor=actor)
    elif deed == EntryDeed.WITHDRAW_FINAL:
        standing = standing_applications([enrolment])[enrolment.pk].get(ApplicationKind.FINAL)
        if standing is None:
            message = _("There is no such application.")
            raise NotFound(message, code="application_unknown")
        withdraw_application(standing.pk, reason=reason, actor=actor)
    else:
        apply_for(enrolment.pk, kind=ApplicationKind(deed), actor=actor, exception=reason)


def _active(enrolment_id: int) -> Enrolment:
    enrolment = next(iter(lock_enrolments([enrolment_id])), None)
    if enrolment is None:
        raise NotFound(_("There is no such enrolment."), code="enrolment_unknown")
    if enrolment.state != EnrolmentState.ACTIVE:
        raise Conflict(_("This enrolment has ended already."), code="enrolment_ended")
    return enrolment


def _refuse_untimely(enrolment: Enrolment, *, kind: ApplicationKind) -> None:
    wanted = enrolment.micro_degree.application
    if kind not in wanted:
        message = _("This micro-degree does not ask for such an application.")
        raise RuleRefused(message, code="application_not_wanted")
    standing = standing_applications([enrolment])[enrolment.pk]
    if kind in standing:
        raise Conflict(_("This application has been made already."), code="applied_already")
    first = ApplicationKind.PRELIMINARY
    if kind == ApplicationKind.FINAL and first in wanted and first not in standing:
        message = _("The preliminary application has to be made first.")
        raise RuleRefused(message, code="preliminary_missing")


def _open_window(
    micro_degree: MicroDegree, kind: WindowKind, *, exception: str
) -> ApplicationWindow | None:
    """The window that is open; None where an exception is made. RuleRefused says when there is one."""
    found = opening(micro_degree, kind, at=clock.now())
    if found.now is None and not exception.strip():
        raise RuleRefused(window_sentence(found, kind=kind), code="window_shut")
    return found.now


def _make(
    enrolment: Enrolment,
    *,
    kind: ApplicationKind,
    window: ApplicationWindow | None,
    exception: str,
    actor: Actor,
) -> Application:
    try:
        with transaction.atomic():
            made = Application.objects.create(
                enrolment=enrolment, kind=kind, applied_by_id=actor.user_id
            )
    except IntegrityError as exc:
        message = _("This application has been made already.")
        raise Conflict(message, code="applied_already") from exc
    details = {"kind": str(kind), "enrolment": enrolment.pk, "window": window and window.pk}
    audit.record(
        "application.made", subject=made, actor=actor, reason=exception.strip(), details=details
    )
    return made

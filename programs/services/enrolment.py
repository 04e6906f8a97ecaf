"""Stage 2: a learner works towards a micro-degree, under the curriculum of the term of entry.

Refuses nothing that is already so: enrolling twice is one enrolment, and the database holds it to that.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from credcenter.kernel import audit, clock
from credcenter.kernel.audit import Actor, Entry
from credcenter.kernel.bulk import insert_all
from credcenter.kernel.errors import Conflict, RuleRefused
from learners.models import Learner
from learners.selectors.profiles import chunks
from programs.enums import CompletionState, EnrolmentState
from programs.locks import lock_enrolments
from programs.models import Completion, Enrolment, MicroDegree
from programs.selectors.lookup import curricula_of, curriculum_for

BATCH = 10_000
"""Rows in one statement."""


@transaction.atomic
def enrol(
    terms: Mapping[Learner, str], *, micro_degree: MicroDegree, actor: Actor
) -> list[Enrolment]:
    """Enrol learners from their terms of entry (such as 2026-1) on; the enrolments that are new.

    Whoever is enrolled or has completed is left as they are. Raises Conflict when somebody enrolled the same
    learner at the same moment.
    """
    versions = curricula_of(micro_degree)
    if not versions:
        raise RuleRefused(_("The micro-degree has no curriculum yet."), code="no_curriculum")
    taken = _enrolled(list(terms), micro_degree=micro_degree)
    rows = [
        Enrolment(
            learner=learner,
            micro_degree=micro_degree,
            curriculum=curriculum_for(versions, term=term),
            term=term,
        )
        for learner, term in terms.items()
        if learner.pk not in taken
    ]
    try:
        with transaction.atomic():
            for part in chunks(rows, size=BATCH):
                insert_all(part)
    except IntegrityError as exc:
        message = _("Somebody else enrolled the same learners at the same moment. Try again.")
        raise Conflict(message, code="enrolled_twice") from exc
    audit.record_many([Entry("enrolment.created", row) for row in rows], actor=actor)
    return rows


@transaction.atomic
def withdraw(enrolment_id: int, *, reason: str, actor: Actor) -> Enrolment:
    """End an enrolment before its completion is approved; its case leaves every queue.

    Raises Conflict when it has ended already.
    """
    enrolment = next(iter(lock_enrolments([enrolment_id])), None)
    if enrolment is None or enrolment.state != EnrolmentState.ACTIVE:
        raise Conflict(_("This enrolment has ended already."), code="enrolment_ended")
    enrolment.state, enrolment.ended_at = EnrolmentState.WITHDRAWN, clock.now()
    enrolment.save(update_fields=["state", "ended_at"])
    waiting = (CompletionState.IN_REVIEW, CompletionState.READY)
    Completion.objects.filter(enrolment=enrolment, state__in=waiting).update(
        state=CompletionState.IN_PROGRESS, waiting_since=None
    )
    enrolment.applications.filter(withdrawn_at__isnull=True).update(withdrawn_at=enrolment.ended_at)
    audit.record("enrolment.withdrawn", subject=enrolment, actor=actor, reason=reason)
    return enrolment


def _enrolled(learners: list[Learner], *, micro_degree: MicroDegree) -> set[object]:
    """Who studies it or has completed it."""
    found: set[object] = set()
    for chunk in chunks(learners):
        rows = Enrolment.objects.filter(micro_degree=micro_degree, learner__in=chunk)
        rows = rows.exclude(state=EnrolmentState.WITHDRAWN)
        found |= set(rows.values_list("learner_id", flat=True))
    return found

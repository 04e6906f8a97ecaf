"""Applies a checked results file: learners, enrolments, results and the cases they touch, in one transaction.

Refuses a file that was applied, and one whose rows no longer fit the records.
"""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from credcenter.kernel import audit, clock
from credcenter.kernel.audit import Actor
from credcenter.kernel.bulk import many_objects
from credcenter.kernel.errors import Conflict, NotFound
from credcenter.kernel.progress import Tick, untold
from learners.models import Learner
from learners.selectors.profiles import by_student_numbers
from learners.services.profile import ensure_learners
from programs.enums import CompletionState, ImportState
from programs.locks import lock_import, lock_learners_with_enrolments
from programs.models import Completion, Enrolment, ResultImport
from programs.selectors.lookup import courses_by_code
from programs.services.completion import evaluate_learners
from programs.services.enrolment import enrol
from programs.services.results.merging import merge, write
from programs.services.results.preview import entry_terms, states_of
from programs.services.results.rows import ResultRow

_SAVED = ("state", "applied_at", "applied_by", "summary", "former", "file", "fault")


def apply_results(import_: ResultImport, *, actor: Actor, tick: Tick = untold) -> dict[str, Any]:
    """Do what the preview said; the summary of what was changed, which the import keeps too.

    `tick` is told of every case that was computed anew.

    Raises Conflict (`already_applied`) the second time, Conflict when learners changed since the check: then nothing
    is done.
    """
    try:
        with many_objects(), transaction.atomic(), audit.at_the_end():
            return _apply(import_, actor=actor, tick=tick)
    except IntegrityError as exc:
        raise Conflict(
            _("Somebody else entered the same results at the same moment. Check the file again."),
            code="results_changed",
        ) from exc


def _apply(import_: ResultImport, *, actor: Actor, tick: Tick) -> dict[str, Any]:
    locked = lock_import(import_.pk)
    if locked is None:
        raise NotFound(_("There is no such results file."), code="import_unknown")
    _refuse_state(locked)
    rows = [ResultRow.from_json(row) for row in locked.rows]
    before = by_student_numbers({row.person.student_number for row in rows})
    lock_learners_with_enrolments(learner.pk for learner in before.values())
    learners = ensure_learners((row.person for row in rows), actor=actor)
    enrolled = _enrol(rows, learners=learners, import_=locked, actor=actor)
    locked.former["enrolments"] = [each.pk for each in enrolled]
    locked.state, locked.applied_at = ImportState.APPLIED, clock.now()
    locked.file, locked.fault = None, ""
    locked.applied_by_id = actor.user_id
    outcome = merge(rows, known=before)
    write(
        outcome,
        learners=learners,
        courses=courses_by_code({row.course for row in rows}),
        source=locked,
    )
    touched = {learners[number].pk for number in outcome.touched()}
    touched |= {each.learner_id for each in enrolled}
    newly_eligible = _evaluate(touched, import_=locked, actor=actor, tick=tick)
    locked.summary |= {
        "learners_new": len(learners) - len(before),
        "enrolments_new": len(enrolled),
        **outcome.counts(),
        "newly_eligible": newly_eligible,
    }
    locked.save(update_fields=_SAVED)
    audit.record("results.applied", subject=locked, actor=actor, details=locked.summary)
    import_.refresh_from_db(fields=["state", "applied_at", "applied_by", "summary"])
    return dict(locked.summary)


def _refuse_state(import_: ResultImport) -> None:
    if import_.state == ImportState.APPLIED:
        raise Conflict(_("This results file was applied already."), code="already_applied")
    if import_.state not in (ImportState.CHECKED, ImportState.APPLYING):
        message = _(
            "The results file is in another state by now (%(state)s). Look at it once more."
        )
        state = {"state": import_.get_state_display()}
        raise Conflict(message % state, code="import_state")


def _enrol(
    rows: list[ResultRow], *, learners: dict[str, Learner], import_: ResultImport, actor: Actor
) -> list[Enrolment]:
    """Enrol those who never were; whoever withdrew stays withdrawn until a person decides otherwise."""
    if import_.micro_degree is None:
        return []
    states = states_of(learners.values(), micro_degree=import_.micro_degree)
    terms = {
        learners[number]: term for number, term in entry_terms(rows).items() if number not in states
    }
    return enrol(terms, micro_degree=import_.micro_degree, actor=actor)


def _evaluate(learner_ids: set[Any], *, import_: ResultImport, actor: Actor, tick: Tick) -> int:
    """Compute the cases anew; how many of this micro-degree (of all, without one) went to review."""
    waiting = Completion.objects.filter(state=CompletionState.IN_REVIEW)
    if import_.micro_degree is not None:
        waiting = waiting.filter(enrolment__micro_degree=import_.micro_degree)
    before = set(waiting.values_list("pk", flat=True))
    evaluate_learners(learner_ids, actor=actor, tick=tick)
    return len(set(waiting.values_list("pk", flat=True)) - before)

"""Stage 4: a completion is computed from results, never typed in. What becomes eligible goes to review.

States: in progress ⇄ (ready ⇄) in review → approved, returned or denied; a case is ready while it waits for the
final application that its micro-degree asks for. A case whose facts change in review is evaluated
anew; where somebody has decided on it already, a new round begins, since they decided on other facts. Approved and
denied cases are left alone here; `programs.services.reopening` looks after the approved ones.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from credcenter.kernel import audit, clock
from credcenter.kernel.audit import Actor, Entry
from credcenter.kernel.bulk import insert_all, update_each
from credcenter.kernel.errors import Conflict, RuleRefused
from credcenter.kernel.progress import Tick, untold
from learners.selectors.profiles import chunks
from programs.enums import CompletionState, EnrolmentState
from programs.evaluator import evaluate as explain
from programs.evaluator import without_texts
from programs.locks import lock_completion, lock_enrolments
from programs.models import Completion, Enrolment, MicroDegree
from programs.selectors.applications import applied_for
from programs.selectors.facts import facts_of
from programs.services.reopening import follow_results

_CLOSED = (CompletionState.APPROVED, CompletionState.DENIED, CompletionState.REOPENED)
_FIELDS = (
    "state",
    "is_eligible",
    "explanation",
    "round",
    "step",
    "evaluated_at",
    "waiting_since",
    "review_began_at",
)


def evaluate(
    enrolments: Iterable[Enrolment], *, actor: Actor, tick: Tick = untold
) -> list[Completion]:
    """Compute the cases of enrolments anew; the completions, made where there was none.

    Runs in the caller's transaction where there is one, else in one per chunk of 500. Ended enrolments are skipped.
    `tick` is told of every enrolment.
    """
    ids = sorted({enrolment.pk for enrolment in enrolments})
    found: list[Completion] = []
    for chunk in chunks(ids):
        found += _evaluate_chunk(chunk, actor=actor)
        tick(len(chunk))
    return found


def evaluate_learners(
    learner_ids: Iterable[UUID], *, actor: Actor, tick: Tick = untold
) -> list[Completion]:
    """Compute every open case of some learners anew, as after new results or an award.

    A case that was approved is reopened when results that it counted have changed.
    """
    learner_ids = set(learner_ids)
    follow_results(learner_ids, actor=actor)
    enrolments: list[Enrolment] = []
    for chunk in chunks(sorted(learner_ids)):
        rows = Enrolment.objects.filter(learner__in=chunk, state=EnrolmentState.ACTIVE)
        enrolments += rows.only("pk")
    return evaluate(enrolments, actor=actor, tick=tick)


@transaction.atomic
def resubmit(completion_id: int, *, reason: str, actor: Actor) -> Completion:
    """Put a returned case into a new round, though its results stayed as they were, saying why.

    Raises Conflict unless it was returned (`not_returned`) and its learner still studies (`enrolment_ended`),
    RuleRefused when it is not eligible (any more).
    """
    _lock_enrolment_of(completion_id)
    completion = lock_completion(completion_id)
    if completion is None or completion.state != CompletionState.RETURNED:
        raise Conflict(_("Only a returned case can be submitted again."), code="not_returned")
    if completion.enrolment.state != EnrolmentState.ACTIVE:
        raise Conflict(_("This enrolment has ended already."), code="enrolment_ended")
    explanation = explanation_of(completion.enrolment)
    if not explanation["eligible"]:
        message = _("The requirements are not met, so the case cannot be submitted again.")
        raise RuleRefused(message, code="not_eligible")
    completion.explanation, completion.evaluated_at = explanation, clock.now()
    _enter_review(completion, next_round=True)
    completion.save(update_fields=_FIELDS)
    audit.record("completion.resubmitted", subject=completion, actor=actor, reason=reason)
    return completion


def restart_rounds(micro_degrees: Iterable[MicroDegree], *, actor: Actor) -> list[Completion]:
    """Begin anew the cases that are half way through a chain of approval which has changed.

    In the caller's transaction, with the enrolments locked.
    """
    cases = Completion.objects.filter(
        enrolment__micro_degree__in=list(micro_degrees),
        enrolment__state=EnrolmentState.ACTIVE,
        state=CompletionState.IN_REVIEW,
        step__gt=0,
    )
    restarted = list(cases.order_by("pk"))
    for case in restarted:
        _enter_review(case, next_round=True)
    Completion.objects.bulk_update(
        restarted, ["round", "step", "waiting_since", "review_began_at"], batch_size=200
    )
    entries = [
        Entry("completion.restarted", case, details={"round": case.round}) for case in restarted
    ]
    audit.record_many(entries, actor=actor)
    return restarted


def leave_review(enrolment: Enrolment, *, actor: Actor) -> None:
    """A case whose final application was taken back waits for another; in the caller's transaction, enrolment locked.

    What was decided on it so far is of an earlier round then.
    """
    open_states = (CompletionState.IN_REVIEW, CompletionState.RETURNED)
    case = Completion.objects.filter(enrolment=enrolment, state__in=open_states).first()
    if case is None:
        return
    _move(case, is_applied_for=False)
    case.save(update_fields=_FIELDS)
    audit.record(f"completion.{case.state}", subject=case, actor=actor)


def explanation_of(enrolment: Enrolment) -> dict[str, Any]:
    """What the evaluator says of one enrolment now."""
    return _explanations([enrolment])[0]


def _lock_enrolment_of(completion_id: int) -> None:
    """An evaluation holds the enrolment alone: who changes a case waits for it first."""
    lock_enrolments(
        Completion.objects.filter(pk=completion_id).values_list("enrolment_id", flat=True)
    )


@transaction.atomic
def _evaluate_chunk(enrolment_ids: Iterable[int], *, actor: Actor) -> list[Completion]:
    enrolments = [
        each for each in lock_enrolments(enrolment_ids) if each.state == EnrolmentState.ACTIVE
    ]
    known = {
        each.enrolment_id: each for each in Completion.objects.filter(enrolment__in=enrolments)
    }
    changes, applied = _Changes(), applied_for(enrolments)
    for enrolment, explanation in zip(enrolments, _explanations(enrolments), strict=True):
        completion = known.get(enrolment.pk) or Completion(enrolment=enrolment)
        changes.settle(completion, explanation, is_applied_for=enrolment.pk in applied)
    insert_all(changes.new)
    update_each(changes.old, fields=_FIELDS)
    entries = [Entry(f"completion.{each.state}", each) for each in changes.moved]
    audit.record_many(entries, actor=actor)
    return changes.all


class _Changes:
    """Completions of a chunk, sorted by what has to be written."""

    def __init__(self) -> None:
        self.all: list[Completion] = []
        self.new: list[Completion] = []
        self.old: list[Completion] = []
        self.moved: list[Completion] = []

    def settle(
        self, completion: Completion, explanation: dict[str, Any], *, is_applied_for: bool
    ) -> None:
        """Bring one case up to what the evaluator says, and to the application that it may wait for."""
        self.all.append(completion)
        is_new = completion.pk is None
        before = completion.state
        if before in _CLOSED:
            return
        is_let_go = is_applied_for and before == CompletionState.READY
        if not (is_new or is_let_go or _differ(completion, explanation)):
            return
        completion.explanation, completion.evaluated_at = explanation, clock.now()
        _move(completion, is_applied_for=is_applied_for)
        (self.new if is_new else self.old).append(completion)
        if completion.state != before:
            self.moved.append(completion)


def _differ(completion: Completion, explanation: dict[str, Any]) -> bool:
    """Whether the facts differ; a mended wording alone is no reason to begin a new round."""
    return without_texts(completion.explanation) != without_texts(explanation)


def _move(completion: Completion, *, is_applied_for: bool) -> None:
    """The state that follows from changed facts."""
    decided = completion.step > 0 or completion.state == CompletionState.RETURNED
    is_eligible = completion.explanation["eligible"]
    if is_eligible and is_applied_for:
        _enter_review(completion, next_round=decided)
        return
    completion.state = CompletionState.READY if is_eligible else CompletionState.IN_PROGRESS
    completion.is_eligible, completion.waiting_since, completion.step = is_eligible, None, 0
    completion.round += 1 if decided else 0


def _enter_review(completion: Completion, *, next_round: bool) -> None:
    if completion.state != CompletionState.IN_REVIEW or next_round:
        completion.waiting_since = completion.review_began_at = clock.now()
    completion.state, completion.is_eligible = CompletionState.IN_REVIEW, True
    completion.step = 0
    completion.round += 1 if next_round else 0


def _explanations(enrolments: list[Enrolment]) -> list[dict[str, Any]]:
    studies = [(each.learner_id, each.curriculum, each.term) for each in enrolments]
    return [
        explain(
            facts.rules,
            attempts=facts.attempts,
            catalogue=facts.catalogue,
            standing=facts.standing,
        ).to_json()
        for facts in facts_of(studies)
    ]

"""What the staff makes of a case that a changed result has reopened: the badge stands, is approved anew, or is gone.

Refuses: a case that is not reopened, one's own, no reason; to confirm changes that one handed in, or a badge that
stands no more; to close as revoked one that still stands; a review of what does not meet the requirements. A refusal
changes nothing.
"""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from badges.enums import CredentialState
from credcenter.kernel import audit, clock
from credcenter.kernel.audit import Actor
from credcenter.kernel.errors import Conflict, InvalidInput, NotFound, RuleRefused
from programs.enums import CompletionState, ReopeningOutcome
from programs.locks import lock_completion, lock_learners_with_enrolments
from programs.models import Completion, CourseResult, Enrolment, Reopening
from programs.services import reopening as reopened
from programs.services.completion import evaluate, explanation_of


@transaction.atomic
def confirm(completion_id: int, *, reason: str, actor: Actor) -> Completion:
    """The badge stands with the results that it names; its flag is cleared with the reason.

    Raises Conflict (`not_reopened`, `not_issued`), RuleRefused (`own_case`, `entered_results`) or InvalidInput
    (`reason_required`).
    """
    case, reopening = _locked(completion_id, reason=reason, actor=actor)
    if not _stands(case):
        message = _("The badge of this case is not valid, so it cannot be confirmed.")
        raise Conflict(message, code="not_issued")
    if _has_entered(reopening, user_id=actor.user_id):
        message = _("You uploaded results of this case, so another person decides on it.")
        raise RuleRefused(message, code="entered_results")
    _close(reopening, outcome=ReopeningOutcome.CONFIRMED, reason=reason, actor=actor)
    reopened.approve_as_before(reopening)
    audit.record("completion.confirmed", subject=case, actor=actor, reason=reason)
    return case


@transaction.atomic
def review_again(completion_id: int, *, reason: str, actor: Actor) -> Completion:
    """The changed results go through all steps in a new round; at its end the badge is replaced by a corrected one.

    Raises as `confirm` does, and RuleRefused (`not_eligible`).
    """
    case, _reopening = _locked(completion_id, reason=reason, actor=actor)
    if not _stands(case):
        message = _("The badge of this case is not valid, so it cannot be replaced.")
        raise Conflict(message, code="not_issued")
    explanation = explanation_of(case.enrolment)
    if not explanation["eligible"]:
        message = _("With the changed results the requirements are not met: revoke the badge.")
        raise RuleRefused(message, code="not_eligible")
    case.explanation, case.evaluated_at = explanation, clock.now()
    case.state, case.is_eligible = CompletionState.IN_REVIEW, True
    case.round, case.step = reopened.next_round(case), 0
    case.waiting_since = case.review_began_at = clock.now()
    case.save()
    audit.record("completion.reviewed_again", subject=case, actor=actor, reason=reason)
    return case


@transaction.atomic
def close_revoked(completion_id: int, *, reason: str, actor: Actor) -> Completion:
    """The badge was revoked: the learner goes on, and the case is evaluated anew in a new round.

    Raises as `confirm` does, and Conflict (`still_valid`).
    """
    case, reopening = _locked(completion_id, reason=reason, actor=actor)
    credential = reopened.newest_credential(case)
    if credential is None or credential.state != CredentialState.REVOKED:
        message = _("The badge of this case is still valid. Revoke it first.")
        raise Conflict(message, code="still_valid")
    _close(reopening, outcome=ReopeningOutcome.REVOKED, reason=reason, actor=actor)
    reopened.review_anew(case)
    audit.record("completion.award_ended", subject=case, actor=actor, reason=reason)
    evaluate([case.enrolment], actor=actor)
    case.refresh_from_db()
    return case


def _locked(completion_id: int, *, reason: str, actor: Actor) -> tuple[Completion, Reopening]:
    if not reason.strip():
        raise InvalidInput(_("Say why."), code="reason_required", field="reason")
    enrolment = Enrolment.objects.filter(completion__pk=completion_id).first()
    if enrolment is None:
        raise NotFound(_("There is no such case."), code="completion_unknown")
    lock_learners_with_enrolments([enrolment.learner_id])
    case = lock_completion(completion_id)
    reopening = None if case is None else reopened.open_reopening(case)
    if case is None or reopening is None:
        message = _("This case is not reopened (any more).")
        raise Conflict(message, code="not_reopened")
    if actor.user_id is not None and case.enrolment.learner.user_id == actor.user_id:
        raise RuleRefused(_("Nobody decides on their own case."), code="own_case")
    reopening.completion = case
    return case, reopening


def _has_entered(reopening: Reopening, *, user_id: int | None) -> bool:
    """Whether somebody handed in, or applied, a file with one of the changed results."""
    if user_id is None:
        return False
    entered = Q(source__uploaded_by=user_id) | Q(source__applied_by=user_id)
    changed = [int(each["result"]) for each in reopening.changes]
    return CourseResult.objects.filter(entered, pk__in=changed).exists()


def _close(reopening: Reopening, *, outcome: ReopeningOutcome, reason: str, actor: Actor) -> None:
    reopened.close(reopening, outcome=outcome, reason=reason.strip(), actor=actor)


def _stands(case: Completion) -> bool:
    """Whether the badge is valid, or about to be made."""
    credential = reopened.newest_credential(case)
    return credential is None or credential.state != CredentialState.REVOKED

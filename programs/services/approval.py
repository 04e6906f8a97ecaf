"""Stage 5: people decide on a case, step by step; the last approval asks for the badge in the same transaction.

What was known at each decision is frozen as canonical JSON with its SHA-256, which the credential's evidence carries.
Whoever stands in for somebody decides on their behalf, and both have had a part in the case then.
Refuses: a case not in review or not eligible any more, a step that is not this person's or whose window is closed, a
second step of a round, a case of one's own or with results one handed in, returning or denying without a reason. A
refusal changes nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from badges.award import Award, AwardedResult
from badges.models import AchievementVersion, IssuanceRequest
from badges.selectors.achievements import current_version
from badges.services.reissuing import reissue
from badges.services.request import Wish, request
from credcenter.accounts.enums import Role
from credcenter.accounts.models import User
from credcenter.kernel import audit, clock
from credcenter.kernel.audit import Actor
from credcenter.kernel.canonical_json import sha256_of
from credcenter.kernel.errors import Conflict, InvalidInput, NotFound, RuleRefused
from programs.enums import CompletionState, Decision, EnrolmentState, ReopeningOutcome
from programs.evaluator import without_texts
from programs.locks import lock_completion, lock_learners_with_enrolments
from programs.models import Approval, ApprovalParty, Completion, Delegation, Enrolment
from programs.selectors.bench import Bench
from programs.selectors.deciders import waiting_step
from programs.services import telling
from programs.services.approval_evidence import approval_evidence
from programs.services.completion import evaluate_learners, explanation_of
from programs.services.frozen_facts import approval_facts, award_results, credits_earned, last_term
from programs.services.reopening import close, newest_credential, open_reopening


def decide(
    completion_id: int,
    *,
    decision: Decision,
    reason: str,
    user: User,
    roles: Collection[Role],
    actor: Actor,
) -> Completion:
    """Record one person's decision at the waiting step of a case; the case as it then stands.

    Raises NotFound, Conflict (`not_in_review`, `decided_at_once`), PermissionRefused (`not_your_step`), RuleRefused
    (`own_case`, `decided_already`, `entered_results`, `window_closed`, `facts_changed`, `already_held`) or InvalidInput
    (`reason_required`).
    """
    decision, reason = Decision(decision), reason.strip()
    if decision != Decision.APPROVED and not reason:
        message = _("Returning and denying need a reason.")
        raise InvalidInput(message, code="reason_required", field="reason")
    try:
        with transaction.atomic(), audit.at_the_end():
            completion = _locked(completion_id)
            warrant = Bench(user, roles).warrant(completion)
            if warrant.refusal is not None:
                raise warrant.refusal
            said = _Said(decision, reason, user, warrant.delegation)
            return _decide(completion, said, actor=actor)
    except _OutdatedError as outdated:
        evaluate_learners([outdated.learner_id], actor=actor)
        message = _(
            "The facts of this case have changed. It was evaluated again: look at it once more."
        )
        raise RuleRefused(message, code="facts_changed") from None
    except IntegrityError as exc:
        message = _("Somebody else decided this step at the same moment.")
        raise Conflict(message, code="decided_at_once") from exc


@dataclass(frozen=True, slots=True)
class _Said:
    """What somebody says at a step, and on whose behalf."""

    decision: Decision
    reason: str
    user: User
    delegation: Delegation | None


def _locked(completion_id: int) -> Completion:
    """The case, with nobody else awarding this learner anything meanwhile."""
    enrolment = Enrolment.objects.filter(completion__pk=completion_id).first()
    if enrolment is None:
        raise NotFound(_("There is no such case."), code="completion_unknown")
    lock_learners_with_enrolments([enrolment.learner_id])
    completion = lock_completion(completion_id)
    if completion is None or completion.state != CompletionState.IN_REVIEW:
        raise Conflict(
            _("This case is not waiting for a decision (any more)."), code="not_in_review"
        )
    return completion


def _decide(completion: Completion, said: _Said, *, actor: Actor) -> Completion:
    if said.decision == Decision.APPROVED:
        _refuse_outdated(completion)
    approval = _write_approval(completion, said)
    if said.decision != Decision.APPROVED:
        _end_review(completion, decision=said.decision)
        telling.note(approval)
    else:
        completion.step += 1
        completion.waiting_since = clock.now()
        if waiting_step(completion) is None:
            _award(completion, approval=approval, actor=actor)
    completion.save(update_fields=["state", "step", "waiting_since", "request"])
    _record(approval, completion=completion, actor=actor)
    if completion.state == CompletionState.APPROVED:
        # What is held now changes what the learner's other cases may count.
        evaluate_learners([completion.enrolment.learner_id], actor=actor)
    return completion


def _record(approval: Approval, *, completion: Completion, actor: Actor) -> None:
    details = {
        "step": approval.step,
        "round": approval.round,
        "facts_sha256": approval.facts_sha256,
    }
    if approval.delegation is not None:
        details |= {
            "delegation": approval.delegation.pk,
            "on_behalf_of": approval.delegation.principal_id,
        }
    action = f"completion.step_{approval.decision}"
    audit.record(action, subject=completion, actor=actor, reason=approval.reason, details=details)


class _OutdatedError(Exception):
    """The facts of a case changed since it was evaluated; `learner_id` is whose."""

    def __init__(self, learner_id: UUID) -> None:
        super().__init__()
        self.learner_id = learner_id


def _refuse_outdated(completion: Completion) -> None:
    """What somebody approves is what is true now: a badge it rests on may have been revoked since."""
    now = explanation_of(completion.enrolment)
    if without_texts(now) != without_texts(completion.explanation):
        raise _OutdatedError(completion.enrolment.learner_id)


def _write_approval(completion: Completion, said: _Said) -> Approval:
    approval = Approval(
        completion=completion,
        round=completion.round,
        position=completion.step,
        step=str(waiting_step(completion)),
        decision=said.decision,
        reason=said.reason,
        decided_by=said.user,
        delegation=said.delegation,
        decided_at=clock.now(),
    )
    before = completion.approvals.filter(round=completion.round)
    approval.facts = approval_facts(completion, approval=approval, before=before)
    approval.facts_sha256 = sha256_of(approval.facts)
    approval.save(force_insert=True)
    people = {said.user.pk}
    if said.delegation is not None:
        people.add(said.delegation.principal_id)
    ApprovalParty.objects.bulk_create(
        ApprovalParty(
            approval=approval, completion=completion, round=completion.round, user_id=each
        )
        for each in people
    )
    return approval


def _end_review(completion: Completion, *, decision: Decision) -> None:
    is_returned = decision == Decision.RETURNED
    completion.state = CompletionState.RETURNED if is_returned else CompletionState.DENIED
    completion.waiting_since = None
    if completion.request_id is not None:
        # Its badge stands meanwhile: what becomes of that is for the staff to decide.
        completion.state, completion.waiting_since = CompletionState.REOPENED, clock.now()


def _award(completion: Completion, *, approval: Approval, actor: Actor) -> None:
    """Stage 6 in the same transaction: there is no approved case without a request, nor a request without one."""
    if completion.request_id is None:
        completion.request = _ask(completion, approval=approval, actor=actor)
    else:
        completion.request = _ask_anew(completion, approval=approval, actor=actor)
    enrolment = completion.enrolment
    completion.state, completion.waiting_since = CompletionState.APPROVED, None
    enrolment.state, enrolment.ended_at = EnrolmentState.COMPLETED, clock.now()
    enrolment.save(update_fields=["state", "ended_at"])


def _ask(completion: Completion, *, approval: Approval, actor: Actor) -> IssuanceRequest:
    enrolment = completion.enrolment
    version = current_version(enrolment.micro_degree.achievement)
    wish = Wish(
        source_key=_source_key(completion),
        learner=enrolment.learner,
        version=version,
        award=_award_of(completion, approval=approval, version=version, awarded_on=clock.today()),
    )
    return request([wish], actor=actor)[0]


def _ask_anew(completion: Completion, *, approval: Approval, actor: Actor) -> IssuanceRequest:
    """A reopened case that was approved once more: its badge is replaced, so that there is one at any time."""
    credential, reopening = newest_credential(completion), open_reopening(completion)
    if credential is None or reopening is None:
        message = _("The badge of this case is still being made. Try again in a minute.")
        raise Conflict(message, code="badge_under_way")
    reason = gettext("Approved anew with the changed results.")
    reopening.completion = completion
    close(reopening, outcome=ReopeningOutcome.CORRECTED, reason=reason, actor=actor)
    # A corrected score is no new award: what the learner was given that day stays of that day.
    award = _award_of(
        completion,
        approval=approval,
        version=credential.version,
        awarded_on=credential.awarded_on,
    )
    return reissue(
        credential,
        award=award,
        source_key=_source_key(completion),
        reason=reason,
        actor=actor,
    )


def _source_key(completion: Completion) -> str:
    return f"completion:{completion.pk}:{completion.round}"


def _award_of(
    completion: Completion,
    *,
    approval: Approval,
    version: AchievementVersion,
    awarded_on: dt.date,
) -> Award:
    # An older curriculum may feed a competency that the badge's present wording no longer describes.
    described = {each.code for each in version.result_descriptions.all()}
    explanation: dict[str, Any] = completion.explanation
    return Award(
        awarded_on=awarded_on,
        results=tuple(
            AwardedResult(code, score)
            for code, score in award_results(explanation)
            if code in described
        ),
        evidence=(approval_evidence(completion, facts_sha256=approval.facts_sha256),),
        credits_earned=credits_earned(explanation),
        term=last_term(explanation),
    )

"""Cases follow their results: into review, out of it, and into a new round."""

from __future__ import annotations

import pytest

from credcenter.accounts.enums import Role
from credcenter.kernel.audit import SYSTEM
from credcenter.kernel.errors import Conflict, RuleRefused
from credcenter.kernel.models import AuditEvent
from programs.enums import CompletionState, Decision, EnrolmentState
from programs.models import Completion, CourseResult, CurriculumVersion
from programs.services.approval import decide
from programs.services.completion import evaluate, evaluate_learners, resubmit
from programs.services.enrolment import withdraw
from tests.factories import studies

pytestmark = pytest.mark.django_db


def give(completion: Completion, course: str, score: int) -> Completion:
    """Another score for one course, and the case computed anew."""
    results = CourseResult.objects.filter(learner=completion.enrolment.learner_id)
    results.filter(course__code=course).update(score=score)
    evaluate_learners([completion.enrolment.learner_id], actor=SYSTEM)
    return Completion.objects.get(pk=completion.pk)


def decided(completion: Completion, decision: Decision) -> Completion:
    user = studies.user(Role.FACULTY)
    return decide(
        completion.pk, decision=decision, reason="x", user=user, roles=[Role.FACULTY], actor=SYSTEM
    )


def test_what_is_eligible_waits_for_its_first_step() -> None:
    case = studies.waiting_completion()
    assert (case.state, case.is_eligible) == (CompletionState.IN_REVIEW, True)
    assert (case.round, case.step) == (1, 0)
    assert case.waiting_since is not None
    assert case.explanation["credits"] == 9
    assert AuditEvent.objects.filter(action="completion.in_review").count() == 1


def test_what_is_not_eligible_is_in_progress_and_says_what_is_missing() -> None:
    case = studies.completion("SSD101")
    assert (case.state, case.is_eligible, case.waiting_since) == ("in_progress", False, None)
    codes = [item["code"] for item in case.explanation["missing"]]
    assert codes == ["group_all_missing", "group_credits_missing", "min_credits_missing"]


def test_evaluating_again_writes_nothing() -> None:
    case = studies.waiting_completion()
    before = (AuditEvent.objects.count(), Completion.objects.get().evaluated_at)
    assert [each.pk for each in evaluate([case.enrolment], actor=SYSTEM)] == [case.pk]
    assert (AuditEvent.objects.count(), Completion.objects.get().evaluated_at) == before


def test_results_that_change_in_review_change_the_case() -> None:
    case = give(studies.waiting_completion(), "SSD101", 90)
    assert (case.state, case.round, case.step) == (CompletionState.IN_REVIEW, 1, 0)
    assert case.explanation["mean_score"] == 83.33


def test_what_is_no_longer_eligible_goes_back_and_may_return() -> None:
    case = give(studies.waiting_completion(), "SSD101", 10)
    assert (case.state, case.is_eligible, case.waiting_since) == ("in_progress", False, None)
    case = give(case, "SSD101", 80)
    assert (case.state, case.round, case.step) == (CompletionState.IN_REVIEW, 1, 0)


def test_other_facts_after_a_decision_begin_a_new_round() -> None:
    case = decided(studies.waiting_completion(), Decision.APPROVED)
    assert (case.round, case.step) == (1, 1)
    case = give(case, "SSD101", 90)
    assert (case.state, case.round, case.step) == (CompletionState.IN_REVIEW, 2, 0)


def test_falling_out_after_a_decision_begins_a_new_round_too() -> None:
    case = give(decided(studies.waiting_completion(), Decision.APPROVED), "SSD101", 10)
    assert (case.state, case.round, case.step) == (CompletionState.IN_PROGRESS, 2, 0)
    case = give(case, "SSD101", 80)
    assert (case.state, case.round, case.step) == (CompletionState.IN_REVIEW, 2, 0)


def test_a_returned_case_waits_for_other_facts() -> None:
    case = decided(studies.waiting_completion(), Decision.RETURNED)
    evaluate([case.enrolment], actor=SYSTEM)
    case.refresh_from_db()
    assert (case.state, case.round) == (CompletionState.RETURNED, 1)
    case = give(case, "SSD101", 90)
    assert (case.state, case.round, case.step) == (CompletionState.IN_REVIEW, 2, 0)


def test_a_returned_case_can_be_handed_in_again_as_it_is() -> None:
    case = decided(studies.waiting_completion(), Decision.RETURNED)
    case = resubmit(case.pk, reason="checked: the score stands", actor=SYSTEM)
    assert (case.state, case.round, case.step) == (CompletionState.IN_REVIEW, 2, 0)
    event = AuditEvent.objects.get(action="completion.resubmitted")
    assert event.reason == "checked: the score stands"
    with pytest.raises(Conflict):
        resubmit(case.pk, reason="again", actor=SYSTEM)


def test_a_returned_case_that_is_not_eligible_cannot() -> None:
    case = decided(studies.waiting_completion(), Decision.RETURNED)
    CourseResult.objects.filter(course__code="SSD101").delete()
    with pytest.raises(RuleRefused) as caught:
        resubmit(case.pk, reason="x", actor=SYSTEM)
    case.refresh_from_db()
    assert (caught.value.code, case.state) == ("not_eligible", CompletionState.RETURNED)


def test_a_returned_case_of_somebody_who_withdrew_cannot() -> None:
    case = decided(studies.waiting_completion(), Decision.RETURNED)
    withdraw(case.enrolment_id, reason="asked for", actor=SYSTEM)
    with pytest.raises(Conflict) as caught:
        resubmit(case.pk, reason="x", actor=SYSTEM)
    case.refresh_from_db()
    assert (caught.value.code, case.state) == ("enrolment_ended", CompletionState.RETURNED)


@pytest.mark.parametrize("decision", [Decision.DENIED])
def test_a_closed_case_stays_as_it_is(decision: Decision) -> None:
    case = give(decided(studies.waiting_completion(), decision), "SSD101", 100)
    assert (case.state, case.explanation["mean_score"]) == (CompletionState.DENIED, 80)


def test_a_withdrawn_enrolment_leaves_the_queue() -> None:
    case = studies.waiting_completion()
    withdraw(case.enrolment_id, reason="asked for", actor=SYSTEM)
    case.refresh_from_db()
    assert (case.state, case.enrolment.state) == ("in_progress", EnrolmentState.WITHDRAWN)
    assert evaluate([case.enrolment], actor=SYSTEM) == []


def test_changed_rules_reach_open_cases() -> None:
    case = studies.waiting_completion()
    CurriculumVersion.objects.update(rules=studies.RULES | {"min_mean_score": "99"})
    evaluate([case.enrolment], actor=SYSTEM)
    case.refresh_from_db()
    assert case.state == CompletionState.IN_PROGRESS

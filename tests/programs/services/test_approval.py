"""Who decides, what a decision freezes, and that a refusal changes nothing."""

from __future__ import annotations

import hashlib
import json

import pytest
from django.db import IntegrityError, transaction

from badges.enums import RequestState
from badges.models import IssuanceRequest
from badges.selectors.requests import AWARDED
from credcenter.accounts.enums import Role
from credcenter.accounts.models import User
from credcenter.kernel import clock
from credcenter.kernel.audit import SYSTEM
from credcenter.kernel.errors import (
    Conflict,
    CredcenterError,
    InvalidInput,
    NotFound,
    PermissionRefused,
)
from credcenter.kernel.models import AuditEvent
from programs.enums import CompletionState, Decision, EnrolmentState
from programs.models import Approval, Completion, CourseResult, CurriculumVersion, ResultImport
from programs.selectors.completions import case as read_case
from programs.selectors.completions import queue
from programs.selectors.explanations import explain
from programs.services.approval import decide
from tests.factories import badges, studies

pytestmark = pytest.mark.django_db


def say(
    completion: Completion,
    user: User,
    decision: Decision = Decision.APPROVED,
    *,
    reason: str = "",
    roles: tuple[Role, ...] = (Role.FACULTY,),
) -> Completion:
    return decide(
        completion.pk, decision=decision, reason=reason, user=user, roles=roles, actor=SYSTEM
    )


def refused(
    completion: Completion, user: User, *, roles: tuple[Role, ...] = (Role.FACULTY,)
) -> str:
    """The code of the refusal; asserts that it changed nothing."""
    before = (Approval.objects.count(), AuditEvent.objects.count(), IssuanceRequest.objects.count())
    state = Completion.objects.values().get(pk=completion.pk)
    with pytest.raises(CredcenterError) as caught:
        say(completion, user, roles=roles)
    assert Completion.objects.values().get(pk=completion.pk) == state
    assert (
        Approval.objects.count(),
        AuditEvent.objects.count(),
        IssuanceRequest.objects.count(),
    ) == before
    return caught.value.code


@pytest.fixture
def waiting() -> Completion:
    return studies.waiting_completion()


@pytest.fixture
def professor() -> User:
    return studies.user(Role.FACULTY)


def test_two_people_approve_and_a_badge_is_asked_for(waiting: Completion, professor: User) -> None:
    first = say(waiting, professor)
    assert (first.state, first.step, first.request_id) == (CompletionState.IN_REVIEW, 1, None)
    done = say(waiting, studies.user(Role.STAFF), roles=(Role.STAFF,))
    assert (done.state, done.waiting_since) == (CompletionState.APPROVED, None)
    asked = IssuanceRequest.objects.get()
    assert done.request == asked
    assert asked.source_key == f"completion:{waiting.pk}:1"
    assert asked.award["results"] == [{"code": "data-literacy", "value": "80"}]
    assert (asked.award["credits_earned"], asked.award["term"]) == ("9", "2026-1")
    assert asked.award["awarded_on"] == clock.today().isoformat()
    assert done.enrolment.state == EnrolmentState.COMPLETED
    actions = AuditEvent.objects.values_list("action", flat=True)
    assert list(actions).count("completion.step_approved") == 2


def test_the_evidence_is_the_hash_of_the_frozen_facts(waiting: Completion, professor: User) -> None:
    say(waiting, professor)
    say(waiting, studies.user(Role.FACULTY))
    first, last = Approval.objects.order_by("position")
    for approval in (first, last):
        assert hashlib.sha256(approval.facts.encode()).hexdigest() == approval.facts_sha256
    assert IssuanceRequest.objects.get().award["evidence"][0]["sha256"] == last.facts_sha256
    facts = json.loads(last.facts)
    assert facts["before"] == [
        {"decision": "approved", "facts_sha256": first.facts_sha256, "step": "department"}
    ]
    assert [each["course"] for each in facts["results"]] == ["SSD101", "SSD102", "SSD201"]
    assert facts["explanation"]["competencies"]["data-literacy"] == {"level": "L2", "score": "80"}
    assert waiting.enrolment.learner.name not in last.facts
    assert waiting.enrolment.learner.student_number not in last.facts


@pytest.mark.parametrize(
    ("decision", "state"),
    [(Decision.RETURNED, CompletionState.RETURNED), (Decision.DENIED, CompletionState.DENIED)],
)
def test_returning_and_denying_need_a_reason(
    waiting: Completion, professor: User, decision: Decision, state: CompletionState
) -> None:
    with pytest.raises(InvalidInput) as caught:
        say(waiting, professor, decision, reason="  ")
    assert (caught.value.code, Approval.objects.count()) == ("reason_required", 0)
    done = say(waiting, professor, decision, reason="성적 확인이 필요합니다.")
    assert (done.state, done.waiting_since) == (state, None)
    assert Approval.objects.get().reason == "성적 확인이 필요합니다."
    assert not IssuanceRequest.objects.exists()


def test_nobody_decides_two_steps(waiting: Completion, professor: User) -> None:
    say(waiting, professor)
    assert refused(waiting, professor) == "decided_already"
    with pytest.raises(IntegrityError), transaction.atomic():
        Approval.objects.create(
            completion=waiting, round=1, position=1, step="centre", decision="approved",
            decided_by=professor, facts="{}", facts_sha256="0" * 64,
        )  # fmt: skip


def test_in_a_new_round_they_may_again(waiting: Completion, professor: User) -> None:
    say(waiting, professor, Decision.RETURNED, reason="x")
    CourseResult.objects.filter(course__code="SSD101").update(score=90)
    studies.evaluate([waiting.enrolment], actor=SYSTEM)
    assert say(waiting, professor).step == 1
    assert list(Approval.objects.values_list("round", "decision")) == [
        (1, "returned"),
        (2, "approved"),
    ]


@pytest.mark.parametrize(
    ("roles", "department", "step", "code"),
    [
        ((Role.STAFF,), "", 0, "not_your_step"),
        ((Role.LEARNER,), "", 0, "not_your_step"),
        ((), "", 0, "not_your_step"),
        ((Role.FACULTY,), "Law", 0, "not_your_step"),
        ((Role.FACULTY,), "Social Welfare", 0, None),
        ((Role.FACULTY,), "  social   WELFARE ", 0, None),
        ((Role.FACULTY,), "", 0, None),
        ((Role.FACULTY,), "Law", 1, None),
        ((Role.STAFF,), "", 1, None),
        ((Role.PARTNER, Role.AUDITOR), "", 1, "not_your_step"),
    ],
)
def test_who_may_take_which_step(
    waiting: Completion, roles: tuple[Role, ...], department: str, step: int, code: str | None
) -> None:
    if step:
        say(waiting, studies.user(Role.FACULTY))
    user = studies.user(*roles, department=department)
    assert (waiting in queue(user, roles)) is (code is None)
    if code:
        assert refused(waiting, user, roles=roles) == code
    else:
        assert say(waiting, user, roles=roles).step == step + 1


def test_nobody_decides_on_their_own_case(waiting: Completion, professor: User) -> None:
    waiting.enrolment.learner.user = professor
    waiting.enrolment.learner.save()
    assert refused(waiting, professor) == "own_case"
    assert waiting not in queue(professor, [Role.FACULTY])


@pytest.mark.parametrize("part", ["uploaded_by", "applied_by"])
def test_nobody_decides_on_results_they_handed_in_or_applied(
    waiting: Completion, professor: User, part: str
) -> None:
    source = ResultImport.objects.create(
        micro_degree=waiting.enrolment.micro_degree,
        file_name="x.csv",
        sha256="0" * 64,
        rows=[],
        **{part: professor},
    )
    CourseResult.objects.filter(course__code="SSD201").update(source=source)
    assert refused(waiting, professor) == "entered_results"
    assert say(waiting, studies.user(Role.FACULTY)).step == 1


def test_a_case_not_in_review_is_not_decided(professor: User) -> None:
    assert refused(studies.completion("SSD101"), professor) == "not_in_review"
    with pytest.raises(NotFound):
        decide(
            999_999,
            decision=Decision.APPROVED,
            reason="",
            user=professor,
            roles=[Role.FACULTY],
            actor=SYSTEM,
        )


def test_facts_that_changed_are_shown_again_before_anybody_approves(
    waiting: Completion, professor: User
) -> None:
    CurriculumVersion.objects.update(rules=studies.RULES | {"requires": ["SSDO-X"]})
    with pytest.raises(CredcenterError) as caught:
        say(waiting, professor)
    waiting.refresh_from_db()
    assert (caught.value.code, waiting.state) == ("facts_changed", CompletionState.IN_PROGRESS)
    assert not Approval.objects.exists()


def test_a_badge_held_from_elsewhere_takes_the_case_out_of_review(
    waiting: Completion, professor: User
) -> None:
    say(waiting, professor)
    learner = waiting.enrolment.learner
    badges.waiting_request(badges.achievement_version("SSDO-F"), learner=learner)
    with pytest.raises(CredcenterError) as caught:
        say(waiting, studies.user(Role.FACULTY))
    waiting.refresh_from_db()
    assert (caught.value.code, waiting.state) == ("facts_changed", CompletionState.IN_PROGRESS)
    assert [item["code"] for item in waiting.explanation["missing"]] == ["already_held"]
    assert IssuanceRequest.objects.count() == 1


@pytest.mark.parametrize("state", AWARDED)
def test_who_holds_the_badge_by_a_roster_does_not_go_to_review(
    professor: User, state: RequestState
) -> None:
    studies.micro_degree()
    learner = badges.learner()
    asked = badges.waiting_request(badges.achievement_version("SSDO-F"), learner=learner)
    IssuanceRequest.objects.filter(pk=asked.pk).update(state=state)
    case = studies.waiting_completion(learner=learner)
    assert (case.state, case.is_eligible) == (CompletionState.IN_PROGRESS, False)
    assert [item["code"] for item in case.explanation["missing"]] == ["already_held"]


@pytest.mark.parametrize("state", [RequestState.ENDED, RequestState.CANCELLED])
def test_a_badge_that_was_revoked_is_not_held(professor: User, state: RequestState) -> None:
    studies.micro_degree()
    learner = badges.learner()
    asked = badges.waiting_request(badges.achievement_version("SSDO-F"), learner=learner)
    IssuanceRequest.objects.filter(pk=asked.pk).update(state=state)
    assert studies.waiting_completion(learner=learner).state == CompletionState.IN_REVIEW


def test_an_approved_case_is_still_explained_as_fulfilled(
    waiting: Completion, professor: User
) -> None:
    say(waiting, professor)
    done = say(waiting, studies.user(Role.FACULTY))
    enrolment = done.enrolment
    said = explain(enrolment.learner, micro_degree=enrolment.micro_degree)
    assert (said["eligible"], said["missing"]) == (True, [])


def test_an_award_changes_what_other_cases_may_count(waiting: Completion, professor: User) -> None:
    learner, program = waiting.enrolment.learner, waiting.enrolment.micro_degree.program
    advanced = studies.micro_degree("SSDO-A", of=program)
    advanced.curricula.update(
        rules=studies.RULES | {"requires": ["SSDO-F"], "shared_credits_max": "9"}
    )
    enrolment = advanced.enrolments.create(
        learner=learner, curriculum=advanced.curricula.get(), term="2026-1"
    )
    other = studies.evaluate([enrolment], actor=SYSTEM)[0]
    assert other.state == CompletionState.IN_PROGRESS
    say(waiting, professor)
    say(waiting, studies.user(Role.FACULTY))
    other.refresh_from_db()
    assert other.state == CompletionState.IN_REVIEW
    assert {each["is_shared"] for each in other.explanation["counted"]} == {True}


def test_a_decision_loses_to_one_made_at_the_same_moment(
    waiting: Completion, professor: User
) -> None:
    say(waiting, professor)
    Completion.objects.filter(pk=waiting.pk).update(step=0)
    with pytest.raises(Conflict) as caught:
        say(waiting, studies.user(Role.FACULTY))
    assert (caught.value.code, Approval.objects.count()) == ("decided_at_once", 1)


def test_a_case_is_read_as_a_whole(waiting: Completion, professor: User) -> None:
    say(waiting, professor)
    found = read_case(waiting.pk)
    assert found.waiting_step == "centre"
    assert [(s.name, s.approval is not None, s.is_waiting) for s in found.steps] == [
        ("department", True, False),
        ("centre", False, True),
    ]
    assert {each.course.code for each in found.results} == set(studies.COURSES)
    assert found.explanation["eligible"] is True


def test_permission_is_an_error_of_its_own(waiting: Completion) -> None:
    with pytest.raises(PermissionRefused):
        say(waiting, studies.user(Role.LEARNER), roles=(Role.LEARNER,))

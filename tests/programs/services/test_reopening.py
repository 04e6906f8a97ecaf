"""Results that change after the approval: the case reopens, the badge is flagged, and the staff decides."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from badges.enums import CredentialState, RequestState, RevocationReason
from badges.models import Credential, CredentialFlag, IssuanceRequest
from badges.services.issuance import issue_waiting
from badges.services.keys import ensure_signing_key
from badges.services.revoking import revoke
from credcenter.accounts.enums import Role
from credcenter.accounts.models import User
from credcenter.kernel.audit import SYSTEM, Actor
from credcenter.kernel.errors import CredcenterError
from credcenter.kernel.models import AuditEvent
from programs.enums import CompletionState, Decision, EnrolmentState
from programs.models import Approval, Completion, CourseResult, Reopening, ResultImport
from programs.services.approval import decide
from programs.services.completion import evaluate_learners
from programs.services.reopening import flag_late
from programs.services.settling import close_revoked, confirm, review_again
from tests.factories import badges, studies

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_broker")]


def say(case: Completion, user: User, decision: Decision = Decision.APPROVED) -> Completion:
    return decide(
        case.pk, decision=decision, reason="x", user=user, roles=[Role.FACULTY], actor=SYSTEM
    )


def give(case: Completion, score: int, *, course: str = "SSD101", **more: object) -> Completion:
    """Another score for one course, as an import does it."""
    rows = CourseResult.objects.filter(learner=case.enrolment.learner_id, course__code=course)
    rows.update(score=score, **more)
    evaluate_learners([case.enrolment.learner_id], actor=SYSTEM)
    return Completion.objects.select_related("enrolment").get(pk=case.pk)


def approve(case: Completion) -> Completion:
    for _step in range(2):
        case = say(case, studies.user(Role.FACULTY))
    return case


@pytest.fixture
def requested() -> Completion:
    """Approved, and its badge not made yet."""
    return approve(studies.waiting_completion())


@pytest.fixture
def issued(requested: Completion) -> Completion:
    """Approved, with its badge."""
    ensure_signing_key(actor=SYSTEM)
    assert issue_waiting(limit=10, worker="test") == 1
    return requested


def open_flags() -> list[CredentialFlag]:
    return list(CredentialFlag.objects.filter(cleared_at__isnull=True))


def test_a_changed_grade_reopens_the_case_and_flags_the_badge(issued: Completion) -> None:
    decisions = list(Approval.objects.values())
    case = give(issued, 60)
    assert case.state == CompletionState.REOPENED
    assert (case.request, list(Approval.objects.values())) == (issued.request, decisions)
    (change,) = Reopening.objects.get().changes
    assert (change["course"], change["before"]["score"], change["after"]["score"]) == (
        "SSD101", "80", "60",
    )  # fmt: skip
    (flag,) = open_flags()
    assert flag.credential.request == case.request
    assert (flag.details["completion"], flag.details["before"], flag.details["after"]) == (
        case.pk, "80", "60",
    )  # fmt: skip
    assert Credential.objects.get().state == CredentialState.ISSUED
    assert AuditEvent.objects.filter(action="completion.reopened").count() == 1
    with pytest.raises(CredcenterError) as caught:
        say(case, studies.user(Role.FACULTY))
    assert caught.value.code == "not_in_review"


@pytest.mark.parametrize("what", ["nothing", "later attempt", "source"])
def test_what_was_approved_and_stays_so_reopens_nothing(issued: Completion, what: str) -> None:
    row = CourseResult.objects.filter(course__code="SSD101").get()
    if what == "later attempt":
        row.pk, row.term, row.score = None, "2026-2", Decimal(95)
        row.save(force_insert=True)
    events = AuditEvent.objects.count()
    case = give(issued, 80) if what == "source" else issued
    evaluate_learners([issued.enrolment.learner_id], actor=SYSTEM)
    case.refresh_from_db()
    assert (case.state, Reopening.objects.count(), AuditEvent.objects.count()) == (
        CompletionState.APPROVED, 0, events,
    )  # fmt: skip


def test_a_result_that_is_gone_reopens_too(issued: Completion) -> None:
    CourseResult.objects.filter(course__code="SSD201").delete()
    case = give(issued, 80)
    assert case.state == CompletionState.REOPENED
    assert [each["after"] for each in Reopening.objects.get().changes] == [None]


def test_back_to_what_was_approved_the_case_is_as_before(issued: Completion) -> None:
    case = give(give(issued, 60), 80)
    assert (case.state, case.round, case.step) == (CompletionState.APPROVED, 1, 2)
    assert (Reopening.objects.get().outcome, open_flags()) == ("reverted", [])


def test_confirmed_results_are_what_later_ones_are_compared_with(issued: Completion) -> None:
    staff = Actor("staff", studies.user(Role.STAFF).pk)
    case = give(issued, 60)
    with pytest.raises(CredcenterError) as caught:
        confirm(case.pk, reason=" ", actor=staff)
    assert caught.value.code == "reason_required"
    case = confirm(case.pk, reason="평점에 영향이 없습니다.", actor=staff)
    assert (case.state, open_flags()) == (CompletionState.APPROVED, [])
    assert CredentialFlag.objects.get().note == "평점에 영향이 없습니다."
    assert give(case, 60).state == CompletionState.APPROVED
    assert give(case, 70).state == CompletionState.REOPENED
    assert len(open_flags()) == 1
    assert give(case, 60).state == CompletionState.APPROVED


def test_nobody_settles_their_own_case(issued: Completion) -> None:
    user = studies.user(Role.STAFF, Role.LEARNER)
    issued.enrolment.learner.user = user
    issued.enrolment.learner.save()
    case = give(issued, 60)
    for settle in (confirm, review_again, close_revoked):
        with pytest.raises(CredcenterError) as caught:
            settle(case.pk, reason="x", actor=Actor("staff", user.pk))
        assert caught.value.code == "own_case"
    assert Completion.objects.get().state == CompletionState.REOPENED


def test_nobody_confirms_a_change_that_they_handed_in(issued: Completion) -> None:
    user = studies.user(Role.STAFF)
    source = ResultImport.objects.create(
        micro_degree=issued.enrolment.micro_degree, file_name="x.csv", sha256="0" * 64, rows=[],
        uploaded_by=user,
    )  # fmt: skip
    case = give(issued, 60, source=source)
    with pytest.raises(CredcenterError) as caught:
        confirm(case.pk, reason="x", actor=Actor("staff", user.pk))
    assert (caught.value.code, len(open_flags())) == ("entered_results", 1)
    other = Actor("staff", studies.user(Role.STAFF).pk)
    assert confirm(case.pk, reason="x", actor=other).state == CompletionState.APPROVED


def test_approved_anew_the_badge_is_replaced_and_there_is_never_a_second(
    issued: Completion,
) -> None:
    day = dt.date(2026, 2, 20)
    Credential.objects.update(awarded_on=day)
    old = Credential.objects.get()
    case = review_again(give(issued, 90).pk, reason="정정 확인", actor=SYSTEM)
    assert (case.state, case.round, case.step) == (CompletionState.IN_REVIEW, 2, 0)
    case = approve(case)
    assert (case.state, open_flags()) == (CompletionState.APPROVED, [])
    assert (Reopening.objects.get().outcome, case.request.supersedes) == ("corrected", old)
    assert issue_waiting(limit=10, worker="test") == 1
    new = Credential.objects.get(supersedes=old)
    old.refresh_from_db()
    assert (old.state, old.revocation_reason) == ("revoked", "superseded")
    assert Credential.objects.filter(state="issued").get() == new
    assert (new.awarded_on, new.minted_at.date() > day) == (day, True)
    assert json.loads(bytes(new.document))["awardedDate"].startswith("2026-02-20T")
    last = Approval.objects.filter(round=2).latest("position")
    assert last.facts_sha256 in json.loads(bytes(new.document))["evidence"][0]["description"]
    assert give(case, 90).state == CompletionState.APPROVED
    with pytest.raises(CredcenterError) as caught:
        badges.waiting_request(old.version, learner=old.learner)
    assert caught.value.code == "already_held"
    second = IssuanceRequest.objects.get(supersedes=old)
    second.pk, second.source_key = None, "second"
    with pytest.raises(IntegrityError), transaction.atomic():
        second.save(force_insert=True)


@pytest.mark.parametrize("decision", [Decision.RETURNED, Decision.DENIED])
def test_not_approved_anew_it_is_the_staffs_again(issued: Completion, decision: Decision) -> None:
    case = review_again(give(issued, 90).pk, reason="x", actor=SYSTEM)
    case = say(case, studies.user(Role.FACULTY), decision)
    assert (case.state, len(open_flags())) == (CompletionState.REOPENED, 1)
    case = confirm(case.pk, reason="이전 승인을 유지합니다.", actor=SYSTEM)
    assert (case.state, case.round, case.step) == (CompletionState.APPROVED, 1, 2)
    assert give(case, 90).state == CompletionState.APPROVED


def test_results_that_change_in_the_new_review_bring_it_back(issued: Completion) -> None:
    case = review_again(give(issued, 90).pk, reason="x", actor=SYSTEM)
    assert give(case, 91).state == CompletionState.REOPENED
    assert len(Reopening.objects.get().changes) == 1


def test_what_meets_the_requirements_no_more_is_not_reviewed_but_revoked(
    issued: Completion,
) -> None:
    case = give(issued, 10)
    for settle, code in ((review_again, "not_eligible"), (close_revoked, "still_valid")):
        with pytest.raises(CredcenterError) as caught:
            settle(case.pk, reason="x", actor=SYSTEM)
        assert caught.value.code == code
    revoke(
        list(Credential.objects.all()), reason=RevocationReason.RESULT_CORRECTED, note="x",
        actor=SYSTEM,
    )  # fmt: skip
    with pytest.raises(CredcenterError) as caught:
        confirm(case.pk, reason="x", actor=SYSTEM)
    assert caught.value.code == "not_issued"
    case = close_revoked(case.pk, reason="취소 완료", actor=SYSTEM)
    assert (case.state, case.round, case.request) == (CompletionState.IN_PROGRESS, 2, None)
    case.enrolment.refresh_from_db()
    assert case.enrolment.state == EnrolmentState.ACTIVE
    case = approve(give(case, 85))
    assert (case.state, case.request.source_key) == ("approved", f"completion:{case.pk}:2")


@pytest.mark.parametrize(("score", "state"), [(90, "in_review"), (10, "in_progress")])
def test_a_badge_not_made_yet_is_called_back(requested: Completion, score: int, state: str) -> None:
    case = give(requested, score)
    assert (case.state, case.round, case.step, case.request) == (state, 2, 0, None)
    assert IssuanceRequest.objects.get().state == RequestState.CANCELLED
    assert (Reopening.objects.count(), open_flags()) == (0, [])
    assert case.enrolment.state == EnrolmentState.ACTIVE


def test_a_badge_in_a_workers_hands_is_flagged_once_it_is_made(requested: Completion) -> None:
    ensure_signing_key(actor=SYSTEM)
    IssuanceRequest.objects.update(state=RequestState.CLAIMED)
    case = give(requested, 60)
    assert (case.state, open_flags()) == (CompletionState.REOPENED, [])
    flag_late()
    IssuanceRequest.objects.update(state=RequestState.REQUESTED)
    assert issue_waiting(limit=10, worker="test") == 1
    flag_late()
    flag_late()
    assert [flag.credential for flag in open_flags()] == [Credential.objects.get()]

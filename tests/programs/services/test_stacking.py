"""Badges that others were built on: issued, they make completions appear; revoked, they flag what rests on them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from badges.award import AwardedResult
from badges.enums import AssociationKind, RevocationReason
from badges.models import Credential, CredentialFlag
from badges.services.associating import AssociationDesign, associate
from badges.services.designing import ResultDesign
from badges.services.issuance import issue_waiting
from badges.services.revoking import revoke
from credcenter.accounts.enums import Role
from credcenter.kernel.audit import SYSTEM
from credcenter.kernel.bilingual import Bilingual
from credcenter.kernel.models import AuditEvent
from learners.models import Learner
from programs.enums import CompletionState, Decision, EnrolmentState, ResultStatus
from programs.models import Completion, CourseResult, CurriculumVersion, Enrolment, MicroDegree
from programs.services.approval import decide
from programs.services.enrolment import withdraw
from programs.services.stacking import follow_badges
from programs.tasks import sweep
from tests.factories import badges, studies

pytestmark = pytest.mark.django_db


@pytest.fixture
def advanced() -> MicroDegree:
    """A micro-degree that requires the first one."""
    program = studies.program()
    studies.micro_degree("SSDO-F", of=program)
    degree = studies.micro_degree("SSDO-A", of=program)
    rules = studies.RULES | {"requires": ["SSDO-F"]}
    CurriculumVersion.objects.filter(micro_degree=degree).update(rules=rules)
    return degree


def issue(code: str, *, to: Learner) -> Credential:
    """As from a roster: nobody tells the programs."""
    return badges.issued_credential(badges.achievement_version(code), learner=to)


def issue_course(*, to: Learner, score: int) -> Credential:
    """The badge of a course, as a program file designs it."""
    mark = ResultDesign(
        "score", Bilingual("점수", "Score"), value_min=Decimal(0), value_max=Decimal(100)
    )
    version = badges.achievement_version("SSD201", achievement_type="Course", results=(mark,))
    award = badges.award(
        results=(AwardedResult("score", Decimal(score)),), credits_earned=Decimal(3)
    )
    return badges.issued_credential(version, learner=to, award=award)


def take(credential: Credential) -> None:
    revoke([credential], reason=RevocationReason.ISSUED_IN_ERROR, note="", actor=SYSTEM)


def state(case: Completion) -> str:
    return Completion.objects.get(pk=case.pk).state


def test_the_last_component_makes_a_case_go_to_review_and_back(advanced: MicroDegree) -> None:
    learner = badges.learner()
    case = studies.waiting_completion(of=advanced, learner=learner)
    assert state(case) == CompletionState.IN_PROGRESS
    component = issue("SSDO-F", to=learner)
    assert state(case) == CompletionState.IN_PROGRESS
    sweep()
    assert state(case) == CompletionState.IN_REVIEW
    events = AuditEvent.objects.count()
    assert follow_badges() == 0
    with CaptureQueriesContext(connection) as seen:
        follow_badges()
    assert (len(seen), AuditEvent.objects.count()) == (2, events)
    take(component)
    assert follow_badges() == 1
    assert state(case) == CompletionState.IN_PROGRESS


def test_who_holds_all_that_is_required_is_enrolled_once_where_wanted(
    advanced: MicroDegree,
) -> None:
    first, second = badges.learner(), badges.learner()
    issue("SSDO-F", to=first)
    follow_badges()
    assert not Enrolment.objects.exists()
    MicroDegree.objects.filter(pk=advanced.pk).update(auto_enrol=True)
    component = issue("SSDO-F", to=second)
    follow_badges()
    enrolment = Enrolment.objects.get()
    assert (enrolment.learner, enrolment.completion.state) == (second, "in_progress")
    withdraw(enrolment.pk, reason="", actor=SYSTEM)
    take(component)
    issue("SSDO-F", to=second)
    assert follow_badges() == 2
    enrolment.refresh_from_db()
    assert (Enrolment.objects.count(), enrolment.state) == (1, EnrolmentState.WITHDRAWN)


def test_a_revoked_component_flags_the_badge_that_was_approved_on_it(
    advanced: MicroDegree,
) -> None:
    learner = badges.learner()
    component = issue("SSDO-F", to=learner)
    case = studies.waiting_completion(of=advanced, learner=learner)
    for _step in advanced.approval_steps:
        user = studies.user(Role.FACULTY)
        decide(
            case.pk,
            decision=Decision.APPROVED,
            reason="",
            user=user,
            roles=[Role.FACULTY],
            actor=SYSTEM,
        )
    issue_waiting(limit=5, worker="test")
    other = issue("SSDO-X", to=learner)
    take(component)
    follow_badges()
    flag = CredentialFlag.objects.get()
    assert flag.credential.achievement.code == "SSDO-A"
    assert (flag.kind, flag.details) == ("component_revoked", {"component": str(component.pk)})
    assert state(case) == CompletionState.APPROVED
    take(other)
    follow_badges()
    assert CredentialFlag.objects.count() == 1


def test_of_a_badge_without_a_case_its_design_says_what_it_rests_on() -> None:
    learner = badges.learner()
    part, whole, alone = (issue(code, to=learner) for code in ("PART", "WHOLE", "ALONE"))
    said = AssociationDesign("PART", AssociationKind.IS_PART_OF, "WHOLE")
    associate(whole.achievement, [said], actor=SYSTEM)
    take(part)
    follow_badges()
    assert [flag.credential for flag in CredentialFlag.objects.all()] == [whole]
    take(alone)
    follow_badges()
    assert CredentialFlag.objects.count() == 1


def test_a_course_badge_counts_as_a_result_until_it_is_revoked() -> None:
    case = studies.completion("SSD101", "SSD102")
    learner = case.enrolment.learner
    badge = issue_course(to=learner, score=88)
    follow_badges()
    made = CourseResult.objects.get(course__code="SSD201")
    assert (made.score, made.term, made.credits, made.badge) == (88, "2025-2", 3, badge)
    assert state(case) == CompletionState.IN_REVIEW
    take(badge)
    follow_badges()
    made.refresh_from_db()
    assert (made.status, made.badge) == (ResultStatus.WITHDRAWN, None)
    assert state(case) == CompletionState.IN_PROGRESS
    again = issue_course(to=learner, score=88)
    follow_badges()
    assert CourseResult.objects.get(course__code="SSD201").badge == again
    assert state(case) == CompletionState.IN_REVIEW


def test_a_result_from_elsewhere_stands_whatever_becomes_of_the_badge() -> None:
    case = studies.waiting_completion()
    badge = issue_course(to=case.enrolment.learner, score=10)
    before = CourseResult.objects.values().get(course__code="SSD201")
    follow_badges()
    take(badge)
    follow_badges()
    assert CourseResult.objects.values().get(course__code="SSD201") == before
    assert state(case) == CompletionState.IN_REVIEW

"""Standing in for somebody: who may be named, what it allows, and what it leaves behind."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from django.db import IntegrityError, transaction

from credcenter.accounts.enums import Role
from credcenter.accounts.models import RoleGrant, User
from credcenter.kernel import clock
from credcenter.kernel.audit import SYSTEM
from credcenter.kernel.errors import CredcenterError
from credcenter.kernel.models import AuditEvent
from programs.enums import Decision
from programs.models import (
    Approval,
    ApprovalParty,
    Completion,
    CourseResult,
    Delegation,
    ResultImport,
)
from programs.selectors.bench import Bench
from programs.selectors.completions import queue
from programs.services.approval import decide
from programs.services.delegating import Period, delegate, end, name_substitute
from tests.factories import studies

pytestmark = pytest.mark.django_db

FACULTY = [Role.FACULTY]


@pytest.fixture
def case() -> Completion:
    return studies.waiting_completion()


@pytest.fixture
def professor() -> User:
    return studies.user(Role.FACULTY, department="Social Welfare")


@pytest.fixture
def colleague() -> User:
    """Of another department: not entitled to the department's step in their own right."""
    return studies.user(Role.FACULTY, department="Physics")


def days(first: int = 0, last: int = 7, reason: str = "연구년") -> Period:
    today = clock.today()
    return Period(today + dt.timedelta(first), today + dt.timedelta(last), reason)


def approve(case: Completion, user: User) -> Completion:
    return decide(
        case.pk, decision=Decision.APPROVED, reason="", user=user, roles=FACULTY, actor=SYSTEM
    )


def refused(case: Completion, user: User) -> str:
    """The code of the refusal, which changes nothing, and which list and page foretell."""
    before = (Approval.objects.count(), AuditEvent.objects.count())
    state = Completion.objects.values().get(pk=case.pk)
    with pytest.raises(CredcenterError) as caught:
        approve(case, user)
    assert (Approval.objects.count(), AuditEvent.objects.count()) == before
    assert Completion.objects.values().get(pk=case.pk) == state
    case.refresh_from_db()
    assert case not in queue(user, FACULTY)
    said = Bench(user, FACULTY).warrant(case).refusal
    assert said is not None
    assert said.code == caught.value.code
    return caught.value.code


def test_a_delegate_decides_on_behalf_of_the_one_who_is_away(
    case: Completion, professor: User, colleague: User
) -> None:
    assert refused(case, colleague) == "not_your_step"
    given = delegate(professor, to=colleague, period=days(), actor=SYSTEM)
    assert case in queue(colleague, FACULTY)
    approve(case, colleague)
    approval = Approval.objects.get()
    assert (approval.decided_by, approval.delegation) == (colleague, given)
    facts = json.loads(approval.facts)["delegation"]
    assert (facts["on_behalf_of"], facts["kind"]) == (str(professor.pk), "delegate")
    event = AuditEvent.objects.filter(action="completion.step_approved").get()
    assert event.details["on_behalf_of"] == professor.pk
    assert set(ApprovalParty.objects.values_list("user", flat=True)) == {
        professor.pk,
        colleague.pk,
    }


def test_neither_of_the_two_takes_another_step(
    case: Completion, professor: User, colleague: User
) -> None:
    delegate(professor, to=colleague, period=days(), actor=SYSTEM)
    approve(case, colleague)
    assert refused(case, professor) == "decided_already"
    assert refused(case, colleague) == "decided_already"
    other = studies.user(Role.FACULTY)
    delegate(professor, to=other, period=days(), actor=SYSTEM)
    assert approve(case, other).state == "approved"
    # In their own right: nothing is said of the professor, who had a part already.
    assert Approval.objects.get(position=1).delegation is None


def test_the_database_itself_refuses_a_second_part(
    case: Completion, professor: User, colleague: User
) -> None:
    delegate(professor, to=colleague, period=days(), actor=SYSTEM)
    approve(case, colleague)
    with pytest.raises(IntegrityError), transaction.atomic():
        ApprovalParty.objects.create(
            approval=Approval.objects.get(), completion=case, round=1, user=professor
        )


@pytest.mark.parametrize("whose", ["principal", "delegate"])
def test_what_either_is_barred_from_is_not_decided(
    case: Completion, professor: User, colleague: User, whose: str
) -> None:
    delegate(professor, to=colleague, period=days(), actor=SYSTEM)
    barred = professor if whose == "principal" else colleague
    source = ResultImport.objects.create(
        micro_degree=case.enrolment.micro_degree, file_name="x.csv", sha256="0" * 64, rows=[],
        uploaded_by=barred,
    )  # fmt: skip
    CourseResult.objects.filter(course__code="SSD201").update(source=source)
    assert refused(case, colleague) == "entered_results"
    CourseResult.objects.update(source=None)
    case.enrolment.learner.user = barred
    case.enrolment.learner.save()
    assert refused(case, colleague) == "own_case"


def test_a_result_that_does_not_count_bars_nobody(case: Completion, professor: User) -> None:
    source = ResultImport.objects.create(
        micro_degree=case.enrolment.micro_degree, file_name="x.csv", sha256="0" * 64, rows=[],
        uploaded_by=professor,
    )  # fmt: skip
    first = CourseResult.objects.filter(course__code="SSD101").get()
    first.pk, first.term, first.score, first.source = None, "2025-2", 60, source
    first.save(force_insert=True)
    studies.evaluate([case.enrolment], actor=SYSTEM)
    assert case in queue(professor, FACULTY)
    assert approve(case, professor).step == 1


@pytest.mark.parametrize("why", ["later", "over", "ended", "role", "account"])
def test_it_holds_only_while_it_lasts(
    case: Completion, professor: User, colleague: User, why: str
) -> None:
    given = delegate(professor, to=colleague, period=days(), actor=SYSTEM)
    today = clock.today()
    if why == "later":
        Delegation.objects.update(starts_on=today + dt.timedelta(1))
    elif why == "over":
        Delegation.objects.update(
            starts_on=today - dt.timedelta(3), ends_on=today - dt.timedelta(1)
        )
    elif why == "ended":
        end(given.pk, user=professor, is_staff=False, actor=SYSTEM)
    elif why == "role":
        RoleGrant.objects.filter(user=professor).delete()
    else:
        User.objects.filter(pk=professor.pk).update(is_active=False)
    assert refused(case, colleague) == "not_your_step"


def test_nobody_hands_on_what_was_handed_to_them(
    case: Completion, professor: User, colleague: User
) -> None:
    third = studies.user(Role.FACULTY, department="Law")
    delegate(professor, to=colleague, period=days(), actor=SYSTEM)
    delegate(colleague, to=third, period=days(), actor=SYSTEM)
    assert refused(case, third) == "not_your_step"


@pytest.mark.parametrize(
    ("period", "code"),
    [
        (days(0, 7, "  "), "reason_required"),
        (days(3, 2), "period_bad"),
        (days(-3, -1), "period_bad"),
    ],
)
def test_a_bad_period_is_refused(
    professor: User, colleague: User, period: Period, code: str
) -> None:
    with pytest.raises(CredcenterError) as caught:
        delegate(professor, to=colleague, period=period, actor=SYSTEM)
    assert (caught.value.code, Delegation.objects.count()) == (code, 0)


def test_only_people_who_decide_are_named(professor: User, colleague: User) -> None:
    staff = studies.user(Role.STAFF)
    for to, code in (
        (professor, "delegate_is_self"),
        (studies.user(Role.LEARNER), "not_a_decider"),
    ):
        with pytest.raises(CredcenterError) as caught:
            delegate(professor, to=to, period=days(), actor=SYSTEM)
        assert caught.value.code == code
    with pytest.raises(CredcenterError) as caught:
        name_substitute(professor, to=staff, period=days(), by=staff, actor=SYSTEM)
    assert (caught.value.code, Delegation.objects.count()) == ("own_substitute", 0)


def test_a_substitute_is_named_by_the_staff_and_ended_once(
    case: Completion, professor: User, colleague: User
) -> None:
    staff = studies.user(Role.STAFF)
    given = name_substitute(professor, to=colleague, period=days(), by=staff, actor=SYSTEM)
    assert (given.kind, given.created_by) == ("substitute", staff)
    with pytest.raises(CredcenterError) as caught:
        end(given.pk, user=studies.user(Role.FACULTY), is_staff=False, actor=SYSTEM)
    assert caught.value.code == "delegation_unknown"
    end(given.pk, user=staff, is_staff=True, actor=SYSTEM)
    with pytest.raises(CredcenterError) as caught:
        end(given.pk, user=staff, is_staff=True, actor=SYSTEM)
    assert caught.value.code == "delegation_over"
    actions = AuditEvent.objects.filter(action__startswith="delegation.")
    assert list(actions.values_list("action", flat=True)) == ["delegation.made", "delegation.ended"]

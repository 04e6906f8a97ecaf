"""Deciding on cases in the browser."""

from __future__ import annotations

import pytest
from django.test import Client

from badges.models import IssuanceRequest
from credcenter.accounts.enums import Role
from credcenter.accounts.models import User
from credcenter.kernel.models import AuditEvent
from programs.models import Approval, Completion
from tests.factories import badges, studies

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_broker")]


def as_user(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def faculty() -> Client:
    return as_user(studies.user(Role.FACULTY, department="Social Welfare"))


def state(case: Completion) -> tuple[str, int, int, int]:
    case.refresh_from_db()
    return case.state, case.step, Approval.objects.count(), IssuanceRequest.objects.count()


def test_two_people_approve_and_the_badge_is_asked_for() -> None:
    case = studies.waiting_completion()

    first = faculty().post(f"/approvals/{case.pk}/", {"decision": "approved"})
    assert first.status_code == 302
    assert state(case) == ("in_review", 1, 1, 0)

    as_user(studies.user(Role.STAFF)).post(f"/approvals/{case.pk}/", {"decision": "approved"})
    assert state(case) == ("approved", 2, 2, 1)


def test_after_a_decision_comes_the_next_case_then_the_queue() -> None:
    first, second = studies.waiting_completion(), studies.waiting_completion()
    client = faculty()

    answer = client.post(f"/approvals/{first.pk}/", {"decision": "approved"})
    assert answer["Location"] == f"/approvals/{second.pk}/"
    answer = client.post(f"/approvals/{second.pk}/", {"decision": "denied", "reason": "표절"})
    assert answer["Location"] == "/approvals/"
    assert state(second)[0] == "denied"


@pytest.mark.parametrize("decision", ["returned", "denied"])
@pytest.mark.parametrize("reason", ["", "   "])
def test_no_refusal_without_a_reason(decision: str, reason: str) -> None:
    case = studies.waiting_completion()
    before = state(case)

    answer = faculty().post(f"/approvals/{case.pk}/", {"decision": decision, "reason": reason})

    assert answer.status_code == 400
    assert 'class="errorlist"' in answer.content.decode()
    assert state(case) == before


@pytest.mark.parametrize("fields", [{}, {"decision": "maybe"}, {"decision": "approved" * 100}])
def test_what_is_no_decision_changes_nothing(fields: dict[str, str]) -> None:
    case = studies.waiting_completion()
    before = state(case)

    assert faculty().post(f"/approvals/{case.pk}/", fields).status_code == 400
    assert state(case) == before


@pytest.mark.parametrize("role", [Role.LEARNER, Role.PARTNER, Role.AUDITOR])
def test_other_roles_decide_nothing(role: Role) -> None:
    case = studies.waiting_completion()
    before, events = state(case), AuditEvent.objects.count()
    user = studies.user(role)
    events += 1  # the user's own creation

    answer = as_user(user).post(f"/approvals/{case.pk}/", {"decision": "approved"})

    assert answer.status_code == 403
    assert state(case) == before
    assert AuditEvent.objects.count() == events


def test_nobody_signed_in_decides_nothing(client: Client) -> None:
    case = studies.waiting_completion()
    before = state(case)

    answer = client.post(f"/approvals/{case.pk}/", {"decision": "approved"})

    assert answer["Location"].startswith("/accounts/login/")
    assert state(case) == before


def test_another_department_neither_reads_nor_decides() -> None:
    case = studies.waiting_completion()
    before, learner = state(case), case.enrolment.learner
    client = as_user(studies.user(Role.FACULTY, department="Physics"))

    answers = {
        404: client.get(f"/approvals/{case.pk}/"),
        403: client.post(f"/approvals/{case.pk}/", {"decision": "approved"}),
    }
    for status, answer in answers.items():
        assert answer.status_code == status
        assert learner.student_number not in answer.content.decode()
    assert client.post(f"/approvals/{case.pk}/", {}).status_code == 404
    assert state(case) == before


def test_a_case_is_read_by_those_who_decide_on_it() -> None:
    case = studies.waiting_completion()
    address = f"/approvals/{case.pk}/"
    department = as_user(studies.user(Role.FACULTY, department=" social  welfare"))
    physics, later = (
        as_user(studies.user(Role.FACULTY, department="Physics")),
        as_user(studies.user(Role.FACULTY, department="Physics")),
    )
    assert department.get(address).status_code == 200
    assert as_user(studies.user(Role.FACULTY)).get(address).status_code == 200
    assert as_user(studies.user(Role.STAFF)).get(address).status_code == 200

    department.post(address, {"decision": "approved"})
    # Now the centre's step waits, which any faculty member may take.
    assert physics.get(address).status_code == 200
    physics.post(address, {"decision": "approved"})
    assert state(case)[0] == "approved"
    assert [each.get(address).status_code for each in (department, physics, later)] == [
        200,
        200,
        404,
    ]


def test_who_may_read_but_not_decide_is_told_why_not() -> None:
    case = studies.waiting_completion()
    client = as_user(studies.user(Role.STAFF))

    page = client.get(f"/approvals/{case.pk}/?lang=en").content.decode()
    assert "You cannot decide here" in page
    assert 'name="decision"' not in page


def test_one_person_cannot_take_both_steps() -> None:
    case = studies.waiting_completion()
    client = faculty()
    client.post(f"/approvals/{case.pk}/", {"decision": "approved"})
    before = state(case)

    answer = client.post(f"/approvals/{case.pk}/", {"decision": "approved"})

    assert answer.status_code == 409
    assert state(case) == before


def test_nobody_decides_on_their_own_case() -> None:
    user = studies.user(Role.FACULTY, Role.LEARNER)
    case = studies.waiting_completion(learner=badges.learner(user=user))
    before = state(case)
    client = as_user(user)

    assert f"/approvals/{case.pk}/" not in client.get("/approvals/").content.decode()
    assert client.post(f"/approvals/{case.pk}/", {"decision": "approved"}).status_code == 409
    assert state(case) == before


def test_a_decided_case_is_not_decided_again() -> None:
    case = studies.waiting_completion()
    faculty().post(f"/approvals/{case.pk}/", {"decision": "denied", "reason": "성적 오류"})
    before = state(case)

    answer = faculty().post(f"/approvals/{case.pk}/", {"decision": "approved"})

    assert answer.status_code == 409
    assert state(case) == before


def test_a_returned_case_is_handed_in_again_with_a_reason() -> None:
    case = studies.waiting_completion()
    faculty().post(f"/approvals/{case.pk}/", {"decision": "returned", "reason": "성적 확인"})
    staff, page = as_user(studies.user(Role.STAFF)), f"/console/completions/{case.pk}/"
    assert "성적 확인" in staff.get(page).content.decode()

    assert staff.post(page, {"reason": ""}).status_code == 400
    assert state(case)[0] == "returned"
    assert staff.post(page, {"reason": "성적을 확인했습니다."}).status_code == 302
    assert state(case)[0] == "in_review"
    assert case.round == 2


@pytest.mark.parametrize("size", [1, 3])
def test_the_queue_costs_the_same_for_one_and_for_three(
    django_assert_num_queries, size: int
) -> None:
    for _each in range(size):
        studies.waiting_completion()
    client = faculty()
    with django_assert_num_queries(
        8
    ):  # session, user, roles; micro-degrees, windows, delegations, count, rows
        client.get("/approvals/")


def test_a_case_says_where_it_stands_and_what_was_passed_over_stays_so() -> None:
    first, second, third = (studies.waiting_completion() for _ in range(3))
    client = faculty()

    page = client.get(f"/approvals/{second.pk}/?lang=en").content.decode()
    assert "Case 2 of 3" in page
    assert f'data-key="k" href="/approvals/{first.pk}/"' in page
    assert f'data-key="j" href="/approvals/{third.pk}/"' in page
    for case, following in ((second, third), (third, first)):
        answer = client.post(f"/approvals/{case.pk}/", {"decision": "approved"})
        assert answer["Location"] == f"/approvals/{following.pk}/"

"""Delegation, windows and others' cases in the browser."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from credcenter.accounts.enums import Role
from credcenter.accounts.models import User
from credcenter.kernel import clock
from programs.models import Approval, DecisionWindow, Delegation
from tests.factories import studies

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_broker")]


def as_user(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def period(**more: object) -> dict[str, object]:
    today = clock.today()
    last = today + dt.timedelta(days=7)
    return {"starts_on": today.isoformat(), "ends_on": last.isoformat(), "reason": "출장"} | more


def test_a_delegate_is_named_decides_and_is_shown_as_deciding_for_somebody() -> None:
    case = studies.waiting_completion()
    professor = studies.user(Role.FACULTY, department="Social Welfare")
    colleague = studies.user(Role.FACULTY, department="Physics")
    own, theirs = as_user(professor), as_user(colleague)
    assert theirs.get(f"/approvals/{case.pk}/").status_code == 404

    answer = own.post("/approvals/delegation", period(delegate=colleague.pk))
    assert answer.status_code == 302
    page = theirs.get(f"/approvals/{case.pk}/?lang=en").content.decode()
    assert f"You decide on behalf of {professor.name}." in page
    theirs.post(f"/approvals/{case.pk}/", {"decision": "approved"})
    assert Approval.objects.get().delegation.principal == professor
    page = own.get(f"/approvals/{case.pk}/?lang=en").content.decode()
    assert f"on behalf of {professor.name}" in page

    given = Delegation.objects.get()
    assert own.post(f"/approvals/delegation/{given.pk}/end").status_code == 302
    assert own.post(f"/approvals/delegation/{given.pk}/end").status_code == 409


@pytest.mark.parametrize(
    "sent",
    [{}, {"reason": ""}, {"ends_on": "2020-01-01"}, {"delegate": 0}, {"starts_on": "gestern"}],
)
def test_a_bad_delegation_is_shown_again(sent: dict[str, object]) -> None:
    colleague = studies.user(Role.FACULTY)
    fields = period(delegate=colleague.pk) | sent if sent else {}
    answer = as_user(studies.user(Role.FACULTY)).post("/approvals/delegation", fields)
    assert (answer.status_code, Delegation.objects.count()) == (400, 0)
    assert 'class="errorlist"' in answer.content.decode()


def test_others_cases_say_why_not() -> None:
    first, second = studies.waiting_completion(), studies.waiting_completion()
    user = studies.user(Role.FACULTY, department="Social Welfare")
    client = as_user(user)
    client.post(f"/approvals/{first.pk}/", {"decision": "approved"})
    mine, others = (
        client.get(path).content.decode() for path in ("/approvals/", "/approvals/others")
    )
    assert [f"/approvals/{each.pk}/" in mine for each in (first, second)] == [False, True]
    assert [f"/approvals/{each.pk}/" in others for each in (first, second)] == [True, False]
    assert "이미" in others or "already" in others
    outsider = as_user(studies.user(Role.FACULTY, department="Physics"))
    assert f"/approvals/{second.pk}/" not in outsider.get("/approvals/others").content.decode()


@pytest.mark.parametrize("size", [1, 3])
def test_others_cost_the_same_for_one_and_for_three(django_assert_num_queries, size: int) -> None:
    for _each in range(size):
        studies.waiting_completion()
    client = as_user(studies.user(Role.STAFF))
    # session, user, roles; micro-degrees, windows, delegations, count, rows; parties, entered results
    with django_assert_num_queries(10):
        client.get("/approvals/others")


def test_staff_add_and_remove_a_window() -> None:
    case, staff = studies.waiting_completion(), as_user(studies.user(Role.STAFF))
    later = clock.now() + dt.timedelta(days=2)
    sent = {
        "micro_degree": case.enrolment.micro_degree_id,
        "step": "department",
        "opens_at": later.strftime("%Y-%m-%dT%H:%M"),
        "closes_at": (later + dt.timedelta(days=1)).strftime("%Y-%m-%dT%H:%M"),
    }
    assert staff.post("/console/approvals/windows", sent | {"closes_at": ""}).status_code == 400
    assert staff.post("/console/approvals/windows", sent).status_code == 302
    assert staff.post("/console/approvals/windows", sent).status_code == 409
    page = as_user(studies.user(Role.FACULTY)).get(f"/approvals/{case.pk}/?lang=en")
    assert "This step is decided from" in page.content.decode()
    made = DecisionWindow.objects.get()
    assert staff.get("/console/approvals/").status_code == 200
    assert staff.post(f"/console/approvals/windows/{made.pk}/remove").status_code == 302
    assert staff.post(f"/console/approvals/windows/{made.pk}/remove").status_code == 404


def test_staff_name_a_substitute_but_not_themselves() -> None:
    staff, away = studies.user(Role.STAFF), studies.user(Role.FACULTY)
    client = as_user(staff)
    own = period(principal=away.pk, delegate=staff.pk)
    assert client.post("/console/approvals/substitutes", own).status_code == 400
    other = period(principal=away.pk, delegate=studies.user(Role.FACULTY).pk)
    assert client.post("/console/approvals/substitutes", other).status_code == 302
    assert Delegation.objects.get().kind == "substitute"


@pytest.mark.parametrize("path", ["/console/approvals/", "/console/approvals/windows"])
def test_faculty_does_not_open_the_staffs_pages(path: str) -> None:
    assert as_user(studies.user(Role.FACULTY)).get(path).status_code == 403

"""Console: windows in which learners enrol and apply, and what staff take back for them."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from credcenter.accounts.enums import Role
from credcenter.kernel import clock
from credcenter.kernel.audit import SYSTEM
from credcenter.kernel.models import AuditEvent
from programs.enums import CompletionState, EnrolmentState
from programs.models import Application, ApplicationWindow, Completion, MicroDegree
from programs.services.applying import apply_for
from tests.factories import studies

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_broker")]

WINDOWS = "/console/applications/windows"


def as_role(role: Role) -> Client:
    client = Client()
    client.force_login(studies.user(role))
    return client


@pytest.fixture
def degree() -> MicroDegree:
    made = studies.micro_degree()
    made.application = ["final"]
    made.save()
    return made


def form(degree: MicroDegree, **changed: object) -> dict[str, object]:
    sent = {"micro_degree": degree.pk, "kind": "final"}
    return sent | {"opens_at": "2026-12-01T09:00", "closes_at": "2026-12-19T00:00"} | changed


def test_a_window_is_added_shown_and_removed(degree: MicroDegree) -> None:
    staff = as_role(Role.STAFF)
    assert staff.post(WINDOWS, form(degree)).status_code == 302
    row = ApplicationWindow.objects.get()
    assert (row.kind, row.opens_at.isoformat()) == ("final", "2026-12-01T00:00:00+00:00")
    # It ends at midnight: people are told the day before.
    assert "18 December 2026, 23:59" in staff.get(f"{WINDOWS}?lang=en").content.decode()
    assert staff.post(f"{WINDOWS}/{row.pk}/remove").status_code == 302
    assert staff.post(f"{WINDOWS}/{row.pk}/remove").status_code == 404
    actions = AuditEvent.objects.filter(action__startswith="application_window.")
    assert list(actions.order_by("id").values_list("action", "actor_role")) == [
        ("application_window.made", "staff"),
        ("application_window.removed", "staff"),
    ]


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"kind": "preliminary"}, 400),
        ({"kind": "nonsense"}, 400),
        ({"closes_at": "2026-12-01T09:00"}, 400),
        ({"opens_at": ""}, 400),
        ({"micro_degree": 0}, 400),
        ({}, 409),
    ],
)
def test_what_does_not_do_is_said_and_changes_nothing(
    degree: MicroDegree, changed: dict[str, object], status: int
) -> None:
    staff = as_role(Role.STAFF)
    if not changed:
        staff.post(WINDOWS, form(degree))
    before = list(ApplicationWindow.objects.values())
    answer = staff.post(WINDOWS, form(degree, **changed))
    assert answer.status_code == status
    assert 'class="errorlist' in answer.content.decode()
    assert list(ApplicationWindow.objects.values()) == before


@pytest.mark.parametrize("size", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(
    degree: MicroDegree, django_assert_num_queries, size: int
) -> None:
    for number in range(size):
        opens = clock.now() + dt.timedelta(days=number)
        ApplicationWindow.objects.create(
            micro_degree=degree, kind="final", opens_at=opens, closes_at=opens + dt.timedelta(1)
        )
    staff = as_role(Role.STAFF)
    with django_assert_num_queries(5):  # session, user, roles; windows, choices
        staff.get(WINDOWS)


@pytest.mark.parametrize("role", [Role.LEARNER, Role.FACULTY, Role.AUDITOR])
def test_others_are_kept_out(degree: MicroDegree, role: Role) -> None:
    client = as_role(role)
    assert client.get(WINDOWS).status_code == 403
    assert client.post(WINDOWS, form(degree)).status_code == 403
    assert not ApplicationWindow.objects.exists()


def test_staff_take_back_the_final_application_alone(degree: MicroDegree) -> None:
    case = studies.waiting_completion(of=degree)
    sent = {
        "student_number": case.enrolment.learner.student_number,
        "micro_degree": degree.code,
        "deed": "withdraw_final",
        "reason": "asked by phone",
    }
    staff = as_role(Role.STAFF)
    assert staff.post("/console/enrolments/new", sent).status_code == 404
    apply_for(case.enrolment_id, kind="final", actor=SYSTEM, exception="x")
    assert Completion.objects.get().state == CompletionState.IN_REVIEW
    assert staff.post("/console/enrolments/new", sent).status_code == 302
    case = Completion.objects.select_related("enrolment").get()
    assert (case.state, case.enrolment.state) == (CompletionState.READY, EnrolmentState.ACTIVE)
    assert Application.objects.get().withdrawn_at is not None
    assert AuditEvent.objects.get(action="application.withdrawn").reason == "asked by phone"

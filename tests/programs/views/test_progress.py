"""A learner's own page: how far, what next, and what they ask for there."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from credcenter.accounts.enums import Role
from credcenter.accounts.models import User
from credcenter.kernel import clock
from credcenter.kernel.audit import Actor
from learners.models import Learner
from programs.enums import Decision, EnrolmentState
from programs.models import Application, ApplicationWindow, Enrolment, MicroDegree
from programs.services.approval import decide
from tests.factories import badges, studies

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("decision", "title"),
    [(Decision.RETURNED, "Your case was returned"), (Decision.DENIED, "Your case was denied")],
)
def test_a_learner_reads_why_a_case_came_back(decision: Decision, title: str) -> None:
    own, professor = studies.user(Role.LEARNER), studies.user(Role.FACULTY)
    case = studies.waiting_completion(learner=badges.learner(user=own))
    decide(
        case.pk,
        decision=decision,
        reason="SSD201 성적을 <확인>하십시오.",
        user=professor,
        roles=[Role.FACULTY],
        actor=Actor(role="faculty", user_id=professor.pk),
    )
    client = Client()
    client.force_login(own)
    page = client.get("/wallet/progress?lang=en").content.decode()
    assert title in page
    assert "SSD201 성적을 &lt;확인&gt;하십시오." in page


@pytest.mark.parametrize(
    ("role", "page"),
    [
        (Role.LEARNER, "/wallet/progress"),
        (Role.FACULTY, "/approvals/{}/"),
        (Role.STAFF, "/console/completions/{}/"),
    ],
)
def test_learner_faculty_and_staff_see_how_a_score_came_about(role: Role, page: str) -> None:
    own = studies.user(Role.LEARNER)
    case = studies.waiting_completion(learner=badges.learner(user=own), score=81)
    client = Client()
    client.force_login(own if role == Role.LEARNER else studies.user(role))
    shown = client.get(f"{page.format(case.pk)}?lang=en").content.decode()
    assert "How the scores are calculated" in shown
    # Three courses of three credits, 81 points each, weight 1.
    assert "729 ÷ 9 → <strong>81</strong>" in shown


def test_a_case_from_before_calculations_were_kept_has_none_on_its_page() -> None:
    own = studies.user(Role.LEARNER)
    case = studies.waiting_completion(learner=badges.learner(user=own))
    del case.explanation["weights"]
    case.save()
    client = Client()
    client.force_login(own)
    shown = client.get("/wallet/progress?lang=en").content.decode()
    assert "Data literacy" in shown
    assert "How the scores are calculated" not in shown


PROGRESS = "/wallet/progress?lang=en"


def the_learner() -> tuple[Learner, Client]:
    user = studies.user(Role.LEARNER)
    return badges.learner(user=user), signed_in(user)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def open_window(degree: MicroDegree, kind: str) -> None:
    now = clock.now()
    ApplicationWindow.objects.create(
        micro_degree=degree, kind=kind, opens_at=now, closes_at=now + dt.timedelta(days=9)
    )


def text_of(client: Client) -> str:
    return " ".join(client.get(PROGRESS).content.decode().split())


def test_the_page_says_in_one_sentence_how_far_and_who_decides_next() -> None:
    learner, client = the_learner()
    case = studies.completion("SSD101", "SSD102", learner=learner)
    assert "6 of 9 credits; 3 elective credits are missing." in text_of(client)
    studies.result(learner, "SSD201")
    studies.evaluated(case)
    page = text_of(client)
    assert "9 of 9 credits; all requirements are met." in page
    assert "The department Social Welfare decides next." in page


def test_a_learner_begins_applies_and_takes_it_back_by_buttons() -> None:
    learner, client = the_learner()
    degree = studies.micro_degree()
    MicroDegree.objects.update(application=["final"])
    open_window(degree, "enrolment")
    assert "/wallet/progress/begin/SSDO-F" in text_of(client)
    client.post("/wallet/progress/begin/SSDO-F")
    enrolment = Enrolment.objects.get(learner=learner)
    apply = f"/wallet/progress/{enrolment.pk}/apply/final"
    client.post(apply)
    assert "Final application: no period is planned." in text_of(client)
    assert not Application.objects.exists()
    open_window(degree, "final")
    assert apply in text_of(client)
    client.post(apply)
    made = Application.objects.get()
    assert made.applied_by == learner.user
    client.post(f"/wallet/progress/applications/{made.pk}/withdraw", {"reason": "later"})
    client.post(f"/wallet/progress/{enrolment.pk}/leave")
    enrolment.refresh_from_db()
    assert enrolment.state == EnrolmentState.WITHDRAWN
    assert "withdrawn on" in text_of(client)


def test_nobody_acts_for_another_learner() -> None:
    case = studies.completion("SSD101")
    MicroDegree.objects.update(application=["final"])
    open_window(MicroDegree.objects.get(), "final")
    made = Application.objects.create(enrolment=case.enrolment, kind="final")
    _learner, client = the_learner()
    for path in (
        f"/wallet/progress/{case.enrolment_id}/apply/final",
        f"/wallet/progress/{case.enrolment_id}/leave",
        f"/wallet/progress/applications/{made.pk}/withdraw",
        "/wallet/progress/begin/no-such-code",
    ):
        assert client.post(path).status_code == 404
    assert signed_in(studies.user(Role.LEARNER)).post(path).status_code == 404
    case.enrolment.refresh_from_db()
    assert case.enrolment.state == EnrolmentState.ACTIVE
    assert Application.objects.get().withdrawn_at is None


def test_one_case_or_three_take_as_many_queries() -> None:
    learner, client = the_learner()

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            client.get(PROGRESS)
        return len(seen)

    degrees = [studies.micro_degree(f"SSDO-{sign}") for sign in "FGHIJ"]
    for degree in degrees:
        degree.application = ["final"]
        degree.save()
        open_window(degree, "enrolment")
        open_window(degree, "final")
    studies.completion("SSD101", learner=learner, of=degrees[0])
    first = queries()
    for degree in degrees[1:3]:
        studies.completion(learner=learner, of=degree)
    assert queries() == first
    assert "Courses that count more than once" in text_of(client)
    assert first <= 22


def test_staff_enrol_for_a_learner_with_a_reason() -> None:
    degree, learner = studies.micro_degree(), badges.learner()
    client = signed_in(studies.user(Role.STAFF))
    sent = {
        "student_number": learner.student_number,
        "micro_degree": degree.code,
        "deed": "begin",
        "reason": "asked by phone",
    }
    assert client.post("/console/enrolments/new", sent | {"reason": ""}).status_code == 400
    assert client.post("/console/enrolments/new", sent | {"student_number": "?"}).status_code == 404
    assert not Enrolment.objects.exists()
    assert client.post("/console/enrolments/new", sent).status_code == 302
    assert client.post("/console/enrolments/new", sent).status_code == 409
    client.post("/console/enrolments/new", sent | {"deed": "withdraw"})
    assert Enrolment.objects.get().state == EnrolmentState.WITHDRAWN


def test_the_shortest_way_to_finish_is_told_on_both_pages() -> None:
    own, staff = studies.user(Role.LEARNER), studies.user(Role.STAFF)
    case = studies.completion("SSD101", "SSD102", learner=badges.learner(user=own))
    for user, path in ((own, "/wallet/progress"), (staff, f"/console/completions/{case.pk}")):
        client = Client()
        client.force_login(user)
        page = client.get(f"{path}?lang=en", follow=True).content.decode()
        assert "Elective: complete SSD201 Collecting and Managing Social Service Data." in page
        korean = client.get(f"{path}?lang=ko", follow=True).content.decode()
        assert "SSD201 사회서비스 데이터 수집과 관리 이수." in korean

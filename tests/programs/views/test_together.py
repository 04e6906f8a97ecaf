"""Approving together in the browser."""

from __future__ import annotations

import pytest
from django.test import Client

from credcenter.accounts.enums import Role
from programs.models import Approval, Completion, CourseResult, ResultImport
from tests.factories import studies

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_broker")]


@pytest.fixture
def cases() -> list[Completion]:
    made = [studies.waiting_completion() for _each in range(3)]
    source = ResultImport.objects.create(
        micro_degree=made[0].enrolment.micro_degree, file_name="x.csv", sha256="0" * 64, rows=[]
    )
    CourseResult.objects.exclude(learner=made[2].enrolment.learner).update(source=source)
    return made


@pytest.fixture
def professor(client: Client) -> Client:
    client.force_login(studies.user(Role.FACULTY))
    return client


def sent(cases: list[Completion], *, count: object) -> dict[str, object]:
    kind = {"curriculum": cases[0].enrolment.curriculum_id, "step": 0}
    return kind | {"case": [each.pk for each in cases], "count": count}


def test_the_answer_says_what_was_approved_and_what_not(
    professor: Client, cases: list[Completion]
) -> None:
    kinds = professor.get("/approvals/together").content.decode()
    address = f"/approvals/together?curriculum={cases[0].enrolment.curriculum_id}&amp;step=0"
    assert address in kinds
    page = professor.get(address.replace("&amp;", "&")).content.decode()
    assert [f'value="{each.pk}"' in page for each in cases] == [True, True, False]
    assert f"/approvals/{cases[2].pk}/" in page

    answer = professor.post("/approvals/together?lang=en", sent(cases, count=3))
    page = answer.content.decode()
    assert (answer.status_code, Approval.objects.count()) == (200, 2)
    assert "2 cases were approved." in page
    assert "A result was entered without a file." in page


@pytest.mark.parametrize("count", ["", "2", "x", "-1"])
def test_without_the_right_count_nothing_is_approved(
    professor: Client, cases: list[Completion], count: str
) -> None:
    answer = professor.post("/approvals/together", sent(cases, count=count))
    assert (answer.status_code, Approval.objects.count()) == (400, 0)
    assert 'class="errorlist"' in answer.content.decode()


@pytest.mark.parametrize("case", ["x", "-1", "9" * 30, "９"])
def test_what_is_no_case_is_refused(professor: Client, cases: list[Completion], case: str) -> None:
    answer = professor.post("/approvals/together", sent(cases, count=1) | {"case": [case]})
    assert (answer.status_code, Approval.objects.count()) == (400, 0)
    for query in ("curriculum=x", "curriculum=1&step=x", f"curriculum={'9' * 40}"):
        assert professor.get(f"/approvals/together?{query}").status_code == 200

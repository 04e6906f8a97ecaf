"""The approval story as people go it: two faculty members, a delegate, and somebody who handed the results in."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from badges.models import IssuanceRequest
from credcenter.accounts.enums import Role
from credcenter.accounts.models import User
from credcenter.accounts.services import create_user
from credcenter.kernel import clock
from credcenter.kernel.audit import SYSTEM
from credcenter.kernel.models import AuditEvent
from programs.models import Approval, Completion, CourseResult, ResultImport
from tests.e2e.people import PASSWORD
from tests.e2e.test_in_the_browser import Visitor
from tests.factories import studies

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("without_broker"),
]

# With a Korean input method on, the key a says ㅁ.
PRESS_A = """form => form.querySelector("input[name=decision]").dispatchEvent(
    new KeyboardEvent("keydown", {key: "ㅁ", code: "KeyA", bubbles: true, cancelable: true}))"""


def member(name: str, department: str) -> User:
    return create_user(
        f"user{User.objects.count()}@hanbit.example", name=name, roles=[Role.FACULTY], actor=SYSTEM,
        password=PASSWORD, department=department,
    )  # fmt: skip


@pytest.fixture
def case() -> Completion:
    return studies.waiting_completion()


def hand_in(case: Completion, user: User) -> None:
    """As if these results had come by a file of theirs."""
    source = ResultImport.objects.create(
        micro_degree=case.enrolment.micro_degree, file_name="성적.csv", sha256="0" * 64, rows=[],
        uploaded_by=user,
    )  # fmt: skip
    CourseResult.objects.update(source=source)


def delegate(principal: Visitor, *, to: User) -> None:
    today = clock.today()
    principal.open("/approvals/delegation")
    principal.page.select_option("[name=delegate]", str(to.pk))
    principal.page.fill("[name=starts_on]", today.isoformat())
    principal.page.fill("[name=ends_on]", (today + dt.timedelta(days=3)).isoformat())
    principal.page.fill("[name=reason]", "학회 출장")
    principal.press()
    principal.page.locator(".alert.success").wait_for()


def approve_by_key(visitor: Visitor, case: Completion) -> None:
    visitor.open(f"/approvals/{case.pk}/")
    visitor.page.locator("form[data-decision-keys]").evaluate(PRESS_A)
    assert visitor.page.is_checked("[name=decision][value=approved]")
    visitor.press()
    visitor.page.wait_for_url("**/approvals/")


def try_all_the_same(visitor: Visitor, case: Completion) -> int:
    """The decision sent past the page, which has no form for it; the status of the answer."""
    visitor.open(f"/approvals/{case.pk}/")
    assert visitor.page.locator("[name=decision]").count() == 0
    visitor.open("/approvals/delegation")
    token = visitor.page.locator("main [name=csrfmiddlewaretoken]").first.input_value()
    answer = visitor.page.request.post(
        f"{visitor.address}/approvals/{case.pk}/",
        form={"decision": "approved", "csrfmiddlewaretoken": token},
        headers={"Referer": f"{visitor.address}/approvals/{case.pk}/"},
    )
    return int(answer.status)


def everything(case: Completion) -> tuple[Any, ...]:
    return (
        Completion.objects.values().get(pk=case.pk),
        Approval.objects.count(),
        IssuanceRequest.objects.count(),
        AuditEvent.objects.filter(action__startswith="completion.").count(),
    )


def test_two_of_the_faculty_and_a_delegate(page: Any, live_server: Any, case: Completion) -> None:
    visitor, name = Visitor(page, live_server.url), case.enrolment.learner.name
    professor, second = member("문가온", "Social Welfare"), member("한보람", "Social Welfare")
    colleague, entrant = member("도하늘", "Physics"), member("서이든", "")
    hand_in(case, entrant)

    visitor.sign_in(entrant)
    visitor.open("/approvals/others")
    visitor.reads("다른 사람")
    before = everything(case)
    assert try_all_the_same(visitor, case) == 409
    assert everything(case) == before

    visitor.sign_in(colleague)
    visitor.open("/approvals/")
    assert page.get_by_role("link", name=name).count() == 0
    visitor.sign_in(professor)
    delegate(visitor, to=colleague)
    visitor.sign_in(colleague)
    visitor.open("/approvals/")
    page.get_by_role("link", name=name).first.click()
    visitor.reads("문가온")
    approve_by_key(visitor, case)
    first = Approval.objects.get()
    assert (first.decided_by, first.delegation.principal) == (colleague, professor)

    for barred in (professor, colleague):
        visitor.sign_in(barred)
        before = everything(case)
        assert try_all_the_same(visitor, case) == 409
        assert everything(case) == before

    visitor.sign_in(second)
    approve_by_key(visitor, case)
    case.refresh_from_db()
    assert (case.state, case.request) == ("approved", IssuanceRequest.objects.get())
    visitor.open(f"/approvals/{case.pk}/")
    visitor.reads("문가온")

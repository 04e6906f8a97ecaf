"""Steps are decided while one of their windows is open."""

from __future__ import annotations

import datetime as dt

import pytest

from credcenter.accounts.enums import Role
from credcenter.kernel import clock
from credcenter.kernel.audit import SYSTEM
from credcenter.kernel.errors import CredcenterError
from credcenter.kernel.models import AuditEvent
from programs.enums import Decision
from programs.models import Approval, Completion, DecisionWindow
from programs.selectors.bench import Bench
from programs.selectors.completions import queue
from programs.services.approval import decide
from programs.services.scheduling import open_window, remove_window
from tests.factories import studies

pytestmark = pytest.mark.django_db

HOUR = dt.timedelta(hours=1)


def window(
    case: Completion, *, opens: int, closes: int, step: str = "department"
) -> DecisionWindow:
    """Opening and closing so many hours from now."""
    now = clock.now()
    return open_window(
        case.enrolment.micro_degree,
        step=step,
        opens_at=now + opens * HOUR,
        closes_at=now + closes * HOUR,
        actor=SYSTEM,
    )


@pytest.mark.parametrize(
    ("windows", "state"),
    [
        ([], "open"),
        ([(-1, 1)], "open"),
        ([(1, 2)], "closed"),
        ([(-2, -1)], "closed"),
        ([(-2, -1), (1, 2)], "closed"),
        ([(-3, -2), (-1, 1)], "open"),
    ],
)
def test_a_step_is_decided_while_a_window_is_open(
    windows: list[tuple[int, int]], state: str
) -> None:
    is_open = state == "open"
    case, user = studies.waiting_completion(), studies.user(Role.FACULTY)
    for opens, closes in windows:
        window(case, opens=opens, closes=closes)
    assert (case in queue(user, [Role.FACULTY])) is is_open
    refusal = Bench(user, [Role.FACULTY]).warrant(case).refusal
    assert (refusal is None) is is_open
    for decision in () if is_open else Decision:
        with pytest.raises(CredcenterError) as caught:
            decide(
                case.pk, decision=decision, reason="x", user=user, roles=[Role.FACULTY],
                actor=SYSTEM,
            )  # fmt: skip
        assert (caught.value.code, Approval.objects.count()) == ("window_closed", 0)


def test_another_step_is_not_bound_by_it() -> None:
    case = studies.waiting_completion()
    window(case, opens=1, closes=2, step="centre")
    assert case in queue(studies.user(Role.FACULTY), [Role.FACULTY])


def test_what_is_no_window_is_refused() -> None:
    case = studies.waiting_completion()
    made = window(case, opens=1, closes=2)
    degree = case.enrolment.micro_degree
    degree.approval_steps = ["centre"]
    for hours, code in ((2, "step_unknown"), (-1, "window_bad")):
        with pytest.raises(CredcenterError) as caught:
            open_window(
                degree,
                step="department" if code == "step_unknown" else "centre",
                opens_at=made.opens_at,
                closes_at=made.opens_at + hours * HOUR,
                actor=SYSTEM,
            )
        assert caught.value.code == code
    degree.refresh_from_db()
    with pytest.raises(CredcenterError) as caught:
        open_window(
            degree,
            step="department",
            opens_at=made.opens_at,
            closes_at=made.closes_at,
            actor=SYSTEM,
        )
    assert (caught.value.code, DecisionWindow.objects.count()) == ("window_twice", 1)


def test_with_its_last_window_gone_a_step_is_open_again() -> None:
    case, user = studies.waiting_completion(), studies.user(Role.FACULTY)
    made = window(case, opens=1, closes=2)
    remove_window(made.pk, actor=SYSTEM)
    assert case in queue(user, [Role.FACULTY])
    with pytest.raises(CredcenterError):
        remove_window(made.pk or 0, actor=SYSTEM)
    actions = AuditEvent.objects.filter(action__startswith="decision_window.")
    assert list(actions.values_list("action", flat=True)) == [
        "decision_window.made",
        "decision_window.removed",
    ]

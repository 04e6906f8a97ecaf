"""People and files at the same moment: each transaction ends, in turn, and none is given up as a deadlock."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, connections, transaction

from badges.services.rosters import apply_roster, check_roster
from credcenter.accounts.enums import Role
from credcenter.kernel.audit import SYSTEM, verify_chain
from credcenter.kernel.models import AuditEvent, AuditHead
from programs.enums import CompletionState, Decision, ImportState
from programs.locks import lock_enrolments
from programs.models import Completion, CourseResult, ResultImport
from programs.services.approval import decide
from programs.services.completion import resubmit
from programs.services.results import apply_results, check_results
from tests.factories import studies

pytestmark = pytest.mark.django_db(transaction=True)

RESULTS = "student_number,name,course,term,score,status\n"
ROSTER = "student_number,name,awarded_on\n"


@pytest.fixture
def case() -> Completion:
    return studies.waiting_completion()


def results_with(case: Completion) -> ResultImport:
    """A newcomer, whose making is recorded at once, and another score for the learner of the case."""
    degree, learner = case.enrolment.micro_degree, case.enrolment.learner
    rows = "20260001,김서연,SSD101,2026-1,80,completed\n"
    rows += f"{learner.student_number},{learner.name},SSD101,2026-1,95,completed\n"
    data = (RESULTS + rows).encode()
    return check_results(data, file_name="results.csv", micro_degree=degree, actor=SYSTEM)


def denial_of(case: Completion) -> Callable[[], Completion]:
    user, roles = studies.user(Role.FACULTY), [Role.FACULTY]
    return lambda: decide(
        case.pk, decision=Decision.DENIED, reason="x", user=user, roles=roles, actor=SYSTEM
    )


def both_at_once(first: Callable[[], Any], second: Callable[[], Any]) -> tuple[Any, Any]:
    """Run both against a locked audit chain, the first a little ahead, then let go of the chain."""
    with ThreadPoolExecutor(max_workers=2) as pool:
        with transaction.atomic():
            AuditHead.objects.select_for_update().get()
            running = [_started(pool, job, waiting=n) for n, job in enumerate((first, second), 1)]
        one, other = (each.result(timeout=60) for each in running)
    return one, other


def _started(pool: ThreadPoolExecutor, job: Callable[[], Any], *, waiting: int) -> Future[Any]:
    def run() -> Any:
        try:
            return job()
        finally:
            connections.close_all()

    future = pool.submit(run)
    _wait_until(waiting)
    return future


def _wait_until(waiting: int) -> None:
    """Until so many other connections wait for a lock; SQLite does not say, and there a moment must do."""
    if connection.vendor != "postgresql":
        time.sleep(0.2)
        return
    deadline = time.monotonic() + 20
    query = "SELECT count(*) FROM pg_locks WHERE NOT granted"
    with connection.cursor() as cursor:
        while cursor.execute(query).fetchone()[0] < waiting:
            assert time.monotonic() < deadline, "nobody came to wait for the lock"
            time.sleep(0.02)


def test_a_file_and_a_decision_on_the_same_case_take_turns(case: Completion) -> None:
    checked, decision = results_with(case), denial_of(case)

    summary, decided = both_at_once(lambda: apply_results(checked, actor=SYSTEM), decision)

    assert (summary["results_new"], summary["results_changed"]) == (1, 1)
    assert decided.state == CompletionState.DENIED
    checked.refresh_from_db()
    assert checked.state == ImportState.APPLIED
    assert CourseResult.objects.filter(score=95).count() == 1
    assert verify_chain() == []


def test_a_roster_and_a_decision_on_the_same_learner_take_turns(case: Completion) -> None:
    learner = case.enrolment.learner
    rows = f"20260001,김서연,2026-02-20\n{learner.student_number},{learner.name},2026-02-20\n"
    checked = check_roster(
        (ROSTER + rows).encode(), file_name="roster.csv", achievement_code="SSDO-F"
    )
    decision = denial_of(case)

    batch, decided = both_at_once(lambda: apply_roster(checked, actor=SYSTEM), decision)

    assert batch.issuance_requests.count() == 2
    assert decided.state == CompletionState.DENIED
    assert verify_chain() == []


def test_nobody_waits_for_a_file_that_is_being_applied_but_its_own_learners(
    case: Completion,
) -> None:
    """The chain is locked at the end alone: while the file is at work, another can record."""
    checked = results_with(case)
    seen: list[int] = []

    def tick(_cases: int) -> None:
        seen.append(AuditEvent.objects.count())

    before = AuditEvent.objects.count()
    apply_results(checked, actor=SYSTEM, tick=tick)
    assert seen == [before]
    assert AuditEvent.objects.count() > before


def test_handing_in_again_waits_for_an_evaluation_of_the_case(case: Completion) -> None:
    """Else the evaluation would write over it what it had read before."""
    Completion.objects.filter(pk=case.pk).update(state=CompletionState.RETURNED)
    with ThreadPoolExecutor(max_workers=1) as pool:
        with transaction.atomic():
            lock_enrolments([case.enrolment_id])
            evaluated = Completion.objects.get(pk=case.pk)
            again = _started(pool, lambda: resubmit(case.pk, reason="x", actor=SYSTEM), waiting=1)
            evaluated.explanation |= {"credits": 12}
            evaluated.save(update_fields=["state", "round", "explanation"])
        assert again.result(timeout=60).state == CompletionState.IN_REVIEW
    case.refresh_from_db()
    assert (case.state, case.round) == (CompletionState.IN_REVIEW, 2)

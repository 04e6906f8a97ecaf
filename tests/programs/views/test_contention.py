"""A lock that is not had in time is an answer that says so, and changes nothing."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import OperationalError, connection, connections, transaction
from django.test import Client

from credcenter.accounts.enums import Role
from credcenter.kernel.contention import as_transient
from learners.models import Learner
from programs.models import Approval
from tests.factories import studies

pytestmark = pytest.mark.django_db(transaction=True)

IS_POSTGRES = connection.vendor == "postgresql"


@contextmanager
def somebody_else_holds(learner: Learner) -> Iterator[None]:
    """Another connection has the learner's row (on SQLite: the database) until the block ends."""
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            Learner.objects.select_for_update().get(pk=learner.pk)
            held.set()
            done.wait(timeout=30)
        connections.close_all()

    thread = threading.Thread(target=hold)
    thread.start()
    try:
        assert held.wait(timeout=30)
        yield
    finally:
        done.set()
        thread.join()


@contextmanager
def little_patience() -> Iterator[None]:
    """This connection waits a twentieth of a second for a lock, not many."""
    name = "SET lock_timeout" if IS_POSTGRES else "PRAGMA busy_timeout"
    with connection.cursor() as cursor:
        cursor.execute(f"{name} = 50")
        try:
            yield
        finally:
            cursor.execute(f"{name} = {0 if IS_POSTGRES else 20_000}")


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_a_decision_that_comes_at_the_wrong_moment_is_asked_for_again(accept: str) -> None:
    case = studies.waiting_completion()
    client = Client(HTTP_ACCEPT=accept)
    client.force_login(studies.user(Role.FACULTY))
    address, decision = f"/approvals/{case.pk}/?lang=en", {"decision": "approved"}

    with somebody_else_holds(case.enrolment.learner), little_patience():
        answer = client.post(address, decision)

    assert answer.status_code == 503
    assert "Somebody else is changing the same records." in answer.content.decode()
    assert not Approval.objects.exists()
    assert client.post(address, decision).status_code == 302


def test_a_fault_of_ours_stays_one() -> None:
    with connection.cursor() as cursor, pytest.raises(Exception, match="nowhere") as caught:
        cursor.execute("SELECT * FROM nowhere")
    fault = OperationalError(str(caught.value))
    fault.__cause__ = caught.value.__cause__
    assert as_transient(fault) is None

"""The worker's doors, with a real worker on a real broker."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable

from badges.enums import RevocationReason
from badges.models import Credential, IssuanceRequest, StatusList
from badges.services.request import request, wake
from badges.services.revoking import revoke
from credcenter.kernel import audit, clock
from credcenter.kernel.audit import SYSTEM
from credcenter.kernel.models import AuditEvent
from tests.factories.badges import achievement_version, wish
from tests.support.valkey import Valkey
from tests.support.worker import Worker, forget_everything


def wait_until(is_so: Callable[[], bool], *, seconds: float = 60) -> None:
    """Until a condition holds; fails when it does not within a generous time."""
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.05)


def all_issued(count: int) -> Callable[[], bool]:
    return lambda: IssuanceRequest.objects.filter(state="issued").count() == count


def test_what_is_requested_is_issued_by_the_worker(celery_worker: Worker) -> None:
    version = achievement_version()
    request([wish(version) for _ in range(120)], actor=SYSTEM)
    wait_until(all_issued(120))
    places = Credential.objects.values_list("status_list", "status_index")
    assert len(set(places)) == 120


def test_without_a_broker_requests_wait_and_are_issued_when_it_returns(
    celery_worker: Worker, valkey_server: Valkey
) -> None:
    version = achievement_version()
    valkey_server.stop()
    request([wish(version) for _ in range(3)], actor=SYSTEM)
    assert IssuanceRequest.objects.filter(state="requested").count() == 3
    valkey_server.start()
    # The beat's sweep sends just this; the rows are in the database, not in a message.
    wait_until(wake)
    wait_until(all_issued(3))


def test_a_killed_worker_and_a_flushed_broker_lose_nothing(celery_worker: Worker) -> None:
    version = achievement_version()
    request([wish(version) for _ in range(150)], actor=SYSTEM)
    wait_until(lambda: IssuanceRequest.objects.filter(state="issued").exists())
    celery_worker.kill()
    forget_everything()
    assert IssuanceRequest.objects.exclude(state="issued").exists()
    # What a minute does: the leases of the dead run out.
    past = clock.now() - dt.timedelta(seconds=1)
    IssuanceRequest.objects.filter(state="claimed").update(leased_until=past)
    celery_worker.start()
    wait_until(wake)
    wait_until(all_issued(150))
    assert Credential.objects.count() == 150


def test_a_revocation_is_published_by_the_worker(celery_worker: Worker) -> None:
    version = achievement_version()
    request([wish(version)], actor=SYSTEM)
    wait_until(all_issued(1))
    revoke([Credential.objects.get()], reason=RevocationReason.MISCONDUCT, note="", actor=SYSTEM)

    def is_published() -> bool:
        current = StatusList.objects.get()
        return current.published_revision == current.revision == 2

    wait_until(is_published)


def test_the_audit_trail_tells_of_every_issued_credential(celery_worker: Worker) -> None:
    request([wish(achievement_version()) for _ in range(60)], actor=SYSTEM)
    wait_until(all_issued(60))
    assert AuditEvent.objects.filter(action="credential.issued").count() == 60
    assert audit.verify_chain() == []

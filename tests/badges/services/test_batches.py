"""The life of a batch: each change from the right state alone, told to the audit trail, lost on no row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import transaction

from badges.enums import Priority
from badges.models import IssuanceBatch, IssuanceRequest
from badges.selectors import batches as reading
from badges.services import batches
from badges.services.claiming import claim
from badges.services.issuance import issue_waiting
from badges.services.request import open_batch, request
from badges.services.requeueing import requeue
from badges.services.rosters import apply_roster, check_roster
from credcenter.kernel import clock
from credcenter.kernel.audit import SYSTEM
from credcenter.kernel.errors import Conflict, CredcenterError, InvalidInput
from credcenter.kernel.models import AuditEvent
from tests.factories.badges import achievement_version, award, wish
from tests.factories.rosters import as_csv, roster_rows

pytestmark = pytest.mark.django_db

VERBS: dict[str, Callable[[IssuanceBatch], object]] = {
    "start": lambda batch: batches.start(batch.pk, actor=SYSTEM),
    "pause": lambda batch: batches.pause(batch.pk, actor=SYSTEM),
    "resume": lambda batch: batches.resume(batch.pk, actor=SYSTEM),
    "cancel": lambda batch: batches.cancel(batch.pk, reason="wrong list", actor=SYSTEM),
}
ALLOWED = {
    ("start", "scheduled"): "running",
    ("pause", "running"): "paused",
    ("resume", "paused"): "running",
    ("cancel", "scheduled"): "cancelled",
    ("cancel", "running"): "cancelled",
    ("cancel", "paused"): "cancelled",
}
STATES = ("scheduled", "running", "paused", "cancelled", "finished")


def batch_of(count: int = 3, *, starts_at: dt.datetime | None = None) -> IssuanceBatch:
    version = achievement_version()
    with transaction.atomic():
        batch = open_batch("a batch", actor=SYSTEM, starts_at=starts_at)
        wishes = [wish(version) for _ in range(count)]
        request(wishes, actor=SYSTEM, batch=batch, priority=Priority.BATCH)
    batch.refresh_from_db()
    return batch


def in_state(batch: IssuanceBatch, state: str) -> None:
    """As if it had come there by its verbs."""
    ended = clock.now() if state in ("cancelled", "finished") else None
    IssuanceBatch.objects.filter(pk=batch.pk).update(
        state=state, finished_at=ended, starts_at=clock.now()
    )


def state_of(batch: IssuanceBatch) -> str:
    return IssuanceBatch.objects.values_list("state", flat=True).get(pk=batch.pk)


def rows_of(batch: IssuanceBatch) -> list[str]:
    return sorted(batch.issuance_requests.values_list("state", flat=True))


def actions() -> list[str]:
    rows = AuditEvent.objects.filter(action__startswith="batch.").order_by("pk")
    return list(rows.values_list("action", flat=True))


@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_goes_from_its_states_only(verb: str) -> None:
    batch = batch_of(1)
    for state in STATES:
        in_state(batch, state)
        before = actions()
        if (verb, state) in ALLOWED:
            VERBS[verb](batch)
            assert state_of(batch) == ALLOWED[verb, state]
            assert len(actions()) == len(before) + 1
        else:
            with pytest.raises(Conflict):
                VERBS[verb](batch)
            assert (state_of(batch), actions()) == (state, before)


def test_a_batch_runs_finishes_and_says_so() -> None:
    batch = batch_of(3)
    assert (batch.state, batch.size) == ("running", 3)
    issue_waiting(limit=2, worker="test")
    assert state_of(batch) == "running"
    issue_waiting(limit=2, worker="test")
    assert state_of(batch) == "finished"
    assert actions() == ["batch.opened", "batch.finished"]
    event = AuditEvent.objects.get(action="batch.finished")
    assert event.details == {"issued": 3, "failed": 0}


def test_paused_it_stands_still_and_resumed_it_goes_on() -> None:
    batch = batch_of(3)
    issue_waiting(limit=1, worker="test")
    batches.pause(batch.pk, actor=SYSTEM)
    assert issue_waiting(limit=9, worker="test") == 0
    batches.resume(batch.pk, actor=SYSTEM)
    batch.refresh_from_db()
    assert batch.done_before == 1
    assert issue_waiting(limit=9, worker="test") == 2
    assert state_of(batch) == "finished"


def test_a_scheduled_batch_begins_when_its_time_has_come() -> None:
    batch_of(1, starts_at=clock.now() + dt.timedelta(hours=1))
    assert (batches.start_due(), issue_waiting(limit=9, worker="test")) == (0, 0)
    IssuanceBatch.objects.update(starts_at=clock.now())
    assert batches.start_due() == 1
    assert issue_waiting(limit=9, worker="test") == 1
    assert actions() == ["batch.opened", "batch.started", "batch.finished"]


def test_cancelled_it_keeps_what_is_issued_and_gives_the_rest_up() -> None:
    batch = batch_of(3)
    issue_waiting(limit=1, worker="test")
    assert batches.cancel(batch.pk, reason=" wrong list ", actor=SYSTEM) == 2
    assert rows_of(batch) == ["cancelled", "cancelled", "issued"]
    assert issue_waiting(limit=9, worker="test") == 0
    batch.refresh_from_db()
    assert (batch.state, batch.cancel_reason) == ("cancelled", "wrong list")
    event = AuditEvent.objects.get(action="batch.cancelled")
    assert (event.reason, event.details) == ("wrong list", {"cancelled": 2})


def test_cancelling_needs_a_reason() -> None:
    batch = batch_of(1)
    with pytest.raises(InvalidInput):
        batches.cancel(batch.pk, reason=" ", actor=SYSTEM)
    assert (state_of(batch), rows_of(batch)) == ("running", ["requested"])


def test_what_a_worker_gives_back_to_a_cancelled_batch_is_cancelled() -> None:
    batch = batch_of(2)
    claim(1, lease="dead")
    batches.cancel(batch.pk, reason="wrong list", actor=SYSTEM)
    assert rows_of(batch) == ["cancelled", "claimed"]
    IssuanceRequest.objects.filter(state="claimed").update(leased_until=clock.now())
    assert issue_waiting(limit=9, worker="test") == 0
    assert batches.cancel_leftovers() == 1
    assert rows_of(batch) == ["cancelled", "cancelled"]
    assert batches.cancel_leftovers() == 0


def test_a_corrected_roster_may_ask_again_after_a_cancelled_one() -> None:
    achievement_version()
    roster = as_csv(roster_rows(3, bad={}))

    def check():
        return check_roster(roster, file_name="r.csv", achievement_code="SSDO-F")

    first = apply_roster(check(), actor=SYSTEM)
    batches.cancel(first.pk, reason="wrong date", actor=SYSTEM)
    again = check()
    assert again.refusals == ()
    second = apply_roster(again, actor=SYSTEM)
    assert issue_waiting(limit=9, worker="test") == 3
    assert (rows_of(first), rows_of(second)) == (3 * ["cancelled"], 3 * ["issued"])


def test_a_roster_that_asks_for_nothing_new_is_finished_at_once() -> None:
    achievement_version()
    roster = as_csv(roster_rows(2, bad={}))
    found = [
        apply_roster(
            check_roster(roster, file_name="r.csv", achievement_code="SSDO-F"), actor=SYSTEM
        )
        for _ in range(2)
    ]
    assert [(batch.state, batch.size) for batch in found] == [("running", 2), ("finished", 0)]


def failed_batch() -> IssuanceBatch:
    """Finished, with one row that failed for a result out of range."""
    batch = batch_of(2)
    bad = batch.issuance_requests.first()
    IssuanceRequest.objects.filter(pk=bad.pk).update(award=award(score="140").to_json())
    issue_waiting(limit=9, worker="test")
    assert (state_of(batch), rows_of(batch)) == ("finished", ["failed", "issued"])
    IssuanceRequest.objects.filter(pk=bad.pk).update(award=award(score="40").to_json())
    return batch


def test_failed_rows_are_tried_again_and_the_batch_with_them() -> None:
    batch = failed_batch()
    assert batches.retry(batch.pk, actor=SYSTEM) == 1
    batch.refresh_from_db()
    assert (batch.state, batch.finished_at, batch.done_before) == ("running", None, 1)
    assert issue_waiting(limit=9, worker="test") == 1
    assert (state_of(batch), rows_of(batch)) == ("finished", ["issued", "issued"])
    assert actions()[-3:] == ["batch.finished", "batch.reopened", "batch.finished"]


def test_failed_rows_of_a_cancelled_batch_stay_failed() -> None:
    batch = failed_batch()
    in_state(batch, "cancelled")
    with pytest.raises(Conflict):
        batches.retry(batch.pk, actor=SYSTEM)
    assert requeue(actor=SYSTEM) == 0
    assert rows_of(batch) == ["failed", "issued"]


def test_a_stopped_batch_waits_for_a_person() -> None:
    batch = batch_of(1)
    assert batches.stop(batch.pk, code="canonical_difference")
    assert not batches.stop(batch.pk, code="canonical_difference")
    assert [each.pk for each in reading.stopped()] == [batch.pk]
    assert issue_waiting(limit=9, worker="test") == 0
    batches.resume(batch.pk, actor=SYSTEM)
    batch.refresh_from_db()
    assert (batch.state, batch.stop_code) == ("running", "")


def test_the_pace_counts_from_the_last_start() -> None:
    batch = batch_of(4)
    issue_waiting(limit=1, worker="test")
    batches.pause(batch.pk, actor=SYSTEM)
    assert reading.pace(IssuanceBatch.objects.get(), reading.progress(batch)) is None
    batches.resume(batch.pk, actor=SYSTEM)
    assert reading.pace(IssuanceBatch.objects.get(), reading.progress(batch)) is None
    issue_waiting(limit=2, worker="test")
    IssuanceBatch.objects.update(running_since=clock.now() - dt.timedelta(seconds=4))
    pace = reading.pace(IssuanceBatch.objects.get(), reading.progress(batch))
    assert pace is not None
    assert pace.per_second == pytest.approx(0.5, rel=0.1)
    assert pace.left == dt.timedelta(seconds=2)


@pytest.mark.parametrize("verb", [*VERBS, "retry"])
def test_a_batch_that_is_not_there_is_refused(verb: str) -> None:
    missing = IssuanceBatch()
    act = VERBS.get(verb, lambda batch: batches.retry(batch.pk, actor=SYSTEM))
    with pytest.raises(CredcenterError):
        act(missing)

"""Which requests a worker gets: the urgent ones alone, batches in turn, none that is held, each once."""

from __future__ import annotations

import datetime as dt

import pytest

from badges.enums import Priority
from badges.models import AchievementVersion, IssuanceBatch, IssuanceRequest
from badges.rules import MAX_ATTEMPTS, MOST_AT_A_SCREEN
from badges.selectors.requests import is_anybody_at_work, most_urgent, oldest_wait
from badges.services import failing, issuance
from badges.services.claiming import claim
from credcenter.kernel import clock
from tests.factories.badges import achievement_version, waiting_request
from tests.factories.badges import opened_batch as batch_of

pytestmark = pytest.mark.django_db

LONG_AGO = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


@pytest.fixture
def version() -> AchievementVersion:
    return achievement_version()


def batches_in(rows: list[IssuanceRequest]) -> set[object]:
    return {row.batch_id for row in rows}


def test_who_waits_at_a_screen_is_claimed_first_and_alone(version: AchievementVersion) -> None:
    batch = batch_of(version, 3)
    urgent = waiting_request(version)
    assert most_urgent() == Priority.INTERACTIVE
    assert [row.pk for row in claim(10, lease="one")] == [urgent.pk]
    assert most_urgent() == Priority.BATCH
    assert batches_in(claim(10, lease="two")) == {batch.pk}
    assert most_urgent() is None


def test_urgent_rows_are_claimed_a_few_at_a_time(version: AchievementVersion) -> None:
    batch_of(version, MOST_AT_A_SCREEN + 1, priority=Priority.INTERACTIVE)
    assert [len(claim(400, lease=name)) for name in ("one", "two")] == [MOST_AT_A_SCREEN, 1]


def test_small_batches_share_a_claim(version: AchievementVersion) -> None:
    batches = {batch_of(version, 2).pk for _ in range(3)}
    rows = claim(10, lease="one")
    assert (len(rows), batches_in(rows)) == (6, batches)


def test_a_claimed_row_is_what_the_database_says(version: AchievementVersion) -> None:
    batch_of(version, 2)
    for row in claim(2, lease="one"):
        stored = IssuanceRequest.objects.get(pk=row.pk)
        for name in ("state", "leased_by", "leased_until", "attempts"):
            assert getattr(row, name) == getattr(stored, name)


@pytest.mark.parametrize("state", ["paused", "scheduled"])
def test_rows_of_a_batch_that_does_not_run_are_passed_over(
    version: AchievementVersion, state: str
) -> None:
    held, running = batch_of(version, 2), batch_of(version, 1)
    IssuanceBatch.objects.filter(pk=held.pk).update(state=state, starts_at=clock.now())
    assert batches_in(claim(10, lease="one")) == {running.pk}
    assert (most_urgent(), oldest_wait()) == (None, None)


def test_the_oldest_wait_is_that_of_any_source(version: AchievementVersion) -> None:
    row = waiting_request(version)
    batch = batch_of(version, 1)
    hour = dt.timedelta(hours=1)
    batch.issuance_requests.update(not_before=row.not_before - hour)
    assert oldest_wait() >= hour
    assert not is_anybody_at_work()
    claim(1, lease="one")
    assert is_anybody_at_work()


def test_what_was_not_begun_is_given_back_and_was_no_try(version: AchievementVersion) -> None:
    batch_of(version, 3)
    rows = claim(3, lease="one")
    assert issuance._bring_to_end(rows, lease="one", end=0.0) == 1
    states = IssuanceRequest.objects.values_list("state", "attempts").order_by("state")
    assert list(states) == [("issued", 1), ("requested", 0), ("requested", 0)]


def test_who_lost_the_lease_gives_nothing_back(version: AchievementVersion) -> None:
    batch_of(version, 1)
    rows = claim(1, lease="slow")
    IssuanceRequest.objects.update(leased_by="quick")
    failing.give_back(rows, lease="slow")
    assert IssuanceRequest.objects.values_list("state", "attempts").get() == ("claimed", 1)


def test_a_worn_out_row_is_not_claimed(version: AchievementVersion) -> None:
    row = waiting_request(version)
    IssuanceRequest.objects.update(attempts=MAX_ATTEMPTS)
    assert claim(1, lease="one") == []
    assert failing.give_up_on_poison() == 1
    row.refresh_from_db()
    assert (row.state, row.error_code) == ("failed", "worker_lost")


def test_a_row_that_workers_died_with_uses_up_no_tries_of_its_neighbours(
    version: AchievementVersion,
) -> None:
    """Whoever claims the poisonous row dies; its neighbours are claimed without it before they are worn out."""
    poison, *others = (waiting_request(version) for _ in range(4))
    while rows := claim(10, lease="dies"):
        taken = {row.pk for row in rows}
        if poison.pk in taken:
            IssuanceRequest.objects.filter(pk__in=taken).update(leased_until=LONG_AGO)
        else:
            IssuanceRequest.objects.filter(pk__in=taken).update(state="issued", leased_by="")
    assert failing.give_up_on_poison() == 1
    states = IssuanceRequest.objects.in_bulk([each.pk for each in (poison, *others)])
    assert states[poison.pk].error_code == "worker_lost"
    assert [states[each.pk].state for each in others] == ["issued"] * 3


def test_the_pace_follows_the_work() -> None:
    pace = issuance.Pace()
    assert pace.size == 50
    pace.learn(claimed=50, done=50, seconds=0.05)
    assert pace.size == 100
    pace.learn(claimed=3, done=3, seconds=3.0)
    assert pace.size == 100
    pace.learn(claimed=100, done=4, seconds=2.0)
    # However slow the machine is: a claim of a few rows would cost more than they do.
    assert pace.size == 50
    for _ in range(9):
        pace.learn(claimed=pace.size, done=pace.size, seconds=0.001)
    assert pace.size == 400

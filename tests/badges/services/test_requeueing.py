from __future__ import annotations

import pytest

from badges.models import IssuanceRequest
from badges.services import requeueing
from badges.services.requeueing import requeue
from credcenter.kernel import audit
from credcenter.kernel.audit import SYSTEM
from credcenter.kernel.models import AuditEvent
from tests.factories.badges import achievement_version, learner, waiting_request

pytestmark = pytest.mark.django_db


def ended(**fields: object) -> IssuanceRequest:
    """A request that stands in nobody's way, until `fail` says how it really ended."""
    row = waiting_request(**fields)  # type: ignore[arg-type]
    IssuanceRequest.objects.filter(pk=row.pk).update(state="ended")
    return row


def fail(*rows: IssuanceRequest) -> None:
    changed = IssuanceRequest.objects.filter(pk__in=[row.pk for row in rows])
    changed.update(state="failed", attempts=5, delays=7)


@pytest.mark.parametrize("chunk", [1, 500])
def test_who_was_asked_for_once_more_is_cancelled_and_stops_no_other(
    monkeypatch: pytest.MonkeyPatch, chunk: int
) -> None:
    monkeypatch.setattr(requeueing, "CHUNK", chunk)
    version, again, twice = achievement_version(), learner(), learner()
    alone = ended(version=version)
    old = ended(version=version, learner=again)
    waiting_request(version, learner=again)
    first, second = (ended(version=version, learner=twice) for _ in range(2))
    fail(alone, old, first, second)
    assert requeue(actor=SYSTEM) == 2
    rows = {row.pk: row for row in IssuanceRequest.objects.all()}
    states = [rows[each.pk].state for each in (alone, old, first, second)]
    assert states == ["requested", "cancelled", "requested", "cancelled"]
    assert (rows[alone.pk].attempts, rows[alone.pk].delays) == (0, 0)
    assert rows[old.pk].failure
    assert rows[old.pk].finished_at is not None
    cancelled = AuditEvent.objects.filter(action="issuance.cancelled")
    assert set(cancelled.values_list("subject_id", flat=True)) == {str(old.pk), str(second.pk)}
    assert audit.verify_chain() == []


def test_only_the_named_ones_are_tried_again() -> None:
    version = achievement_version()
    one, other = ended(version=version), ended(version=version)
    fail(one, other)
    assert requeue([one.pk], actor=SYSTEM) == 1
    other.refresh_from_db()
    assert other.state == "failed"

from __future__ import annotations

import pytest
from django.db import transaction

from badges.models import IssuanceRequest
from badges.services.request import open_batch, request, wake
from credcenter.kernel.audit import SYSTEM
from credcenter.kernel.errors import Conflict, RuleRefused
from credcenter.kernel.models import AuditEvent
from tests.factories.badges import achievement_version, issued_credential, learner, wish

pytestmark = pytest.mark.django_db


def test_asking_twice_under_one_key_is_one_request() -> None:
    wanted = wish(achievement_version())
    first = request([wanted], actor=SYSTEM)
    again = request([wanted], actor=SYSTEM)
    assert [row.pk for row in again] == [row.pk for row in first]
    assert IssuanceRequest.objects.count() == 1
    assert AuditEvent.objects.filter(action="issuance.requested").count() == 1


def test_rows_come_back_in_the_order_of_the_wishes() -> None:
    version = achievement_version()
    wishes = [wish(version) for _ in range(5)]
    request(wishes[1:3], actor=SYSTEM)
    rows = request(wishes, actor=SYSTEM)
    assert [row.source_key for row in rows] == [each.source_key for each in wishes]


def test_a_holder_is_refused_and_nothing_of_the_call_is_kept() -> None:
    credential = issued_credential()
    version = credential.version
    before = IssuanceRequest.objects.count(), AuditEvent.objects.count()
    with pytest.raises(RuleRefused) as refused:
        request([wish(version), wish(version, learner=credential.learner)], actor=SYSTEM)
    assert refused.value.code == "already_held"
    assert refused.value.details["student_numbers"] == [credential.learner.student_number]
    assert (IssuanceRequest.objects.count(), AuditEvent.objects.count()) == before


def test_two_wishes_of_one_call_for_one_learner_are_refused() -> None:
    version, person = achievement_version(), learner()
    with pytest.raises(Conflict) as refused:
        request([wish(version, learner=person), wish(version, learner=person)], actor=SYSTEM)
    assert refused.value.code == "requested_twice"
    assert not IssuanceRequest.objects.exists()


def test_a_rolled_back_caller_leaves_no_request() -> None:
    version = achievement_version()
    with transaction.atomic():
        request([wish(version)], actor=SYSTEM, batch=open_batch("졸업", actor=SYSTEM))
        transaction.set_rollback(True)
    assert not IssuanceRequest.objects.exists()


def test_waking_without_a_broker_says_so_and_does_not_fail(without_broker: None) -> None:
    assert wake() is False

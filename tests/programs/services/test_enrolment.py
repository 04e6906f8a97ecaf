"""Enrolments: once, under the curriculum of the term, ended once."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from credcenter.kernel.audit import SYSTEM
from credcenter.kernel.errors import Conflict, RuleRefused
from credcenter.kernel.models import AuditEvent
from programs.enums import CompletionState, EnrolmentState
from programs.models import CurriculumVersion, Enrolment
from programs.services.enrolment import enrol, withdraw
from tests.factories import badges, studies

pytestmark = pytest.mark.django_db


def test_enrolling_twice_is_one_enrolment() -> None:
    degree, learner = studies.micro_degree(), badges.learner()
    [made] = enrol({learner: "2026-2"}, micro_degree=degree, actor=SYSTEM)
    assert (made.term, made.curriculum.version, made.state) == ("2026-2", "2026", "active")
    assert enrol({learner: "2026-1"}, micro_degree=degree, actor=SYSTEM) == []
    assert AuditEvent.objects.filter(action="enrolment.created").count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Enrolment.objects.create(
            learner=learner, micro_degree=degree, curriculum=made.curriculum, term="2026-2"
        )


def test_who_withdrew_may_enrol_again() -> None:
    degree, learner = studies.micro_degree(), badges.learner()
    [first] = enrol({learner: "2026-1"}, micro_degree=degree, actor=SYSTEM)
    withdraw(first.pk, reason="asked for", actor=SYSTEM)
    [second] = enrol({learner: "2026-2"}, micro_degree=degree, actor=SYSTEM)
    assert second.pk != first.pk


def test_withdrawing_twice_is_refused() -> None:
    case = studies.waiting_completion()
    ended = withdraw(case.enrolment_id, reason="asked for", actor=SYSTEM)
    assert (ended.state, AuditEvent.objects.last().reason) == (
        EnrolmentState.WITHDRAWN,
        "asked for",
    )
    case.refresh_from_db()
    assert case.state == CompletionState.IN_PROGRESS
    events = AuditEvent.objects.count()
    with pytest.raises(Conflict):
        withdraw(case.enrolment_id, reason="again", actor=SYSTEM)
    assert AuditEvent.objects.count() == events


def test_without_a_curriculum_nobody_enrols() -> None:
    degree, learner = studies.micro_degree(), badges.learner()
    CurriculumVersion.objects.all().delete()
    with pytest.raises(RuleRefused) as caught:
        enrol({learner: "2026-1"}, micro_degree=degree, actor=SYSTEM)
    assert (caught.value.code, Enrolment.objects.count()) == ("no_curriculum", 0)

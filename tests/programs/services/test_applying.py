"""Learners come by themselves: within a window, once, and their cases wait for the final application."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from credcenter.accounts.enums import Role
from credcenter.kernel import clock
from credcenter.kernel.audit import SYSTEM
from credcenter.kernel.errors import Conflict, CredcenterError, RuleRefused
from credcenter.kernel.models import AuditEvent
from programs.enums import ApplicationKind, CompletionState, Decision, EnrolmentState
from programs.models import Application, ApplicationWindow, Completion, Enrolment, MicroDegree
from programs.services.applying import apply_for, begin, withdraw_application
from programs.services.approval import decide
from programs.services.completion import evaluate, resubmit
from programs.services.enrolment import withdraw
from tests.factories import badges, studies

pytestmark = pytest.mark.django_db

FINAL, PRELIMINARY = ApplicationKind.FINAL, ApplicationKind.PRELIMINARY


def asking(*application: str) -> MicroDegree:
    degree = studies.micro_degree()
    degree.application = list(application)
    degree.save()
    return degree


def window(kind: str, *, opens: int = -1, closes: int = 1) -> ApplicationWindow:
    """Of the only micro-degree, in days from now."""
    now = clock.now()
    return ApplicationWindow.objects.create(
        micro_degree=MicroDegree.objects.get(),
        kind=kind,
        opens_at=now + dt.timedelta(days=opens),
        closes_at=now + dt.timedelta(days=closes),
    )


def refusal(*, of: type[CredcenterError] = RuleRefused, **call) -> str:
    """The code, after showing that nothing was written."""
    before = (Application.objects.count(), Enrolment.objects.count(), AuditEvent.objects.count())
    action = call.pop("action", apply_for)
    with pytest.raises(of) as caught:
        action(*call.pop("args"), actor=SYSTEM, **call)
    after = (Application.objects.count(), Enrolment.objects.count(), AuditEvent.objects.count())
    assert after == before
    return caught.value.code


@translation.override("en")
def test_a_learner_begins_only_while_a_window_is_open() -> None:
    degree, learner = studies.micro_degree(), badges.learner()
    ask = {"action": begin, "args": (learner,), "micro_degree": degree}
    assert refusal(**ask) == "window_shut"
    window("enrolment", opens=-9, closes=-5)
    with pytest.raises(RuleRefused, match="closed on"):
        begin(learner, micro_degree=degree, actor=SYSTEM)
    window("enrolment", opens=3, closes=5)
    with pytest.raises(RuleRefused, match="opens on"):
        begin(learner, micro_degree=degree, actor=SYSTEM)
    window("enrolment")
    enrolment = begin(learner, micro_degree=degree, actor=SYSTEM)
    assert (enrolment.state, enrolment.completion.state) == ("active", "in_progress")
    assert not Application.objects.exists()
    assert refusal(**ask, of=Conflict) == "enrolled_already"


def test_beginning_is_the_preliminary_application_where_there_is_one() -> None:
    degree, learner = asking(PRELIMINARY, FINAL), badges.learner()
    window("preliminary")
    enrolment = begin(learner, micro_degree=degree, actor=SYSTEM)
    assert Application.objects.get().kind == PRELIMINARY
    event = AuditEvent.objects.get(action="application.made")
    assert event.details["window"] == ApplicationWindow.objects.get().pk
    assert refusal(args=(enrolment.pk,), kind=PRELIMINARY, of=Conflict) == "applied_already"
    withdraw_application(Application.objects.get().pk, reason="x", actor=SYSTEM)
    enrolment.refresh_from_db()
    assert enrolment.state == EnrolmentState.WITHDRAWN
    assert Application.objects.get().withdrawn_at is not None
    assert begin(learner, micro_degree=degree, actor=SYSTEM).pk != enrolment.pk


def test_a_case_goes_to_review_only_with_its_final_application() -> None:
    case = studies.waiting_completion(of=asking(FINAL))
    assert (case.state, case.is_eligible, case.waiting_since) == ("ready", True, None)
    assert refusal(args=(case.enrolment_id,), kind=FINAL) == "window_shut"
    window("final")
    made = apply_for(case.enrolment_id, kind=FINAL, actor=SYSTEM)
    case.refresh_from_db()
    assert (case.state, case.round, case.step) == (CompletionState.IN_REVIEW, 1, 0)
    assert refusal(args=(case.enrolment_id,), kind=FINAL, of=Conflict) == "applied_already"
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.create(enrolment=case.enrolment, kind=FINAL)
    withdraw_application(made.pk, reason="changed my mind", actor=SYSTEM)
    case.refresh_from_db()
    assert (case.state, case.waiting_since) == (CompletionState.READY, None)
    assert AuditEvent.objects.get(action="application.withdrawn").reason == "changed my mind"
    again = {"action": withdraw_application, "args": (made.pk,), "reason": "", "of": Conflict}
    assert refusal(**again) == "withdrawn_already"


def test_an_application_may_come_before_the_last_result() -> None:
    case = studies.completion("SSD101", of=asking(FINAL))
    window("final")
    apply_for(case.enrolment_id, kind=FINAL, actor=SYSTEM)
    case.refresh_from_db()
    assert case.state == CompletionState.IN_PROGRESS
    for code in ("SSD102", "SSD201"):
        studies.result(case.enrolment.learner, code)
    [case] = evaluate([case.enrolment], actor=SYSTEM)
    assert case.state == CompletionState.IN_REVIEW


def test_what_was_decided_before_an_application_was_taken_back_is_decided_again() -> None:
    case = studies.waiting_completion(of=asking(FINAL))
    window("final")
    made = apply_for(case.enrolment_id, kind=FINAL, actor=SYSTEM)
    professor = studies.user(Role.FACULTY)
    decide(
        case.pk,
        decision=Decision.RETURNED,
        reason="x",
        user=professor,
        roles=[Role.FACULTY],
        actor=SYSTEM,
    )
    withdraw_application(made.pk, reason="", actor=SYSTEM)
    case.refresh_from_db()
    assert (case.state, case.round, case.step) == (CompletionState.READY, 2, 0)
    assert refusal(action=resubmit, args=(case.pk,), reason="x", of=Conflict) == "not_returned"


def test_the_final_application_needs_the_preliminary_one_and_to_be_asked_for() -> None:
    case = studies.waiting_completion(of=asking(PRELIMINARY, FINAL))
    window("final")
    assert refusal(args=(case.enrolment_id,), kind=FINAL) == "preliminary_missing"
    MicroDegree.objects.update(application=[])
    assert refusal(args=(case.enrolment_id,), kind=FINAL) == "application_not_wanted"
    withdraw(case.enrolment_id, reason="x", actor=SYSTEM)
    assert refusal(args=(case.enrolment_id,), kind=FINAL, of=Conflict) == "enrolment_ended"


def test_staff_may_make_an_exception_and_say_why() -> None:
    case = studies.waiting_completion(of=asking(FINAL))
    apply_for(case.enrolment_id, kind=FINAL, actor=SYSTEM, exception="was in hospital")
    event = AuditEvent.objects.get(action="application.made")
    assert (event.reason, event.details["window"]) == ("was in hospital", None)


def test_a_case_that_no_application_is_asked_for_any_more_goes_on() -> None:
    case = studies.waiting_completion(of=asking(FINAL))
    MicroDegree.objects.update(application=[])
    evaluate([case.enrolment], actor=SYSTEM)
    assert Completion.objects.get().state == CompletionState.IN_REVIEW


def test_a_case_in_review_stays_there_when_an_application_is_asked_for_later() -> None:
    case = studies.waiting_completion()
    MicroDegree.objects.update(application=[FINAL])
    evaluate([case.enrolment], actor=SYSTEM)
    assert Completion.objects.get().state == CompletionState.IN_REVIEW

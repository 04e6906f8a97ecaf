"""Console: one batch and what can be done with it."""

from __future__ import annotations

import csv
import datetime as dt
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from badges.models import IssuanceBatch, IssuanceRequest
from badges.services import batches
from badges.services.issuance import issue_waiting
from credcenter.kernel import clock
from credcenter.kernel.audit import SYSTEM
from credcenter.kernel.models import AuditEvent
from tests.factories.badges import achievement_version, award, opened_batch

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(sign_in):
    return sign_in("staff")


@pytest.fixture
def batch():
    return opened_batch(achievement_version(), 3)


def page_of(batch, part=""):
    return reverse("badges:batch", args=[batch.pk]) + f"?lang=en{part}"


def press(client, batch, verb):
    return client.post(reverse("badges:batch_verb", args=[batch.pk, verb]))


def state_of(batch):
    return IssuanceBatch.objects.values_list("state", flat=True).get(pk=batch.pk)


def offered(client, batch):
    """Which of the buttons the page has."""
    text = client.get(page_of(batch)).content.decode()
    verbs = ("start", "pause", "resume", "retry", "cancel")
    return {verb for verb in verbs if f"{batch.pk}/{verb}" in text}


def test_a_batch_is_paused_and_resumed_from_its_page(staff, batch):
    assert offered(staff, batch) == {"pause", "cancel"}
    assert press(staff, batch, "pause")["Location"] == reverse("badges:batch", args=[batch.pk])
    assert (state_of(batch), offered(staff, batch)) == ("paused", {"resume", "cancel"})
    press(staff, batch, "resume")
    assert state_of(batch) == "running"


def test_a_scheduled_batch_is_begun_from_its_page(staff, batch):
    noon = clock.now() + dt.timedelta(days=1)
    IssuanceBatch.objects.update(state="scheduled", starts_at=noon)
    assert offered(staff, batch) == {"start", "cancel"}
    assert "It begins on" in staff.get(page_of(batch)).content.decode()
    press(staff, batch, "start")
    assert state_of(batch) == "running"


def test_failed_rows_are_tried_again_from_the_page(staff, batch):
    row = batch.issuance_requests.first()
    IssuanceRequest.objects.filter(pk=row.pk).update(award=award(score="140").to_json())
    issue_waiting(limit=9, worker="test")
    assert offered(staff, batch) == {"retry"}
    assert "Try 1 failed row again" in staff.get(page_of(batch)).content.decode()
    press(staff, batch, "retry")
    assert (state_of(batch), offered(staff, batch)) == ("running", {"pause", "cancel"})


def test_cancelling_shows_the_count_and_asks_for_a_reason(staff, batch):
    issue_waiting(limit=1, worker="test")
    address = reverse("badges:cancel_batch", args=[batch.pk])
    text = staff.get(address + "?lang=en").content.decode()
    assert "2 badges that wait will not be issued." in text
    for incomplete in ({}, {"reason": "x"}, {"is_confirmed": "on"}, {"reason": " "}):
        assert staff.post(address, incomplete).status_code == 400
        assert state_of(batch) == "running"
    staff.post(address, {"reason": "Wrong term", "is_confirmed": "on"})
    assert (state_of(batch), offered(staff, batch)) == ("cancelled", set())
    text = staff.get(page_of(batch)).content.decode()
    assert "Cancelled: Wrong term" in text
    assert "The batch was cancelled before this badge was issued." in text
    assert AuditEvent.objects.get(action="batch.cancelled").actor_role == "staff"


def test_what_does_not_follow_is_refused(staff, batch):
    before = AuditEvent.objects.count()
    assert press(staff, batch, "resume").status_code == 409
    assert press(staff, batch, "explode").status_code == 404
    assert staff.get(reverse("badges:batch_verb", args=[batch.pk, "pause"])).status_code == 405
    assert (state_of(batch), AuditEvent.objects.count()) == ("running", before)


def test_a_live_batch_draws_itself_again_until_it_is_over(staff, batch):
    part = staff.get(page_of(batch, "&part=progress"))
    assert 'hx-trigger="every 2s"' in part.content.decode()
    assert "HX-Refresh" not in part
    issue_waiting(limit=2, worker="test")
    assert "badges a second" in staff.get(page_of(batch, "&part=progress")).content.decode()
    batches.pause(batch.pk, actor=SYSTEM)
    part = staff.get(page_of(batch, "&part=progress"))
    assert part["HX-Refresh"] == "true"
    assert "hx-trigger" not in part.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_a_poll_asks_as_little_for_many_rows(staff, count, django_assert_num_queries):
    batch = opened_batch(achievement_version(), count)
    # session, user, roles, batch, counts
    with django_assert_num_queries(5):
        staff.get(page_of(batch, "&part=progress"))


def test_a_stopped_batch_calls_for_a_person_on_the_console_too(staff, batch):
    batches.stop(batch.pk, code="canonical_difference")
    for address in (page_of(batch), "/console/?lang=en"):
        text = staff.get(address).content.decode()
        assert "The system stopped" in text
        assert "The fast way of signing gave another result" in text


def test_the_report_has_a_line_for_each_row(staff, batch):
    rows = list(batch.issuance_requests.order_by("learner__student_number"))
    rows[1].learner.name = "=1+1"
    rows[1].learner.save()
    IssuanceRequest.objects.filter(pk=rows[2].pk).update(award=award(score="140").to_json())
    refusal = {"row": 9, "column": "", "code": "x", "message": "Bad.", "student_number": "+49"}
    IssuanceBatch.objects.update(report=[refusal], refused_count=1)
    issue_waiting(limit=9, worker="test")
    answer = staff.get(reverse("badges:batch_report", args=[batch.pk]) + "?lang=en")
    assert answer.streaming
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [line["state"] for line in lines] == ["issued", "issued", "failed", "refused"]
    assert [line["name"] for line in lines[:2]] == ["홍길동", "'=1+1"]
    rows[0].refresh_from_db()
    assert lines[0]["credential_id"] == str(rows[0].credential.pk)
    assert (lines[2]["credential_id"], lines[2]["attempts"]) == ("", "1")
    assert lines[2]["error"]
    assert (lines[3]["row"], lines[3]["student_number"]) == ("9", "'+49")
    assert AuditEvent.objects.filter(action="batch.report_fetched").count() == 1


def test_the_report_is_read_in_pieces(staff, batch):
    with CaptureQueriesContext(connection) as queries:
        answer = staff.get(reverse("badges:batch_report", args=[batch.pk]))
        asked = len([each for each in queries if "issuancerequest" in each["sql"]])
        assert asked == 0
        list(answer.streaming_content)


@pytest.mark.parametrize("role", ["anonymous", "learner", "faculty", "auditor"])
def test_a_batch_is_for_staff(batch, sign_in, role):
    client, before = sign_in(role), AuditEvent.objects.count()
    for name in ("cancel_batch", "batch_report"):
        assert client.get(reverse(f"badges:{name}", args=[batch.pk])).status_code in (302, 403)
    form = {"reason": "x", "is_confirmed": "on"}
    client.post(reverse("badges:cancel_batch", args=[batch.pk]), form)
    press(client, batch, "pause")
    assert (state_of(batch), AuditEvent.objects.count()) == ("running", before)

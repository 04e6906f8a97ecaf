"""Console: a roster from upload by preview to batch."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from badges.models import AchievementVersion, IssuanceBatch, IssuanceRequest
from badges.services.issuance import issue_waiting
from credcenter.kernel.models import AuditEvent
from learners.models import Learner
from tests.factories.badges import achievement_version

pytestmark = pytest.mark.django_db

HOME = "/console/issuing/"
ROSTER = """student_number,name,name_en,email,awarded_on,data-literacy,shoe size
20250001,김하늘,KIM Haneul,a@hanbit.example,2026-02-20,91.5,270
20250002,이도윤,LEE Doyun,b@hanbit.example,2026-02-20,72,270
20250003,,PARK Seoyeon,c@hanbit.example,2026-02-20,72,270
"""


@pytest.fixture
def staff(sign_in):
    achievement_version()
    return sign_in("staff")


def upload(client, text=ROSTER, name="반.csv", code="SSDO-F"):
    data = text if isinstance(text, bytes) else text.encode()
    return client.post(HOME, {"achievement": code, "file": SimpleUploadedFile(name, data)})


def token_of(answer):
    return unquote(answer["Location"].partition("draft=")[2])


def nothing_changed():
    return not any(model.objects.exists() for model in (IssuanceRequest, IssuanceBatch, Learner))


def test_roster_is_checked_shown_applied_and_issued(staff):
    answer = upload(staff)
    preview = staff.get(answer["Location"] + "&lang=en").content.decode()
    assert "2 rows can be issued" in preview
    assert "shoe size" in preview
    assert nothing_changed()
    applied = staff.post(answer["Location"], {"draft": token_of(answer), "apply": "yes"})
    batch = IssuanceBatch.objects.get()
    assert applied["Location"] == reverse("badges:batch", args=[batch.pk])
    page = staff.get(applied["Location"] + "?lang=en").content.decode()
    assert "0 of 2 done" in page
    assert 'hx-trigger="every 2s"' in page
    assert issue_waiting(limit=10, worker="test") == 2
    answer = staff.get(applied["Location"] + "?part=progress&lang=en")
    assert answer["HX-Refresh"] == "true"
    part = answer.content.decode()
    assert "2 of 2 done" in part
    assert "1 row refused" in part
    assert "hx-trigger" not in part


def test_the_first_badge_is_shown_before_anything_is_made(staff):
    answer = upload(staff)
    text = staff.get(answer["Location"] + "&lang=en").content.decode()
    sample = text[text.index('id="sample"') :]
    assert "김하늘 (KIM Haneul)" in sample
    assert "91.5" in sample
    assert "심화 (Advanced)" in sample
    assert nothing_changed()


def test_a_wording_that_makes_no_badge_is_told_before(staff):
    answer = upload(staff)
    AchievementVersion.objects.update(name_ko="&amp;", name_en="&amp;")
    text = staff.get(answer["Location"] + "&lang=en").content.decode()
    assert "No badge can be made of these rows" in text
    assert 'id="sample"' not in text


def test_a_batch_can_begin_later_and_not_in_the_past(staff):
    answer = upload(staff)
    form = {"draft": token_of(answer), "apply": "yes"}
    past = staff.post(answer["Location"], form | {"starts_at": "2020-01-01T09:00"})
    assert past.status_code == 400
    assert nothing_changed()
    staff.post(answer["Location"], form | {"starts_at": "2099-02-20T09:00"})
    batch = IssuanceBatch.objects.get()
    assert (batch.state, f"{batch.starts_at:%Y-%m-%d %H:%M}") == ("scheduled", "2099-02-20 00:00")
    assert issue_waiting(limit=9, worker="test") == 0


def test_applying_twice_issues_once(staff):
    answer = upload(staff)
    batches = []
    for _ in range(2):
        applied = staff.post(answer["Location"], {"draft": token_of(answer), "apply": "yes"})
        batches.append(applied["Location"])
    assert set(batches) == {reverse("badges:batch", args=[IssuanceBatch.objects.get().pk])}
    assert IssuanceRequest.objects.count() == 2


def test_upload_without_a_sound_row_makes_no_batch(staff):
    answer = upload(staff, text=ROSTER.replace("2026-02-20", "2999-01-01"))
    applied = staff.post(answer["Location"], {"draft": token_of(answer), "apply": "yes"})
    assert applied.status_code == 409
    assert nothing_changed()


def test_poll_of_a_batch_leaves_the_report_in_the_database(staff):
    answer = upload(staff)
    applied = staff.post(answer["Location"], {"draft": token_of(answer), "apply": "yes"})
    with CaptureQueriesContext(connection) as queries:
        part = staff.get(applied["Location"] + "?part=progress&lang=en").content.decode()
    assert "1 row refused" in part
    assert [each["sql"] for each in queries if '"report"' in each["sql"]] == []


def test_page_shows_the_first_refusals_and_says_how_many_there_are(staff):
    good, bad = ROSTER.splitlines()[1], [f"2026{n:04},,,,2026-02-20,,\n" for n in range(203)]
    answer = upload(staff, text="\n".join([ROSTER.splitlines()[0], good, *bad]))
    applied = staff.post(answer["Location"], {"draft": token_of(answer), "apply": "yes"})
    page = staff.get(applied["Location"] + "?lang=en").content.decode()
    assert "20260199" in page
    assert "20260200" not in page
    assert "The first 200 of 203 rows are shown." in page
    assert "203 rows refused" in page


def test_thrown_away_upload_changes_nothing(staff):
    answer = upload(staff)
    staff.post(answer["Location"], {"draft": token_of(answer), "discard": "yes"})
    assert staff.get(answer["Location"]).status_code == 409
    assert nothing_changed()


def test_upload_of_a_colleague_is_not_there(staff, sign_in):
    answer = upload(staff)
    colleague = sign_in("staff")
    assert colleague.get(answer["Location"]).status_code == 409
    applied = colleague.post(answer["Location"], {"draft": token_of(answer), "apply": "yes"})
    assert applied.status_code == 409
    assert nothing_changed()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (b"", "a.csv"),
        (b"\xff\xfe\x00\x01\x81" * 50, "a.csv"),
        (b"PK\x03\x04garbage", "a.xlsx"),
        (b"only one line", "a.csv"),
        (b"name\nx\n", "a.csv"),
        (b"\x89PNG\r\n\x1a\n", "a.png"),
    ],
)
def test_file_that_is_no_roster_is_refused_where_it_was_chosen(staff, text, name):
    answer = upload(staff, text=text, name=name)
    assert answer.status_code == 400
    assert 'class="errorlist"' in answer.content.decode()
    assert nothing_changed()


def test_fifty_megabytes_are_refused(staff):
    answer = upload(staff, text=b"x" * (50 * 1024 * 1024))
    assert answer.status_code == 413
    assert nothing_changed()


def test_unknown_achievement_is_refused(staff):
    assert upload(staff, code="NOPE").status_code == 400


@pytest.mark.parametrize(
    ("role", "status"),
    [("anonymous", 302), ("learner", 403), ("faculty", 403), ("partner", 403), ("auditor", 403)],
)
def test_issuing_is_for_staff(staff, sign_in, role, status):
    answer = upload(staff)
    staff.post(answer["Location"], {"draft": token_of(answer), "apply": "yes"})
    batch = IssuanceBatch.objects.get()
    client = sign_in(role)
    events = AuditEvent.objects.count()
    for path in (HOME, answer["Location"], reverse("badges:batch", args=[batch.pk])):
        assert client.get(path).status_code == status
    assert upload(client).status_code == status
    assert AuditEvent.objects.count() == events


@pytest.mark.parametrize("batches", [1, 3])
def test_home_asks_the_database_as_often_for_many_batches(
    staff, batches, django_assert_num_queries
):
    for number in range(batches):
        rows = ROSTER.replace("2025", f"20{number}5").replace("@", f"{number}@")
        answer = upload(staff, text=rows)
        staff.post(answer["Location"], {"draft": token_of(answer), "apply": "yes"})
    assert IssuanceBatch.objects.count() == batches
    # session, user, roles, choices, count, batches
    with django_assert_num_queries(6):
        staff.get(HOME)


@pytest.mark.parametrize(("language", "words"), [("en", "The badge could not be made"), ("ko", "")])
def test_batch_says_why_a_row_failed_and_names_no_path(staff, language, words):
    answer = upload(staff)
    applied = staff.post(answer["Location"], {"draft": token_of(answer), "apply": "yes"})
    IssuanceRequest.objects.update(
        state="failed", error_code="unexpected", error_message="OSError: /srv/files/a.png"
    )
    page = staff.get(f"{applied['Location']}?lang={language}").content.decode()
    assert "/srv/files" not in page
    assert words in page

"""Rosters: bad rows have their reasons and stop no good one; nothing is issued twice."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from badges.award import AwardedResult
from badges.enums import RequestState
from badges.models import AchievementVersion, IssuanceBatch, IssuanceRequest
from badges.services.rosters import RosterCheck, apply_roster, check_roster, source_key
from credcenter.kernel.audit import SYSTEM
from credcenter.kernel.errors import InvalidInput, NotFound, RuleRefused
from credcenter.kernel.models import AuditEvent
from learners.models import Learner
from tests.factories import badges

pytestmark = pytest.mark.django_db

HEADER = "student_number,name,name_en,email,awarded_on,data-literacy\n"
GOOD = "20260001,홍길동,HONG Gildong,gildong@students.example,2026-02-20,90\n"
OTHER = "20260002,김서연,,,2026.2.20,\n"


@pytest.fixture(autouse=True)
def version(db: None) -> AchievementVersion:
    return badges.achievement_version("SSDO-F")


def check(*rows: str, header: str = HEADER) -> RosterCheck:
    data = (header + "".join(rows)).encode()
    return check_roster(data, file_name="roster.csv", achievement_code="SSDO-F")


def test_good_rows_become_awards() -> None:
    checked = check(GOOD, OTHER)
    assert (checked.refusals, checked.unknown_columns) == ((), ())
    first, second = checked.rows
    assert (first.row, first.person.student_number, first.person.name) == (2, "20260001", "홍길동")
    assert first.award.awarded_on == date(2026, 2, 20)
    assert first.award.results == (AwardedResult("data-literacy", Decimal(90)),)
    assert second.award.results == ()
    assert not Learner.objects.exists()


@pytest.mark.parametrize(
    ("text", "column", "code"),
    [
        (GOOD.replace("20260001", ""), "student_number", "student_number_missing"),
        (GOOD.replace("20260001", "../1"), "student_number", "student_number_bad"),
        (GOOD.replace("홍길동", ""), "name", "name_missing"),
        (GOOD.replace("gildong@", "gildong"), "email", "email_bad"),
        (GOOD.replace("2026-02-20", ""), "awarded_on", "date_missing"),
        (GOOD.replace("2026-02-20", "2026-02-30"), "awarded_on", "date_bad"),
        (GOOD.replace("2026-02-20", "20.02.2026"), "awarded_on", "date_bad"),
        (GOOD.replace("2026-02-20", "0026-02-20"), "awarded_on", "date_bad"),
        (GOOD.replace("2026-02-20", "2999-01-01"), "awarded_on", "date_in_future"),
        (GOOD.replace(",90", ",101"), "data-literacy", "value_out_of_range"),
        (GOOD.replace(",90", ",-1"), "data-literacy", "value_out_of_range"),
        (GOOD.replace(",90", ",90점"), "data-literacy", "value_bad"),
        (GOOD.replace(",90", ",90.125"), "data-literacy", "value_bad"),
        (OTHER.replace("김서연", "다른이름"), "student_number", "learner_twice"),
    ],
)
def test_a_bad_row_is_refused_and_stops_no_other(text: str, column: str, code: str) -> None:
    checked = check(OTHER, text)
    assert [(each.row, each.column, each.code) for each in checked.refusals] == [(3, column, code)]
    assert [each.row for each in checked.rows] == [2]
    with translation.override("en"):
        assert "%(" not in checked.refusals[0].reason


def test_unknown_columns_are_named_and_harm_nothing() -> None:
    checked = check(
        GOOD.replace("\n", ",hello,1\n"), header=HEADER.replace("\n", ",remark,score\n")
    )
    assert checked.unknown_columns == ("remark", "score")
    assert len(checked.rows) == 1


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (HEADER.encode(), "no_rows"),
        (b"student_number,name\n1,a\n", "missing_column"),
        (b"\x89PNG\r\n\x1a\n", "not_a_table"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_whole(data: bytes, code: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        check_roster(data, file_name="roster.csv", achievement_code="SSDO-F")
    assert caught.value.code == code


def test_an_unknown_achievement_is_not_found() -> None:
    with pytest.raises(NotFound):
        check_roster((HEADER + GOOD).encode(), file_name="roster.csv", achievement_code="NOPE")


def test_applying_makes_learners_batch_and_requests() -> None:
    batch = apply_roster(check(GOOD, OTHER, GOOD), actor=SYSTEM)
    assert batch.title == "SSDO-F · roster.csv"
    assert [(each["row"], each["code"]) for each in batch.report] == [(4, "learner_twice")]
    assert Learner.objects.count() == 2
    asked = IssuanceRequest.objects.get(source_key=source_key("SSDO-F", "20260001"))
    assert (asked.batch, asked.learner.name) == (batch, "홍길동")
    assert asked.award["results"] == [{"code": "data-literacy", "value": "90"}]


def test_the_same_roster_again_asks_for_nothing_new() -> None:
    apply_roster(check(GOOD, OTHER), actor=SYSTEM)
    before = list(IssuanceRequest.objects.values_list("pk", "batch"))
    again = check(GOOD.replace(",90", ",90.00"), OTHER)
    assert len(again.rows) == 2
    apply_roster(again, actor=SYSTEM)
    assert list(IssuanceRequest.objects.values_list("pk", "batch")) == before


@pytest.mark.parametrize("change", [(",90", ",91"), ("2026-02-20", "2026-02-21"), (",90", ",")])
def test_other_content_than_was_awarded_is_refused(change: tuple[str, str]) -> None:
    apply_roster(check(GOOD), actor=SYSTEM)
    assert [each.code for each in check(GOOD.replace(*change)).refusals] == [
        "held_with_other_content"
    ]


def test_a_badge_from_elsewhere_and_a_revoked_one_are_refused(version: AchievementVersion) -> None:
    apply_roster(check(GOOD), actor=SYSTEM)
    IssuanceRequest.objects.update(state=RequestState.ENDED)
    assert [each.code for each in check(GOOD).refusals] == ["revoked_before"]
    badges.waiting_request(version, learner=Learner.objects.get())
    assert [each.code for each in check(GOOD).refusals] == ["already_held"]


def test_a_badge_given_between_check_and_application_stops_all(version: AchievementVersion) -> None:
    apply_roster(check(GOOD), actor=SYSTEM)
    IssuanceRequest.objects.all().delete()
    checked = check(GOOD, OTHER)
    badges.waiting_request(version, learner=Learner.objects.get())
    before = (IssuanceBatch.objects.count(), Learner.objects.count(), AuditEvent.objects.count())
    with pytest.raises(RuleRefused) as caught:
        apply_roster(checked, actor=SYSTEM)
    assert caught.value.code == "already_held"
    after = (IssuanceBatch.objects.count(), Learner.objects.count(), AuditEvent.objects.count())
    assert after == before


def test_the_number_of_queries_does_not_grow_with_the_rows() -> None:
    counts = []
    for size in (1, 50):
        rows = [f"2027{size}{n:03},홍길동,,,2026-02-20,80\n" for n in range(size)]
        with CaptureQueriesContext(connection) as queries:
            check(*rows)
        counts.append(len(queries))
    assert counts[0] == counts[1]

"""A wish for a correction is decided once, by somebody else, and leads to one new credential."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from badges.enums import CorrectionState
from badges.models import CorrectionRequest, Credential, IssuanceRequest
from badges.openbadges import strict_json
from badges.services.correcting import (
    Corrected,
    Wanted,
    accept,
    ask,
    correct_at_once,
    decline,
)
from badges.services.issuance import issue_waiting
from badges.services.reissuing import reissue
from badges.services.revoking import RevocationReason, revoke
from credcenter.kernel.audit import SYSTEM, Actor
from credcenter.kernel.errors import Conflict, CredcenterError, InvalidInput, RuleRefused
from credcenter.kernel.models import AuditEvent
from tests.factories.badges import award, issued_credential

pytestmark = pytest.mark.django_db

WHY = "여권과 다릅니다."


def wish(credential: Credential | None = None, **wanted: Any) -> CorrectionRequest:
    said: dict[str, Any] = {"explanation": WHY} | (wanted or {"name": "홍길순"})
    return ask(credential or issued_credential(), Wanted(**said), is_by_holder=True, actor=SYSTEM)


def allow(correction: CorrectionRequest, **corrected: Any) -> CorrectionRequest:
    values = Corrected(**corrected)
    return accept(correction.pk, values, reason="여권 확인", actor=SYSTEM)


def subject_of(correction: CorrectionRequest) -> dict[str, Any]:
    issue_waiting(limit=5, worker="test")
    new = Credential.objects.get(request=correction.request)
    assert new.supersedes_id == correction.credential_id
    document: dict[str, Any] = strict_json.loads_object(bytes(new.document))
    return document | document["credentialSubject"]


def counts() -> tuple[int, int, int]:
    return (
        CorrectionRequest.objects.exclude(state=CorrectionState.OPEN).count(),
        IssuanceRequest.objects.count(),
        AuditEvent.objects.count(),
    )


def test_a_name_is_corrected_in_the_record_and_on_the_new_badge() -> None:
    correction = wish(name="홍길순", name_en="HONG Gilsun")
    done = allow(correction, name="홍길순", name_en="HONG Gilsun")
    assert (done.state, done.reason) == ("accepted", "여권 확인")
    subject = subject_of(done)
    assert subject["identifier"][0]["identityHash"] == "홍길순 (HONG Gilsun)"
    correction.credential.learner.refresh_from_db()
    assert correction.credential.learner.name == "홍길순"
    event = AuditEvent.objects.get(action="learner.name_corrected")
    assert (event.reason, event.details) == ("여권 확인", {"fields": ["name", "name_en"]})


def test_a_date_is_corrected_and_the_rest_stays() -> None:
    correction = wish(awarded_on=dt.date(2026, 2, 27))
    document = subject_of(allow(correction, awarded_on=dt.date(2026, 2, 27)))
    assert document["awardedDate"].startswith("2026-02-27")
    assert document["result"][0]["value"] == "82.5"
    assert document["identifier"][0]["identityHash"] == "홍길동 (HONG Gildong)"


def test_a_score_that_no_facts_stand_behind_is_corrected_as_given() -> None:
    credential = issued_credential(award=award(evidence=()))
    correction = wish(credential, results_are_wrong=True)
    done = allow(correction, results={"data-literacy": Decimal("91.5")})
    assert subject_of(done)["result"][0]["value"] == "91.5"


def test_a_score_that_follows_from_approved_facts_cannot_be_typed_in() -> None:
    correction = wish(results_are_wrong=True)
    before = counts()
    with pytest.raises(RuleRefused) as refused:
        allow(correction, results={"data-literacy": Decimal("91.5")})
    assert refused.value.code == "rests_on_facts"
    assert counts() == before


def test_a_wish_for_other_results_alone_is_closed_by_the_new_approval() -> None:
    both = wish(results_are_wrong=True, name="홍길순")
    only = wish(results_are_wrong=True)
    for number, each in enumerate((both, only)):
        reissue(each.credential, award=award("90"), source_key=f"completion:{number}:2",
                reason="approved", actor=SYSTEM)  # fmt: skip
    both.refresh_from_db()
    only.refresh_from_db()
    assert (both.state, only.state) == ("open", "accepted")
    assert subject_of(only)["result"][0]["value"] == "90"
    # What is left of the other one concerns the badge that there is now.
    done = accept(both.pk, Corrected(name="홍길순"), reason="", actor=SYSTEM)
    issue_waiting(limit=5, worker="test")
    newest = Credential.objects.get(request=done.request)
    assert newest.supersedes is not None
    assert newest.supersedes.supersedes_id == both.credential_id
    assert newest.frozen["name"].startswith("홍길순")


def test_a_declined_wish_leaves_the_badge_and_another_can_be_made() -> None:
    correction = wish()
    with pytest.raises(InvalidInput):
        decline(correction.pk, reason=" ", actor=SYSTEM)
    assert decline(correction.pk, reason="증빙이 없습니다.", actor=SYSTEM).state == "declined"
    assert IssuanceRequest.objects.count() == 1
    wish(correction.credential)


def test_it_is_decided_once() -> None:
    correction = wish()
    allow(correction, name="홍길순")
    before = counts()
    for late in (
        lambda: allow(correction, name="홍길순"),
        lambda: decline(correction.pk, reason="x", actor=SYSTEM),
    ):
        with pytest.raises(Conflict) as refused:
            late()
        assert refused.value.code == "decided"
    assert counts() == before


def test_one_wish_of_a_badge_is_open_at_a_time() -> None:
    correction = wish()
    with pytest.raises(Conflict) as refused:
        wish(correction.credential)
    assert refused.value.code == "already_asked"
    with pytest.raises(IntegrityError), transaction.atomic():
        CorrectionRequest.objects.create(
            credential=correction.credential, explanation="x", is_by_holder=True
        )


def test_nobody_decides_on_their_own_badge(django_user_model: Any) -> None:
    correction = wish()
    user = django_user_model.objects.create_user(email="both@hanbit.example", password=None)
    learner = correction.credential.learner
    type(learner).objects.filter(pk=learner.pk).update(user=user)
    before = counts()
    for decide in (
        lambda actor: accept(correction.pk, Corrected(name="김"), reason="", actor=actor),
        lambda actor: decline(correction.pk, reason="x", actor=actor),
    ):
        with pytest.raises(RuleRefused) as refused:
            decide(Actor(role="staff", user_id=user.pk))
        assert refused.value.code == "own_badge"
    assert counts() == before


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ({"name": "홍길순", "explanation": "  "}, "explanation_missing"),
        ({"name": ""}, "nothing_wanted"),
        ({"name": "=1+1"}, "name_bad"),
        ({"name_en": "<b>"}, "name_bad"),
        ({"awarded_on": dt.date(1949, 12, 31)}, "date_bad"),
        ({"awarded_on": dt.date(2999, 1, 1)}, "date_bad"),
    ],
)
def test_a_wish_that_says_nothing_sound_is_refused(wanted: dict[str, Any], code: str) -> None:
    credential = issued_credential()
    with pytest.raises(InvalidInput) as refused:
        wish(credential, **wanted)
    assert refused.value.code == code
    assert not CorrectionRequest.objects.exists()


@pytest.mark.parametrize(
    ("corrected", "code"),
    [
        ({}, "nothing_changed"),
        ({"name": "홍길동", "name_en": "HONG Gildong"}, "nothing_changed"),
        ({"name": "|"}, "name_bad"),
        ({"awarded_on": dt.date(1900, 1, 1)}, "date_bad"),
        ({"results": {"unknown": Decimal(1)}}, "result_bad"),
        ({"results": {"data-literacy": Decimal(101)}}, "result_bad"),
        ({"results": {"data-literacy": Decimal("NaN")}}, "result_bad"),
    ],
)
def test_a_correction_that_is_none_changes_nothing(corrected: dict[str, Any], code: str) -> None:
    correction = wish(issued_credential(award=award(evidence=())))
    before = counts()
    with pytest.raises(CredcenterError) as refused:
        allow(correction, **corrected)
    assert refused.value.code == code
    assert counts() == before


def test_a_badge_that_is_revoked_is_neither_asked_for_nor_corrected() -> None:
    correction = wish()
    revoke([correction.credential], reason=RevocationReason.MISCONDUCT, note="", actor=SYSTEM)
    correction.credential.refresh_from_db()
    for late in (lambda: allow(correction, name="홍길순"), lambda: wish(correction.credential)):
        with pytest.raises(Conflict) as refused:
            late()
        assert refused.value.code == "not_issued"
    assert decline(correction.pk, reason="취소된 배지", actor=SYSTEM).state == "declined"


def test_the_centre_corrects_at_once_with_the_same_trail() -> None:
    credential = issued_credential()
    done = correct_at_once(
        credential, Corrected(name_en="HONG Gil-dong"), reason="여권", actor=SYSTEM
    )
    assert (done.state, done.is_by_holder, done.name_en) == ("accepted", False, "HONG Gil-dong")
    assert subject_of(done)["identifier"][0]["identityHash"].endswith("(HONG Gil-dong)")

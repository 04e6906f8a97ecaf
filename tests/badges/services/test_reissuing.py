"""A correction is a new credential that takes the place of the old one, at once and once."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from badges import openbadges as ob
from badges.enums import ArtefactKind, FlagKind, RequestState, RevocationReason
from badges.models import Credential, IssuanceRequest, Notice, StatusList
from badges.openbadges import strict_json
from badges.selectors.credentials import valid_of_batch
from badges.selectors.requests import held
from badges.selectors.succession import latest_of
from badges.services import issuance, notifying, signing, storing, verifying
from badges.services.claiming import claim
from badges.services.flagging import raise_flags
from badges.services.issuance import issue_waiting
from badges.services.minting import mint
from badges.services.reissuing import reissue
from badges.services.requeueing import requeue
from badges.services.revoking import revoke
from credcenter.kernel.audit import SYSTEM
from credcenter.kernel.errors import Conflict, RuleRefused, TransientError
from credcenter.kernel.models import AuditEvent
from learners.models import Learner
from tests.factories.badges import (
    achievement_version,
    award,
    issued_credential,
    opened_batch,
    waiting_request,
)

pytestmark = pytest.mark.django_db


def asked(credential: Credential, key: str = "fix:1", score: str = "91") -> IssuanceRequest:
    said = {"source_key": key, "reason": "a score was wrong", "actor": SYSTEM}
    return reissue(credential, award=award(score), **said)


def corrected(credential: Credential, key: str = "fix:1", score: str = "91") -> Credential:
    row = asked(credential, key, score)
    issue_waiting(limit=5, worker="test")
    return Credential.objects.get(request=row)


def outcome(credential: Credential) -> str:
    return verifying.verify_bytes(bytes(credential.document)).check("status").outcome


def states() -> list[tuple[str, str, bool]]:
    rows = Credential.objects.order_by("minted_at", "supersedes_id")
    return sorted((row.state, row.revocation_reason, bool(row.supersedes_id)) for row in rows)


def test_until_the_new_one_is_stored_the_old_one_is_valid_and_then_no_more() -> None:
    old = issued_credential()
    row = asked(old)
    assert (outcome(old), row.state, row.supersedes_id) == ("passed", "requested", old.pk)
    issue_waiting(limit=5, worker="test")
    new = Credential.objects.get(supersedes=old)
    old.refresh_from_db()
    assert (old.state, old.revocation_reason) == ("revoked", "superseded")
    assert (outcome(old), outcome(new)) == ("failed", "passed")
    result = strict_json.loads_object(bytes(new.document))["credentialSubject"]["result"]
    assert result[0]["value"] == "91"
    assert held([old.learner], old.achievement) == {old.learner_id}
    assert ob.unbake(storing.artefact_bytes(new, ArtefactKind.PNG)) == bytes(new.document)


def test_the_trail_says_who_asked_why_and_what_replaced_what() -> None:
    old = issued_credential()
    new = corrected(old)
    rows = AuditEvent.objects.order_by("-id").values_list("action", "subject_id", "details")
    seen = {action: (subject, details) for action, subject, details in reversed(rows[:4])}
    assert seen["credential.reissue_asked"] == (str(old.pk), {"request": str(new.request_id)})
    reason = {"reason": "superseded", "successor": str(new.pk)}
    assert seen["credential.revoked"] == (str(old.pk), reason)
    assert seen["credential.issued"][1]["supersedes"] == str(old.pk)


def test_the_holder_gets_one_mail_about_the_correction_and_none_about_a_revocation(
    mailoutbox: list[Any],
) -> None:
    old = issued_credential()
    new = corrected(old)
    # The mail about the old one had not gone out yet: it would tell of a badge that is no more.
    assert notifying.send_due() == 1
    assert list(Notice.objects.values_list("kind", "credential")) == [("reissued", new.pk)]
    (mail,) = mailoutbox
    assert "정정" in mail.subject
    assert "has been corrected" in mail.body
    assert f"/credentials/{new.pk}" in mail.body


def test_the_name_on_the_new_one_is_the_present_one() -> None:
    old = issued_credential()
    Learner.objects.filter(pk=old.learner_id).update(name="홍길순", name_en="")
    subject = strict_json.loads_object(bytes(corrected(old).document))["credentialSubject"]
    assert subject["identifier"][0]["identityHash"] == "홍길순"


def test_the_same_key_twice_is_one_and_another_correction_waits_for_the_first() -> None:
    old = issued_credential()
    assert asked(old) == asked(old)
    with pytest.raises(Conflict) as refused:
        asked(old, "fix:2")
    assert refused.value.code == "requested_twice"
    assert IssuanceRequest.objects.count() == 2


def test_the_database_holds_one_successor_a_credential() -> None:
    old = issued_credential()
    row = asked(old)
    row.pk, row.source_key = old.pk, "fix:2"
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)
    IssuanceRequest.objects.filter(supersedes=old).update(state=RequestState.FAILED)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_a_chain_goes_on_from_its_newest_end() -> None:
    first = issued_credential()
    second = corrected(first)
    third = corrected(first, "fix:2", "92")
    assert third.supersedes_id == second.pk
    assert latest_of([first.pk, third.pk]) == {first.pk: third.pk, third.pk: third.pk}
    assert [outcome(each) for each in (first, second, third)] == ["failed", "failed", "passed"]
    (flag,) = raise_flags([first], kind=FlagKind.RESULTS_CHANGED, details={}, actor=SYSTEM)
    assert flag.credential_id == third.pk
    fourth = corrected(third, "fix:3", "93")
    flag.refresh_from_db()
    # Nobody has looked yet.
    assert (flag.credential_id, flag.is_open) == (fourth.pk, True)


def test_a_batch_is_revoked_with_what_replaced_its_badges() -> None:
    batch = opened_batch(achievement_version(), 2)
    issue_waiting(limit=5, worker="test")
    first, second = Credential.objects.order_by("pk")
    new = corrected(first)
    assert {each.pk for each in valid_of_batch(batch.pk)} == {second.pk, new.pk}


def test_what_was_revoked_cannot_be_corrected() -> None:
    old = issued_credential()
    revoke([old], reason=RevocationReason.MISCONDUCT, note="", actor=SYSTEM)
    with pytest.raises(Conflict) as refused:
        asked(old)
    assert refused.value.code == "not_issued"
    assert IssuanceRequest.objects.count() == 1


def test_one_revoked_while_its_successor_waits_has_none() -> None:
    old = issued_credential()
    row = asked(old)
    revoke([old], reason=RevocationReason.MISCONDUCT, note="", actor=SYSTEM)
    issue_waiting(limit=5, worker="test")
    row.refresh_from_db()
    assert (row.state, row.error_code) == ("cancelled", "predecessor_revoked")
    assert states() == [("minted", "", False), ("revoked", "misconduct", False)]
    assert not held([old.learner], old.achievement)
    assert AuditEvent.objects.filter(action="issuance.cancelled").count() == 1


def test_a_successor_that_is_gone_does_not_stop_its_neighbours() -> None:
    old, other = issued_credential(), issued_credential()
    asked(old), asked(other, "fix:2")
    fresh = waiting_request(old.version)
    revoke([old], reason=RevocationReason.OTHER, note="x", actor=SYSTEM)
    issue_waiting(limit=5, worker="test")
    found = IssuanceRequest.objects.in_bulk()
    assert found[fresh.pk].state == "issued"
    assert Credential.objects.get(supersedes=other).state == "issued"


@pytest.mark.parametrize("stage", ["sign", "store"])
def test_a_failure_on_the_way_leaves_the_old_one_valid(
    monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    old = issued_credential()
    row = asked(old)
    revision = StatusList.objects.get().revision

    def fall(*_args: Any, **_said: Any) -> Any:
        raise TransientError("the disk is full")

    # The second falls inside of the transaction, after the old one was revoked in it.
    place = (signing, "sign") if stage == "sign" else (notifying, "note")
    with monkeypatch.context() as patched:
        patched.setattr(*place, fall)
        issue_waiting(limit=5, worker="test")
    row.refresh_from_db()
    assert (row.state, outcome(old)) == ("requested", "passed")
    assert states() == [("issued", "", False), ("minted", "", False)]
    assert StatusList.objects.get().revision == revision
    IssuanceRequest.objects.update(not_before=row.requested_at)
    issue_waiting(limit=5, worker="test")
    assert states() == [("issued", "", True), ("revoked", "superseded", False)]


def test_two_workers_with_one_lease_each_store_one_successor() -> None:
    """A worker that was only slow comes back when another has done its work."""
    old = issued_credential()
    row = asked(old)
    slow = claim(5, lease="slow")
    finished, _left = issuance._make_all(mint(slow), lease="slow")
    IssuanceRequest.objects.filter(pk=row.pk).update(leased_until=row.requested_at)
    issue_waiting(limit=5, worker="quick")
    events = AuditEvent.objects.count()
    storing.store(finished, lease="slow")
    assert AuditEvent.objects.count() == events
    assert states() == [("issued", "", True), ("revoked", "superseded", False)]


def test_a_failed_successor_is_tried_again_and_takes_the_place_of_the_old_one() -> None:
    old = issued_credential()
    row = asked(old)
    IssuanceRequest.objects.filter(pk=row.pk).update(state=RequestState.FAILED, error_code="x")
    assert requeue(actor=SYSTEM) == 1
    issue_waiting(limit=5, worker="test")
    assert Credential.objects.get(supersedes=old).state == "issued"
    with pytest.raises(RuleRefused):
        waiting_request(old.version, learner=old.learner)
    IssuanceRequest.objects.filter(pk=old.request_id).update(supersedes=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        IssuanceRequest.objects.filter(pk=old.request_id).update(state=RequestState.ISSUED)

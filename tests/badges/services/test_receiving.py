"""Endorsements that a partner signed with software of its own; here with openbadgeslib."""

from __future__ import annotations

import json
from typing import Any

import pytest

from badges.models import Endorsement
from badges.selectors import endorsements, issuers
from badges.services import publishing, sharing
from badges.services.endorsing import withdraw
from badges.services.receiving import MAX_BYTES, receive
from badges.services.verifying import verify_bytes
from credcenter.kernel import clock
from credcenter.kernel.audit import SYSTEM
from credcenter.kernel.errors import CredcenterError
from credcenter.kernel.models import AuditEvent
from tests.factories.badges import achievement_version, issued_credential
from tests.factories.outside_endorsements import DID, signed
from tests.factories.partners import endorsement, partner
from tests.openbadges import samples

pytestmark = pytest.mark.django_db


def achievement_id() -> str:
    return f"urn:uuid:{achievement_version().achievement_id}"


@pytest.fixture
def narae(db):
    return partner(outside_did=DID)


def refusal_of(data: bytes, **options: Any) -> str:
    with pytest.raises(CredcenterError) as refused:
        receive(data, **({"speaker": None, "actor": SYSTEM} | options))
    assert not Endorsement.objects.filter(status_list=None).exists()
    assert not AuditEvent.objects.filter(action="endorsement.received").exists()
    return refused.value.code


def test_it_is_kept_as_it_is_under_the_partner_that_signed(narae):
    data = signed(achievement_id())
    row = receive(data, speaker=narae, actor=SYSTEM)
    row.refresh_from_db()
    assert (bytes(row.document), row.endorser, row.is_ours) == (data, narae, False)
    assert row.signed_at.isoformat() == "2026-03-01T00:00:00+00:00"
    assert str(row.comment) == "현장에서 쓰입니다."
    carried = publishing.achievement_document(row.version)["endorsement"]
    assert verify_bytes(json.dumps(carried[0]).encode()).verdict == "verified"
    assert AuditEvent.objects.get(action="endorsement.received").details["endorsed"]


def test_staff_hand_in_one_about_the_centre_or_a_badge_that_is_not_shared(narae):
    credential = issued_credential()
    centre = issuers.did_of(issuers.active_key(issuers.the_issuer()))
    first = receive(signed(centre), speaker=None, actor=SYSTEM)
    private = signed(credential.frozen["credential_url"])
    second = receive(private, speaker=None, actor=SYSTEM)
    assert (first.issuer, second.credential) == (credential.issuer, credential)


def test_badge_that_is_not_shared_is_for_a_partner_not_there(narae):
    credential = issued_credential()
    data = signed(credential.frozen["credential_url"])
    assert refusal_of(data, speaker=narae) == "target_unknown"
    sharing.publish(credential, actor=SYSTEM)
    assert receive(data, speaker=narae, actor=SYSTEM).credential == credential


def changed(data: bytes) -> bytes:
    return data.replace("현장에서".encode(), "어디서나".encode())


def without_proof(data: bytes) -> bytes:
    said = json.loads(data)
    del said["proof"]
    return json.dumps(said).encode()


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (changed, "not_verified"),
        (without_proof, "not_an_endorsement"),
        (lambda data: data[:-1], "json.syntax"),
        (lambda data: data.replace(b'"name"', b'"name": "x", "name"', 1), "json.duplicate_key"),
        (lambda data: b" " * MAX_BYTES + data, "input_too_large"),
        (lambda _data: samples.signed().data, "not_an_endorsement"),
        (lambda _data: b"\x89PNG", "json.not_utf8"),
    ],
)
def test_forged_and_broken_ones_are_refused(narae, spoil, code):
    assert refusal_of(spoil(signed(achievement_id()))) == code


def test_expired_one_and_one_about_nothing_of_ours_are_refused(narae):
    lapsed = signed(achievement_id(), validUntil="2026-03-02T00:00:00Z")
    assert refusal_of(lapsed) == "not_verified"
    for stranger in ("https://elsewhere.example/achievements/7", "urn:uuid:" + "0" * 36, "urn:x:y"):
        assert refusal_of(signed(stranger)) == "target_unknown"


def test_one_about_another_partner_is_refused(narae):
    other = issuers.did_of(issuers.active_key(partner()))
    assert refusal_of(signed(other)) == "target_unknown"


def test_signature_of_somebody_unknown_or_of_another_partner_is_refused(narae):
    data = signed(achievement_id())
    assert refusal_of(data, speaker=partner()) == "not_the_endorser"
    narae.outside_did = ""
    narae.save()
    assert refusal_of(data) == "endorser_unknown"


def test_what_was_signed_here_is_not_handed_in_again(narae):
    row = endorsement(achievement_version().achievement, by=narae)
    assert refusal_of(bytes(row.document)) == "endorsement_known"


def test_it_is_taken_once_also_after_it_was_withdrawn(narae, without_broker):
    data = signed(achievement_id())
    row = receive(data, speaker=narae, actor=SYSTEM)
    withdraw(row.pk, endorser=narae, actor=SYSTEM)
    with pytest.raises(CredcenterError) as refused:
        receive(data, speaker=narae, actor=SYSTEM)
    assert refused.value.code == "endorsement_known"
    assert endorsements.standing_of(achievement_version().achievement) == []


def test_it_stands_until_it_expires(narae, monkeypatch):
    row = receive(
        signed(achievement_id(), validUntil="2126-03-02T00:00:00Z"), speaker=narae, actor=SYSTEM
    )
    assert endorsements.standing_of(row.achievement) == [row]
    monkeypatch.setattr(clock, "now", lambda: row.valid_until)
    assert endorsements.standing_of(row.achievement) == []

"""A learner's record as a JWT: made once, verified by us and by software that we did not write."""

from __future__ import annotations

import json
from typing import Any

import jwt as pyjwt
import pytest
from django.test import Client

from badges.enums import KeyKind, KeyState, RevocationReason, TokenAlgorithm
from badges.models import LearnerRecord, RecordToken, SigningKey
from badges.openbadges import unbake
from badges.services import publishing, record_tokens, sharing, verifying
from badges.services.revoking import revoke
from credcenter.kernel import clock
from credcenter.kernel.audit import SYSTEM
from credcenter.kernel.errors import Conflict, NotFound
from credcenter.kernel.models import AuditEvent
from tests.factories.badges import issued_credential, token_key
from tests.factories.records import whole_record

BASE = "https://badges.hanbit.example"
RS256, ES256 = TokenAlgorithm


@pytest.fixture
def record(settings: Any, db: None) -> LearnerRecord:
    settings.CREDCENTER_BASE_URL = BASE
    token_key(KeyKind.RSA)
    token_key(KeyKind.P256)
    return whole_record(issued_credential().learner)


def token_of(record: LearnerRecord, algorithm: TokenAlgorithm = RS256) -> bytes:
    return record_tokens.token_of(record, algorithm=algorithm, actor=SYSTEM)


@pytest.mark.parametrize("algorithm", TokenAlgorithm)
def test_it_is_the_record_in_the_claim_that_validators_read(
    record: LearnerRecord, algorithm: TokenAlgorithm
) -> None:
    token = token_of(record, algorithm)
    published = pyjwt.PyJWKSet.from_dict(publishing.key_set())
    key = published[pyjwt.get_unverified_header(token)["kid"]]
    claims = pyjwt.decode(token, key, algorithms=[algorithm])
    document = json.loads(bytes(record.document))
    assert claims["vc"] == {key: value for key, value in document.items() if key != "proof"}
    assert (claims["jti"], claims["sub"]) == (document["id"], document["credentialSubject"]["id"])
    report = verifying.verify_bytes(token, recipient=record.learner.email)
    assert (report.verdict, report.format) == ("verified", "jwt")


def test_it_is_signed_once_and_again_when_its_key_was_compromised(record: LearnerRecord) -> None:
    first = token_of(record, ES256)
    assert token_of(record, ES256) == first == bytes(RecordToken.objects.get().data)
    assert AuditEvent.objects.filter(action="record.token_signed").count() == 1
    key = RecordToken.objects.get().key
    SigningKey.objects.filter(pk=key.pk).update(state=KeyState.COMPROMISED, retired_at=clock.now())
    with pytest.raises(NotFound):
        token_of(record, ES256)
    assert records_own(record) == bytes(record.document)


def records_own(record: LearnerRecord) -> bytes | None:
    """What our verifier finds at the address of the token."""
    sharing.publish(record, actor=SYSTEM)
    return publishing.own_document(f"{BASE}/records/{record.pk}.jwt?alg=ES256")


def test_our_verifier_finds_the_token_of_a_shared_record(record: LearnerRecord) -> None:
    token = token_of(record, ES256)
    assert publishing.own_document(f"{BASE}/records/{record.pk}.jwt?alg=ES256") is None
    assert records_own(record) == token


def test_images_carry_it_when_asked(client: Client, record: LearnerRecord) -> None:
    sharing.publish(record, actor=SYSTEM)
    token = client.get(f"/records/{record.pk}.jwt")
    assert (token.status_code, token.content) == (200, token_of(record))
    for form in ("png", "svg"):
        image = client.get(f"/records/{record.pk}.{form}?inside=jwt").content
        assert unbake(image) == token.content
        assert verifying.verify_bytes(image).verdict == "verified"
    assert client.get(f"/records/{record.pk}.png?inside=x").status_code == 400
    assert client.get(f"/records/{record.pk}.jwt?alg=none").status_code == 400


def test_a_record_with_a_badge_that_ended_gets_none(record: LearnerRecord) -> None:
    held = [entry.credential for entry in record.entries.all()]
    revoke(held, reason=RevocationReason.ISSUED_IN_ERROR, note="", actor=SYSTEM)
    with pytest.raises(Conflict) as refused:
        token_of(record)
    assert refused.value.code == "record_lapsed"
    assert not RecordToken.objects.exists()


def test_without_a_public_address_there_is_none(
    client: Client, record: LearnerRecord, settings: Any
) -> None:
    settings.CREDCENTER_BASE_URL = "http://127.0.0.1:8000"
    made = whole_record(record.learner)
    sharing.publish(made, actor=SYSTEM)
    answer = client.get(f"/records/{made.pk}.jwt", headers={"accept": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (404, "token_needs_https")

"""Learners' records: what goes in, what is left out, and that the same contents are one record."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.db import IntegrityError, transaction
from openbadgeslib.ob3.ldp import verify_data_integrity_proof
from openbadgeslib.ob3.verifier import OB3VerificationError

from badges.enums import KeyState, RevocationReason
from badges.models import Credential, LearnerRecord, SigningKey
from badges.openbadges import unbake
from badges.openbadges.contexts import CLR_CONTEXT, pinned
from badges.openbadges.keys import decode_multikey
from badges.services import baking, gathering, recording, verifying
from badges.services.revoking import revoke
from badges.services.signing import SelfCheckFailed
from credcenter.kernel import clock
from credcenter.kernel.audit import SYSTEM
from credcenter.kernel.errors import InvalidInput, RuleRefused
from credcenter.kernel.models import AuditEvent
from learners.enums import ConsentPurpose
from learners.services.privacy import record_consent
from tests.factories.badges import learner
from tests.factories.records import Graduate, graduate, whole_record
from tests.openbadges.conftest import standards

__all__ = ["standards"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> Graduate:
    return graduate()


def of_degree(person: Graduate) -> LearnerRecord:
    contents = gathering.with_parts(person.learner, person.degree)
    return recording.record(contents, actor=SYSTEM)


def document(record: LearnerRecord) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(bytes(record.document))
    return read


def subject(record: LearnerRecord) -> dict[str, Any]:
    said: dict[str, Any] = document(record)["credentialSubject"]
    return said


def codes(record: LearnerRecord) -> list[str]:
    inside = subject(record)["verifiableCredential"]
    return [each["credentialSubject"]["achievement"]["humanCode"] for each in inside]


def test_a_whole_record_holds_everything_and_verifies(person: Graduate) -> None:
    record = whole_record(person.learner)
    assert sorted(codes(record)) == ["OLD102", "OTHER", "SSD101", "SSDO-F"]
    said = document(record)
    assert (said["partial"], said["type"][1]) == (False, "ClrCredential")
    assert hashlib.sha256(bytes(record.document)).hexdigest() == record.document_sha256
    inside = subject(record)["verifiableCredential"]
    assert inside == [
        json.loads(bytes(entry.credential.document)) for entry in record.entries.all()
    ]
    report = verifying.verify_bytes(bytes(record.document), recipient=person.learner.email)
    assert report.verdict == "verified"
    assert [check.id for check in report.checks if check.outcome != "passed"] == []


def test_its_associations_are_those_among_what_it_holds(person: Graduate) -> None:
    said = subject(whole_record(person.learner))
    names = _codes_by_id(said)
    assert [
        (names[each["sourceId"]], each["associationType"], names[each["targetId"]])
        for each in said["association"]
    ] == [("SSD101", "isPartOf", "SSDO-F")]
    assert "achievement" not in said


def test_a_micro_degree_comes_with_its_parts_and_what_stands_for_them(person: Graduate) -> None:
    record = of_degree(person)
    assert codes(record)[0] == "SSDO-F"
    assert set(codes(record)) == {"SSDO-F", "SSD101", "OLD102"}
    said = subject(record)
    names = _codes_by_id(said)
    ties = {
        (names[each["sourceId"]], each["associationType"], names[each["targetId"]])
        for each in said["association"]
    }
    assert ties == {
        ("SSD101", "isPartOf", "SSDO-F"),
        ("SSD102", "isPartOf", "SSDO-F"),
        ("SSD103", "isPartOf", "SSDO-F"),
        ("OLD102", "exactMatchOf", "SSD102"),
        ("SSDO-0", "precedes", "SSDO-F"),
    }
    assert {each["humanCode"] for each in said["achievement"]} == {"SSD102", "SSD103", "SSDO-0"}
    assert document(record)["partial"] is True
    assert verifying.verify_bytes(baking.bake_record(record).data).verdict == "verified"


def test_it_is_whole_when_the_learner_holds_nothing_else(person: Graduate) -> None:
    others = Credential.objects.filter(achievement__code="OTHER")
    revoke(list(others), reason=RevocationReason.ISSUED_IN_ERROR, note="", actor=SYSTEM)
    record = of_degree(person)
    assert (record.is_partial, document(record)["partial"]) == (False, False)


def test_openbadgeslib_accepts_its_proof_and_that_of_each_badge(person: Graduate) -> None:
    record = whole_record(person.learner)
    raw = decode_multikey(record.signing_key.name).raw
    key = Ed25519PublicKey.from_public_bytes(raw)
    pem = key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    said = document(record)
    known = {CLR_CONTEXT: dict(pinned(CLR_CONTEXT))}

    def verify(signed: dict[str, Any]) -> None:
        bare = signed | {"proof": signed["proof"][0]}
        verify_data_integrity_proof(bare, pem, extra_contexts=known)

    for each in (said, *subject(record)["verifiableCredential"]):
        verify(each)
    with pytest.raises(OB3VerificationError):
        verify(said | {"partial": True})


def test_it_passes_the_official_schema(person: Graduate, standards: Path) -> None:
    (path,) = standards.glob("schemas/clr_v2p0/clr_v2p0_clrcredential_schema.json")
    clr_schema = json.loads(path.read_text(encoding="utf-8"))
    for record in (of_degree(person), whole_record(person.learner)):
        jsonschema.Draft201909Validator(clr_schema).validate(document(record))


def test_revoked_expired_replaced_and_doubtful_ones_are_left_out(person: Graduate) -> None:
    held = person.held
    revoke([held["OTHER"]], reason=RevocationReason.ISSUED_IN_ERROR, note="", actor=SYSTEM)
    Credential.objects.filter(pk=held["SSD101"].pk).update(valid_until=clock.now())
    Credential.objects.filter(pk=held["SSDO-F"].pk).update(supersedes=held["OLD102"])
    record = whole_record(person.learner)
    assert codes(record) == ["SSDO-F"]
    ties = subject(record)["association"]
    assert [each["associationType"] for each in ties] == ["replacedBy"]
    assert subject(record)["achievement"][0]["humanCode"] == "OLD102"
    SigningKey.objects.update(state=KeyState.COMPROMISED, retired_at=clock.now())
    with pytest.raises(RuleRefused) as refused:
        gathering.everything(person.learner)
    assert refused.value.code == "nothing_held"


def test_the_same_contents_are_one_record_and_other_contents_another(person: Graduate) -> None:
    first = whole_record(person.learner)
    events = AuditEvent.objects.count()
    assert whole_record(person.learner) == first
    assert AuditEvent.objects.count() == events
    kept_off = ConsentPurpose.NAME_ON_CREDENTIAL
    record_consent(person.learner, purpose=kept_off, given=False, actor=SYSTEM)
    nameless = whole_record(person.learner)
    assert nameless != first
    kinds = [each["identityType"] for each in subject(nameless)["identifier"]]
    assert kinds == ["emailAddress"]


def test_choosing_some_is_partial_and_choosing_all_is_the_whole(person: Graduate) -> None:
    ids = [each.pk for each in person.held.values()]
    some = recording.record(gathering.chosen(person.learner, ids[:2]), actor=SYSTEM)
    assert (some.scope, document(some)["partial"], len(codes(some))) == ("chosen", True, 2)
    everything = recording.record(gathering.chosen(person.learner, ids), actor=SYSTEM)
    assert everything == whole_record(person.learner)


def test_somebody_elses_badge_cannot_be_chosen(person: Graduate) -> None:
    other = learner()
    with pytest.raises(InvalidInput):
        gathering.chosen(other, [person.held["OTHER"].pk])
    with pytest.raises(RuleRefused):
        gathering.with_parts(other, person.degree)
    assert not LearnerRecord.objects.exists()


def test_bytes_that_were_changed_go_into_no_record(person: Graduate) -> None:
    changed = bytes(person.held["OTHER"].document).replace(b"SSDO", b"SSDX")
    Credential.objects.filter(pk=person.held["OTHER"].pk).update(document=changed + b" ")
    with pytest.raises(SelfCheckFailed) as refused:
        whole_record(person.learner)
    assert refused.value.code == "bytes_changed"
    assert not LearnerRecord.objects.exists()


def test_more_records_a_day_than_anybody_needs_are_refused(
    person: Graduate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recording, "MAX_A_DAY", 1)
    first = whole_record(person.learner)
    with pytest.raises(RuleRefused) as refused:
        of_degree(person)
    assert refused.value.code == "too_many_records"
    assert whole_record(person.learner) == first


def test_the_image_carries_the_signed_bytes(person: Graduate) -> None:
    record = whole_record(person.learner)
    image = baking.bake_record(record)
    assert unbake(image.data) == bytes(record.document)
    assert image.sha256 == baking.bake_record(record).sha256


@pytest.mark.parametrize(
    "change", [{"scope": "other"}, {"scope": "achievement"}, {"document_sha256": ""}]
)
def test_the_database_refuses_what_makes_no_sense(person: Graduate, change: Any) -> None:
    record = whole_record(person.learner)
    with pytest.raises(IntegrityError), transaction.atomic():
        LearnerRecord.objects.filter(pk=record.pk).update(**change)


def _codes_by_id(said: dict[str, Any]) -> dict[str, str]:
    held = [each["credentialSubject"]["achievement"] for each in said["verifiableCredential"]]
    return {each["id"]: each["humanCode"] for each in [*held, *said.get("achievement", [])]}

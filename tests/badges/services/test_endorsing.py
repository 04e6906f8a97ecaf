"""A partner endorses with its own key, and takes it back."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest
from openbadgeslib.ob3.did import resolve_verification_method
from openbadgeslib.ob3.ldp import verify_data_integrity_proof
from openbadgeslib.ob3.status import check_credential_status
from openbadgeslib.ob3.verifier import OB3VerificationError

from badges.enums import EndorsementState, RevocationReason
from badges.models import Endorsement, StatusList
from badges.selectors import endorsements, issuers
from badges.services import publishing, sharing
from badges.services.endorsing import endorse, store, withdraw
from badges.services.keys import ensure_signing_key
from badges.services.revoking import revoke
from badges.services.verifying import verify_bytes
from credcenter.kernel import ids
from credcenter.kernel.audit import SYSTEM
from credcenter.kernel.bilingual import Bilingual
from credcenter.kernel.errors import Conflict, InvalidInput, RuleRefused
from credcenter.kernel.models import AuditEvent
from tests.factories.badges import achievement_version, issued_credential
from tests.factories.partners import COMMENT, endorsement, partner

pytestmark = pytest.mark.django_db

BASE = "https://badges.hanbit.example"


@pytest.fixture
def public_address(settings):
    settings.CREDCENTER_BASE_URL = BASE


def said_in(row: Endorsement) -> dict:
    return json.loads(bytes(row.document))


def code_of(report, check: str) -> str:
    return report.check(check).code


def test_achievement_is_endorsed_in_the_partners_name_and_with_its_key():
    narae = partner(name=Bilingual("나래", "Narae"))
    version = achievement_version()
    row = endorsement(version.achievement, by=narae)
    document = said_in(row)
    did = issuers.did_of(issuers.active_key(narae))
    assert document["issuer"]["id"] == did
    assert document["issuer"]["name"] == "나래 (Narae)"
    assert document["credentialSubject"]["id"] == f"urn:uuid:{version.achievement_id}"
    assert document["credentialSubject"]["endorsementComment"] == f"{COMMENT.ko}\n\n{COMMENT.en}"
    assert "edition 1" in document["description"]
    assert (row.version, row.status_list.issuer) == (version, narae)
    report = verify_bytes(bytes(row.document))
    assert (report.verdict, code_of(report, "issuer")) == ("verified", "issuer.known")
    event = AuditEvent.objects.get(action="endorsement.signed")
    assert event.details["sha256"] == row.document_sha256


def test_centre_and_one_badge_are_endorsed_too(public_address):
    credential = issued_credential()
    centre = credential.issuer
    for target, endorsed in (
        (centre, "did:web:badges.hanbit.example"),
        (credential, f"{BASE}/credentials/{credential.pk}"),
    ):
        row = endorsement(target)
        assert said_in(row)["credentialSubject"]["id"] == row.endorsed_id == endorsed
        assert said_in(row)["id"] == f"{BASE}/endorsements/{row.pk}"
        assert verify_bytes(bytes(row.document)).verdict == "verified"


def judge_elsewhere(document: dict) -> None:
    """openbadgeslib reads the partner's key, the proof and the partner's list."""

    def ask(url, *_args, **_options):
        return publishing.own_document(url)

    key = resolve_verification_method(document["proof"][0]["verificationMethod"], download=ask)
    verify_data_integrity_proof(document, key)
    status = document["credentialStatus"]
    verify_data_integrity_proof(json.loads(ask(status["statusListCredential"])), key)
    issuer = SimpleNamespace(id=document["issuer"]["id"])
    check_credential_status(SimpleNamespace(issuer=issuer, credential_status=[status]), ask)


def test_software_that_we_did_not_write_verifies_it(public_address, without_broker):
    row = endorsement(achievement_version().achievement)
    judge_elsewhere(said_in(row))
    changed = said_in(row)
    changed["credentialSubject"]["endorsementComment"] = "최고의 과정"
    with pytest.raises(OB3VerificationError, match="signature"):
        judge_elsewhere(changed)
    withdraw(row.pk, endorser=row.endorser, actor=SYSTEM)
    with pytest.raises(OB3VerificationError, match="'revocation' is set"):
        judge_elsewhere(said_in(row))


def test_withdrawn_endorsement_verifies_as_revoked_and_another_can_be_signed(without_broker):
    narae, achievement = partner(), achievement_version().achievement
    row = endorsement(achievement, by=narae)
    before = verify_bytes(bytes(row.document))
    withdraw(row.pk, endorser=narae, actor=SYSTEM)
    after = verify_bytes(bytes(row.document))
    assert (before.verdict, after.verdict) == ("verified", "invalid")
    assert code_of(after, "status") == "status.revoked"
    again = endorsement(achievement, by=narae)
    assert verify_bytes(bytes(again.document)).verdict == "verified"
    assert again.status_list == row.status_list
    assert endorsements.standing_of(achievement) == [again]
    with pytest.raises(Conflict):
        withdraw(row.pk, endorser=narae, actor=SYSTEM)
    assert AuditEvent.objects.filter(action="endorsement.withdrawn").count() == 1


def test_only_the_endorser_withdraws():
    row = endorsement(achievement_version().achievement)
    with pytest.raises(Conflict):
        withdraw(row.pk, endorser=partner(), actor=SYSTEM)
    row.refresh_from_db()
    assert row.state == EndorsementState.SIGNED


def test_same_thing_is_endorsed_once_by_one_and_by_several():
    narae, achievement = partner(), achievement_version().achievement
    endorsement(achievement, by=narae)
    places = StatusList.objects.get(issuer=narae).taken
    with pytest.raises(Conflict):
        endorsement(achievement, by=narae)
    assert StatusList.objects.get(issuer=narae).taken == places
    endorsement(achievement)
    assert len(endorsements.standing_of(achievement)) == 2


def test_of_two_at_the_same_moment_the_constraint_refuses_the_second():
    """Both looked before either had stored anything."""
    first = endorsement(achievement_version().achievement)
    second = Endorsement.objects.get(pk=first.pk)
    second.pk, second.document_sha256, second.status_index = ids.new(), "ab" * 32, 7
    with pytest.raises(Conflict):
        store(second, action="endorsement.signed", actor=SYSTEM)
    assert Endorsement.objects.get() == first
    assert AuditEvent.objects.filter(action="endorsement.signed").count() == 1


def test_wording_that_changed_since_is_told_from_the_one_endorsed():
    achievement = achievement_version().achievement
    row = endorsement(achievement)
    changed = achievement_version(description=Bilingual("바뀐 설명", "Another description"))
    assert (row.version.number, changed.number) == (1, 2)
    assert endorsements.standing_of(achievement)[0].version.number == 1


@pytest.mark.parametrize(
    ("comment", "code"),
    [
        (Bilingual("좋습니다", " "), "comment_missing"),
        (Bilingual("", "Good"), "comment_missing"),
        (Bilingual("R&amp;D", "R&amp;D"), "build.html_entity"),
        (Bilingual("가\x07", "a"), "build.control_character"),
    ],
)
def test_words_that_cannot_be_signed_are_refused(comment, code):
    achievement = achievement_version().achievement
    with pytest.raises(InvalidInput) as refused:
        endorsement(achievement, comment=comment)
    assert refused.value.code == code
    assert not Endorsement.objects.exists()


def test_what_cannot_be_endorsed_is_refused():
    narae, credential = partner(), issued_credential()
    revoke([credential], reason=RevocationReason.OTHER, note="x", actor=SYSTEM)
    credential.refresh_from_db()
    for target in (narae, credential):
        with pytest.raises(RuleRefused):
            endorsement(target, by=narae)
    with pytest.raises(RuleRefused):
        endorse(credential.achievement, endorser=credential.issuer, comment=COMMENT, actor=SYSTEM)
    assert not Endorsement.objects.exists()


def test_badge_that_is_revoked_meanwhile_is_not_endorsed():
    credential = issued_credential()
    stale = type(credential).objects.get(pk=credential.pk)
    revoke([credential], reason=RevocationReason.OTHER, note="x", actor=SYSTEM)
    with pytest.raises(RuleRefused):
        endorsement(stale)
    assert not Endorsement.objects.exists()


def test_achievement_and_profile_carry_what_stands(public_address, without_broker):
    version = achievement_version()
    narae, centre = partner(), issuers.the_issuer()
    rows = [endorsement(target, by=narae) for target in (version.achievement, centre)]

    def carried():
        documents = (publishing.achievement_document(version), publishing.issuer_profile(centre))
        return [each.get("endorsement") for each in documents]

    assert carried() == [[said_in(row)] for row in rows]
    for row in rows:
        withdraw(row.pk, endorser=narae, actor=SYSTEM)
    assert carried() == [None, None]


def test_endorsement_under_a_former_address_is_shown_but_not_carried(settings):
    version = achievement_version()
    endorsement(version.achievement)
    settings.CREDCENTER_BASE_URL = BASE
    assert "endorsement" not in publishing.achievement_document(version)
    assert len(endorsements.standing_of(version.achievement)) == 1


def test_endorsement_of_a_private_badge_is_for_nobody(public_address):
    credential = issued_credential()
    address = f"{BASE}/endorsements/{endorsement(credential).pk}"
    assert publishing.own_document(address) is None
    sharing.publish(credential, actor=SYSTEM)
    shared = publishing.own_document(address)
    assert verify_bytes(shared).verdict == "verified"
    assert publishing.own_document(f"{address}.json") == shared


def test_places_of_the_centre_are_not_touched():
    ensure_signing_key(actor=SYSTEM)
    credential = issued_credential()
    taken = credential.status_list.taken
    endorsement(credential)
    credential.status_list.refresh_from_db()
    assert credential.status_list.taken == taken

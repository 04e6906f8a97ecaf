"""POST /vc-api/credentials/verify and /vc-api/presentations/verify: the answers, whatever is sent."""

from __future__ import annotations

import json

import pytest

from badges.models import IssuedDocument
from badges.services import verifying_credentials
from tests.badges.api.vc_client import VcClient
from tests.factories.badges import issued_credential
from tests.openbadges import presented

pytestmark = pytest.mark.django_db

GOOD = presented.signed(presented.credential())
VERIFY_TYPE = "https://w3id.org/security#PROOF_VERIFICATION_ERROR"


@pytest.fixture
def vc(client):
    return VcClient(client)


def test_a_strangers_credential_is_verified_with_a_warning_about_its_issuer(vc):
    answer = vc.post_verify(GOOD, checks=["proof"])
    body = answer.json()
    assert (answer.status_code, body["verified"], body["errors"]) == (200, True, [])
    assert [each["code"] for each in body["warnings"]] == ["issuer.unknown"]
    assert {"proof", "key", "status"} <= set(body["checks"])
    assert set(body) == {"verified", "checks", "warnings", "errors"}
    assert answer["Cache-Control"] == "no-store"


def test_what_does_not_verify_is_a_400_with_each_reason(vc):
    answer = vc.post_verify(GOOD | {"credentialSubject": {"id": "urn:x:other"}})
    body = answer.json()
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/json")
    (error,) = body["errors"]
    assert (body["verified"], error["code"], error["type"]) == (False, "proof.broken", VERIFY_TYPE)
    assert error["title"] == "PROOF_VERIFICATION_ERROR"
    assert error["detail"]


def test_the_whole_report_is_a_200_when_it_is_asked_for(vc):
    spoiled = GOOD | {"validUntil": "2020-01-01T00:00:00Z"}
    answer = vc.post_verify(spoiled, returnResults=True, returnCredential=True, returnProblemDetails=True)  # fmt: skip
    body = answer.json()
    assert (answer.status_code, body["verified"]) == (200, False)
    assert body["results"]["verdict"] == "invalid"
    assert {"id", "outcome", "message"} <= set(body["results"]["checks"][0])
    assert body["credential"] == spoiled
    titles = {problem["title"] for problem in body["problemDetails"]}
    assert {"RANGE_ERROR", "PROOF_VERIFICATION_ERROR"} <= titles


@pytest.mark.parametrize(
    ("options", "title"),
    [
        ({"expectedProofPurpose": "authentication"}, "PROOF_VERIFICATION_ERROR"),
        ({"challenge": "1"}, "INVALID_CHALLENGE_ERROR"),
        ({"domain": ["verifier.example"]}, "INVALID_DOMAIN_ERROR"),
    ],
)
def test_a_proof_has_to_be_for_what_was_asked(vc, options, title):
    answer = vc.post_verify(GOOD, **options)
    assert (answer.status_code, answer.json()["errors"][0]["title"]) == (400, title)


def test_a_badge_and_a_jwt_are_verified_too(vc):
    badge = json.loads(bytes(issued_credential().document))
    assert vc.post_verify(badge).json()["verified"]
    answer = vc.post_verify("eyJhbGciOiJub25lIn0.e30.AA")
    assert (answer.status_code, answer.json()["verified"]) == (400, False)


def test_what_cannot_be_checked_is_not_verified(vc):
    unknown = presented.signed(presented.credential(credentialStatus={"type": "Elsewhere"}))
    answer = vc.post_verify(unknown)
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, "status.unsupported")


def test_a_presentation_and_each_credential_are_judged(vc):
    own = vc.issue(vc.credential())
    document = presented.present(
        presented.presentation(GOOD, own), challenge="1", domain="d.example"
    )
    answer = vc.post_present(document, challenge="1", domain="d.example", returnPresentation=True)
    body = answer.json()
    assert (answer.status_code, body["verified"], body["errors"]) == (200, True, [])
    assert body["presentation"] == document
    wrong = vc.post_present(document, challenge="2", returnResults=True).json()
    assert (wrong["verified"], wrong["errors"][0]["title"]) == (False, "INVALID_CHALLENGE_ERROR")
    assert wrong["results"]["presentation"]["verdict"] == "invalid"
    assert [each["verdict"] for each in wrong["results"]["credentials"]] == ["verified"] * 2


def test_an_unsigned_presentation_is_judged_by_what_it_holds(vc):
    good = vc.post_present(presented.presentation(GOOD), member="presentation")
    assert (good.status_code, good.json()["verified"]) == (200, True)
    assert "presentation.unsigned" in [each["code"] for each in good.json()["warnings"]]
    bad = vc.post_present(presented.presentation(GOOD | {"issuer": presented.HOLDER}))
    assert (bad.status_code, bad.json()["verified"]) == (400, False)


BODIES = [
    (b"{", "json.syntax"),
    (b"[]", "json.not_object"),
    (b"{}", "document_missing"),
    (b'{"verifiableCredential": 7, "verifiablePresentation": 7}', "wrong_type"),
    (b'{"verifiableCredential": "text", "verifiablePresentation": "text"}', "jwt.encoding"),
    (b'{"verifiableCredential": "\\ud800", "verifiablePresentation": "\\ud800"}', "json.surrogate"),
    (b'{"verifiableCredential": {}, "verifiablePresentation": {}, "options": 1}', "wrong_type"),
    (b'{"verifiableCredential": {}, "verifiablePresentation": {}, "options": {"new": 1}}', "option_unknown"),
    (b'{"verifiableCredential": {}, "verifiablePresentation": {}, "options": {"domain": 1}}', "wrong_type"),
    (b'{"verifiableCredential": {}, "verifiablePresentation": {}, "options": {"checks": "proof"}}', "wrong_type"),
    (b'{"verifiableCredential": {}, "verifiablePresentation": {}, "options": {"returnResults": 1}}', "wrong_type"),
]  # fmt: skip


@pytest.mark.parametrize("what", ["verify", "present"])
def test_a_malformed_body_is_told_what_is_wrong(vc, what):
    for body, code in BODIES:
        answer = vc.post(what, body, headers={})
        found = (answer.status_code, answer["Content-Type"], answer.json()["code"])
        assert found == (400, "application/problem+json", code), body
    assert vc.post(what, b"x", content_type="text/plain", headers={}).status_code == 415
    assert vc.post(what, b" " * 6_000_000, headers={}).status_code == 413
    both = b'{"presentation": {}, "verifiablePresentation": {}}'
    assert vc.post("present", both, headers={}).json()["code"] == "document_missing"


STRANGE = [
    {}, {"@context": 7}, {"@context": {}}, {"@context": [[]]}, {"@context": [presented.V2, [[]]]},
    {"@context": [presented.V2, None]}, {"type": {}}, {"type": [7]}, {"issuer": []},
    {"proof": [[], 7, None, "x", {}]}, {"proof": {"type": []}}, {"proof": {"verificationMethod": {}}},
    {"credentialSubject": [[]]}, {"credentialStatus": [[]]}, {"relatedResource": [{"id": []}]},
    {"relatedResource": {"id": presented.V2, "digestSRI": {}}}, {"holder": [7]},
    {"verifiableCredential": [[], None, 7, {}]}, {"verifiableCredential": {"proof": 7}},
    {"id": {}}, {"name": {"en": []}}, {"validFrom": []}, {"refreshService": "urn:x:1"},
    {"type": "EnvelopedVerifiableCredential"}, {"type": ["EnvelopedVerifiablePresentation"], "id": 7},
    {"type": ["VerifiableCredential", "ClrCredential"]}, {"type": "Assertion"}, {"a": 1e308},
]  # fmt: skip


def test_whatever_is_sent_is_answered_with_a_no(vc, settings):
    """No shape of a stranger's document makes a 500, and none is taken for verified."""
    rates = settings.REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"] | {"verify": None, "issue": None}
    settings.REST_FRAMEWORK = settings.REST_FRAMEWORK | {"DEFAULT_THROTTLE_RATES": rates}
    for strange in STRANGE:
        for base in ({}, GOOD, presented.presentation(GOOD)):
            document = base | strange
            answers = [vc.post_verify(document), vc.post_present(document)]
            if strange:
                assert [each.status_code for each in answers] == [400, 400], document
            assert vc.post_issue(document).status_code == 400
    assert not IssuedDocument.objects.exists()


def test_a_surprise_is_an_answer_and_not_verified(vc, monkeypatch):
    def broken(*_args, **_kwargs):
        raise ZeroDivisionError

    monkeypatch.setattr(verifying_credentials.documents, "known_dids", broken)
    for answer in (vc.post_verify(GOOD), vc.post_present(presented.presentation(GOOD))):
        assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, "verify.surprise")


def test_verifications_are_counted_together_and_limited(vc, settings, client):
    rates = settings.REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"] | {"verify": "2/min"}
    settings.REST_FRAMEWORK = settings.REST_FRAMEWORK | {"DEFAULT_THROTTLE_RATES": rates}
    statuses = [
        vc.post_verify(GOOD).status_code,
        vc.post_present(presented.presentation()).status_code,
    ]
    answer = vc.post_verify(GOOD)
    assert (statuses, answer.status_code) == ([200, 200], 429)
    assert int(answer["Retry-After"]) > 0

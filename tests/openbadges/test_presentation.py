"""Presentations: the holder's proof, for this occasion; each credential inside on its own."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from badges.openbadges import Ed25519Signer, Unreadable, did_document
from badges.openbadges.limits import MAX_INNER
from badges.openbadges.presentation import PresentationReport, verify_presentation
from tests.openbadges import samples
from tests.openbadges.bad_tokens import write
from tests.openbadges.presented import (
    EXAMPLES,
    HOLDER,
    ISSUER,
    V2,
    credential,
    enveloped,
    present,
    presentation,
    signed,
    unsecured_token,
)
from tests.openbadges.samples import DID, NOW, OTHER_SIGNER, RSA_METHOD, SIGNER, Library

GOOD = signed(credential())
OWN_WORD = {"ManagerPresentation": "https://example.org/examples#ManagerPresentation"}
OCCASION = {"challenge": "c-123", "domain": "verifier.example"}


def report_on(what: Any, **arguments: Any) -> PresentationReport:
    data = what if isinstance(what, bytes) else json.dumps(what).encode()
    return verify_presentation(data, **({"now": NOW, "resolver": Library()} | arguments))


def codes(report: PresentationReport) -> dict[str, str]:
    return {check.id: check.code for check in report.checks}


@pytest.mark.parametrize(
    "document",
    [
        presentation(),
        presentation(GOOD),
        presentation(GOOD, holder=...),
        presentation(GOOD, holder={"id": HOLDER}),
        presentation(GOOD, signed(credential(id=...)), id="urn:uuid:9c9a36f8-518f-4976-a934-1"),
        presentation(verifiableCredential=GOOD),
        presentation(**{"@context": [V2, OWN_WORD], "type": ["VerifiablePresentation", "ManagerPresentation"]}),
        presentation(samples.signed().document),
    ],
)  # fmt: skip
def test_a_presentation_and_what_it_holds_are_verified(document: dict[str, Any]) -> None:
    report = report_on(present(document))
    held = document.get("verifiableCredential", [])
    assert report.verdict == "verified"
    assert codes(report)["proof"] == "proof.holds"
    assert len(report.credentials) == (len(held) if isinstance(held, list) else 1)
    assert {each.verdict for each in report.credentials} <= {"verified"}


def test_an_unsigned_presentation_says_that_nobody_vouches_for_it() -> None:
    for document in (presentation(GOOD), presentation(holder=...)):
        report = report_on(document)
        assert (report.verdict, codes(report)["proof"]) == ("verified", "presentation.unsigned")
    bad = GOOD | {"issuer": HOLDER}
    assert report_on(presentation(GOOD, bad)).verdict == "invalid"


@pytest.mark.parametrize(
    ("changes", "id_", "code"),
    [
        ({"@context": ...}, "context", "context.first"),
        ({"@context": [EXAMPLES, V2]}, "context", "context.first"),
        ({"@context": [V2, "https://example.com"]}, "context", "context.unknown"),
        ({"@context": [V2, "https ://no-url"]}, "context", "model.context"),
        ({"@context": [V2, 123192875]}, "context", "model.context"),
        ({"type": ...}, "types", "model.kind"),
        ({"type": ["ManagerPresentation"], "@context": [V2, OWN_WORD]}, "types", "model.kind"),
        ({"holder": {"name": "Acme"}}, "schema", "structure.uri"),
        ({"verifiableCredential": ["eyJ.eyJ.AA"]}, "schema", "structure.object"),
        ({"made": "up"}, "terms", "terms.undefined"),
    ],
)
def test_a_malformed_presentation_fails_signed_or_not(
    changes: dict[str, Any], id_: str, code: str
) -> None:
    whole = present(presentation(GOOD))
    for document in (whole, {key: value for key, value in whole.items() if key != "proof"}):
        spoiled = {key: v for key, v in (document | changes).items() if v is not ...}
        report = report_on(spoiled)
        assert (codes(report)[id_], report.verdict == "verified") == (code, False)


@pytest.mark.parametrize(
    ("changes", "id_", "code"),
    [
        ({"holder": "did:example:alice"}, "key", "key.other_controller"),
        ({"holder": "z6MkpJySvETLnxhQG9DzEdmKJtysBDjuuTeDfUj1uNNCUqcj"}, "proof", "proof.no_basis"),
        ({"id": "urn:uuid:changed"}, "proof", "proof.broken"),
        ({"verifiableCredential": []}, "schema", "model.empty"),
        ({"proof": {}}, "schema", "structure.type"),
        ({"proof": "text"}, "schema", "structure.object"),
    ],
)
def test_what_was_changed_after_signing_fails(changes: dict[str, Any], id_: str, code: str) -> None:
    report = report_on(present(presentation(GOOD)) | changes)
    assert (codes(report)[id_], report.verdict) == (code, "invalid")


@pytest.mark.parametrize("changes", [{"verificationMethod": 7}, {"type": "Unknown"}])
def test_without_a_holder_the_proof_has_to_name_one(changes: dict[str, Any]) -> None:
    whole = present(presentation(GOOD, holder=...))
    whole["proof"] |= changes
    assert report_on(whole).verdict != "verified"
    assert report_on(whole | {"proof": ["text"]}).verdict == "invalid"


def test_a_proof_made_to_assert_authenticates_nobody() -> None:
    report = report_on(present(presentation(GOOD), proofPurpose="assertionMethod"))
    assert (codes(report)["proof"], report.verdict) == ("proof.purpose", "invalid")


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (OCCASION, "bounds.as_expected"),
        ({"challenge": "c-123"}, "bounds.as_expected"),
        ({"domain": ["verifier.example"]}, "bounds.as_expected"),
        (OCCASION | {"challenge": "c-124"}, "bounds.challenge"),
        (OCCASION | {"domain": "other.example"}, "bounds.domain"),
        ({"domain": ["verifier.example", "other.example"]}, "bounds.domain"),
    ],
)
def test_the_proof_has_to_be_for_this_occasion(asked: dict[str, Any], code: str) -> None:
    report = report_on(present(presentation(GOOD), **OCCASION), **asked)
    assert codes(report)["bounds"] == code
    assert (report.verdict == "verified") is (code == "bounds.as_expected")
    without = report_on(present(presentation(GOOD)), **asked)
    assert without.verdict == "invalid"
    unsigned = report_on(presentation(GOOD), **asked)
    assert codes(unsigned)["bounds"] == "bounds.unsigned"


def test_the_order_of_domains_says_nothing() -> None:
    domains = ["b.example", "a.example"]
    whole = present(presentation(GOOD), domain=domains)
    assert report_on(whole, domain=sorted(domains)).verdict == "verified"


def by_web(signer: Ed25519Signer = SIGNER, **lists: Any) -> PresentationReport:
    """A holder with a did:web whose document lists the key for what ``lists`` says."""
    method = f"{DID}#{signer.public_key_multibase}"
    listed = did_document(DID, [signer.public_key_multibase]) | lists
    library = Library().holding(samples.DID_URL, listed)
    whole = present(presentation(GOOD, holder=DID), signer=signer, verificationMethod=method)
    return report_on(whole, resolver=library)


def test_the_key_has_to_be_listed_for_authentication() -> None:
    method = f"{DID}#{SIGNER.public_key_multibase}"
    assert codes(by_web())["key"] == "key.not_listed"
    assert by_web(authentication=[method]).verdict == "verified"
    short = f"#{SIGNER.public_key_multibase}"
    assert by_web(authentication=[short]).verdict == "verified"


def test_only_the_holders_own_word_may_stand_without_a_proof() -> None:
    own = credential(issuer=HOLDER)
    good = report_on(present(presentation(own)))
    (inside,) = good.credentials
    assert (good.verdict, inside.check("proof").code) == ("verified", "presentation.self_asserted")
    for document, code in (
        (present(presentation(own, holder=...)), "presentation.no_holder"),
        (present(presentation(credential())), "presentation.no_holder"),
        (presentation(own), "proof.missing"),
    ):
        report = report_on(document)
        assert report.credentials[0].check("proof").code == code
        assert report.verdict == "invalid"
    bad = report_on(present(presentation(credential(issuer=HOLDER, validFrom="soon"))))
    assert bad.verdict == "invalid"


def test_one_bad_credential_spoils_the_presentation_and_is_named() -> None:
    expired = signed(credential(validUntil="2026-01-02T00:00:00Z"))
    typeless = GOOD | {"type": []}
    report = report_on(present(presentation(GOOD, expired, typeless)))
    assert [each.verdict for each in report.credentials] == ["verified", "invalid", "invalid"]
    assert report.verdict == "invalid"


def test_more_credentials_than_anybody_shows_are_left_open() -> None:
    small = {"@context": [V2], "type": "VerifiableCredential"}
    held = [{**small, "id": f"urn:x:{n}"} for n in range(MAX_INNER + 1)]
    report = report_on(presentation(*held))
    assert codes(report)["credentials"] == "presentation.too_many"
    assert (report.verdict, report.credentials) == ("unverifiable", ())


HEADER = {"alg": "RS256", "kid": RSA_METHOD, "typ": "vp+jwt"}


def jwt_of(*, header: dict[str, Any] | None = None, **claims: Any) -> bytes:
    """A presentation of the centre's, signed with its RSA key."""
    payload = {**presentation(GOOD, holder=DID), **claims}
    payload = {key: value for key, value in payload.items() if value is not ...}
    return write(HEADER | (header or {}), payload)


def resolver() -> Library:
    listed = did_document(DID, samples.KEYS)
    return Library().holding(samples.DID_URL, listed | {"authentication": [RSA_METHOD]})


def test_jwt_and_its_envelope_are_verified() -> None:
    whole = presentation(GOOD, holder=DID)
    in_vp = write(HEADER, {"iss": DID, "vp": whole})
    for what in (jwt_of(), enveloped(jwt_of(), kind="vp"), in_vp, jwt_of(iss=DID, holder=...)):
        report = report_on(what, resolver=resolver())
        assert (report.verdict, codes(report)["proof"]) == ("verified", "proof.holds")
        assert report.presentation["type"] == ["VerifiablePresentation"]
    held = enveloped(samples.token().data)
    assert report_on(present(presentation(held)), resolver=resolver()).verdict == "verified"


@pytest.mark.parametrize(
    ("claims", "asked", "id_", "code"),
    [
        ({"iss": ISSUER}, {}, "claims", "presentation.claims"),
        ({"exp": int((NOW - timedelta(hours=1)).timestamp())}, {}, "claims", "presentation.claims"),
        ({"nbf": int((NOW + timedelta(hours=1)).timestamp())}, {}, "claims", "presentation.claims"),
        ({"exp": True}, {}, "claims", "presentation.claims"),
        ({"exp": "2030"}, {}, "claims", "presentation.claims"),
        ({"holder": ..., "iss": 7}, {}, "proof", "proof.no_basis"),
        ({"holder": HOLDER}, {}, "key", "key.other_controller"),
        ({"nonce": "1"}, {"challenge": "2"}, "bounds", "bounds.challenge"),
        ({"aud": "a.example"}, {"domain": "b.example"}, "bounds", "bounds.domain"),
    ],
)
def test_jwt_that_is_for_something_else_is_not_verified(
    claims: dict[str, Any], asked: dict[str, Any], id_: str, code: str
) -> None:
    report = report_on(jwt_of(**claims), resolver=resolver(), **asked)
    assert codes(report)[id_] == code
    assert report.verdict != "verified"


def test_jwt_for_this_occasion_is_verified() -> None:
    now = int(NOW.timestamp())
    made = jwt_of(nonce="1", aud="a.example", nbf=now, exp=now + 60)
    asked = {"challenge": "1", "domain": "a.example"}
    assert report_on(made, resolver=resolver(), **asked).verdict == "verified"


def test_jwt_by_a_key_that_may_only_assert_authenticates_nobody() -> None:
    assert codes(report_on(jwt_of()))["key"] == "key.not_listed"


def test_an_envelope_of_what_nobody_signed_fails() -> None:
    document = enveloped(unsecured_token(presentation(GOOD)), kind="vp")
    assert report_on(document).verdict == "invalid"


@pytest.mark.parametrize(
    "what",
    [b"", b"[]", b"7", b"{]", b"a.b", enveloped(b"a.b.c", kind="vp") | {"id": "urn:x:1"}],
)
def test_what_is_no_presentation_at_all_is_refused(what: Any) -> None:
    with pytest.raises(Unreadable):
        report_on(what)


def test_what_is_ambiguous_fails() -> None:
    twice = json.dumps(presentation(GOOD)).replace('"holder"', '"holder": "urn:x:1", "holder"', 1)
    report = report_on(twice.encode())
    assert (codes(report), report.verdict) == ({"json": "json.duplicate_key"}, "invalid")


def test_the_holder_in_the_tests_is_who_signs() -> None:
    assert present(presentation())["proof"]["verificationMethod"].startswith(HOLDER)
    assert OTHER_SIGNER.public_key_multibase in HOLDER

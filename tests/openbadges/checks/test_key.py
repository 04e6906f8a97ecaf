"""Whose key it is: every way in which a DID document can fail to vouch for a key."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from badges.openbadges import Ed25519Signer, did_document, jwk
from badges.openbadges.keys import PublicKey, encode_multikey
from tests.openbadges import samples
from tests.openbadges.samples import DID, DID_URL, METHOD, NOW, SIGNER, Library, report_on

WHOLE = samples.signed(samples.simple())
Document = dict[str, Any]


def _did() -> Document:
    return did_document(DID, [SIGNER.public_key_multibase])


def _key_check(document: Document) -> tuple[str, str, str]:
    report = report_on(WHOLE, resolver=Library().holding(DID_URL, document))
    return report.verdict, report.check("key").outcome, report.check("key").code


def _method(document: Document) -> Document:
    found: Document = document["verificationMethod"][0]
    return found


P256 = encode_multikey(PublicKey("P-256", b"\2" * 33))
OTHER = samples.OTHER_SIGNER.public_key_multibase
SPOILT: dict[str, tuple[Callable[[Document], object], str, str]] = {
    "of another did": (lambda d: d.update(id="did:web:other.kr"), "invalid", "key.document_id"),
    "without id": (lambda d: d.pop("id"), "invalid", "key.document_id"),
    "not for assertions": (
        lambda d: d.update(authentication=d.pop("assertionMethod")),
        "invalid",
        "key.not_listed",
    ),
    "listed but not there": (
        lambda d: d.update(verificationMethod=[]),
        "invalid",
        "key.not_listed",
    ),
    "of another controller": (
        lambda d: _method(d).update(controller="did:web:other.kr"),
        "invalid",
        "key.other_controller",
    ),
    "without controller": (
        lambda d: _method(d).pop("controller"),
        "invalid",
        "key.other_controller",
    ),
    "expiry that is no time": (
        lambda d: _method(d).update(expires="soon"),
        "invalid",
        "key.times_malformed",
    ),
    "key of another curve": (
        lambda d: _method(d).update(publicKeyMultibase=P256),
        "invalid",
        "key.kind",
    ),
    "key that cannot be read": (
        lambda d: _method(d).update(publicKeyMultibase="z6Mk"),
        "unverifiable",
        "key.codec",
    ),
    "no key": (lambda d: _method(d).pop("publicKeyMultibase"), "unverifiable", "key.jwk"),
}


@pytest.mark.parametrize("case", SPOILT)
def test_a_document_does_not_vouch(case: str) -> None:
    spoil, verdict, code = SPOILT[case]
    document = _did()
    spoil(document)
    assert _key_check(document)[::2] == (verdict, code)


def test_the_fragment_is_no_proof_of_the_key() -> None:
    """1EdTech's validator takes the key from the fragment; the document has the last word."""
    document = _did()
    _method(document)["publicKeyMultibase"] = OTHER
    report = report_on(WHOLE, resolver=Library().holding(DID_URL, document))
    assert (report.verdict, report.check("proof").code) == ("invalid", "proof.broken")


def test_a_method_inside_assertion_method_counts() -> None:
    document = _did()
    document["assertionMethod"] = document.pop("verificationMethod")
    assert _key_check(document)[0] == "verified"


def test_relative_names_are_the_documents_own() -> None:
    document = _did()
    fragment = METHOD.removeprefix(DID)
    _method(document)["id"] = fragment
    document["assertionMethod"] = [fragment]
    assert _key_check(document)[0] == "verified"


def test_a_key_may_be_given_as_jwk() -> None:
    document = _did()
    del _method(document)["publicKeyMultibase"]
    _method(document).update(type="JsonWebKey", publicKeyJwk=jwk(SIGNER.public_key_multibase))
    assert _key_check(document)[0] == "verified"


@pytest.mark.parametrize(
    ("times", "code"),
    [
        ({"revoked": NOW}, "key.revoked"),
        ({"revoked": NOW - timedelta(days=900)}, "key.revoked"),
        ({"revoked": NOW + timedelta(seconds=1)}, "key.found"),
        # The sample is signed an hour before now.
        ({"expires": NOW - timedelta(hours=1)}, "key.expired"),
        ({"expires": NOW - timedelta(minutes=59)}, "key.found"),
    ],
)
def test_a_revoked_key_fails_and_a_retired_one_stands_behind_what_it_signed(
    times: dict[str, Any], code: str
) -> None:
    assert report_on(WHOLE, resolver=Library().with_key(**times)).check("key").code == code


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (None, "key.unresolvable"),
        (b"<html>404</html>", "key.document_unreadable"),
        (b'{"id": "a", "id": "b"}', "key.document_unreadable"),
        (b"[]", "key.document_unreadable"),
    ],
)
def test_no_document_leaves_it_open(answer: bytes | None, code: str) -> None:
    report = report_on(WHOLE, resolver=Library().holding(DID_URL, answer))
    assert (report.verdict, report.check("key").code) == ("unverifiable", code)


def _issued_by(issuer: str, fragment: str = SIGNER.public_key_multibase) -> Any:
    credential = samples.simple(issuer=samples.Profile(id=issuer, name="누구"))
    signer = SIGNER if fragment == SIGNER.public_key_multibase else _Nameless()
    return samples.signed(credential, signer=signer, method=f"{issuer}#{fragment}")


class _Nameless(Ed25519Signer):
    """Signs under a method whose fragment is no key."""

    def __init__(self) -> None:
        super().__init__(samples.Ed25519PrivateKey.from_private_bytes(b"\x01" * 32))


@pytest.mark.parametrize(
    ("issuer", "verdict", "code"),
    [
        ("urn:uuid:44444444-4444-4444-8444-444444444444", "unverifiable", "key.issuer_unlinked"),
        ("did:example:abc", "unverifiable", "key.method_unsupported"),
        ("http://example.com/issuers/1", "unverifiable", "key.method_unsupported"),
        ("did:web:127.0.0.1", "invalid", "did.web"),
        (f"did:key:{OTHER}", "invalid", "key.not_listed"),
        (f"did:key:{P256}", "invalid", "key.not_listed"),
    ],
)
def test_other_kinds_of_issuers(issuer: str, verdict: str, code: str) -> None:
    report = report_on(_issued_by(issuer))
    assert (report.verdict, report.check("key").code) == (verdict, code)


@pytest.mark.parametrize(("multibase", "code"), [("z6MkBroken", "key.codec"), (P256, "key.kind")])
def test_a_did_key_that_holds_no_usable_key(multibase: str, code: str) -> None:
    did = f"did:key:{multibase}"
    document = samples.document(samples.simple(issuer=samples.Profile(id=did, name="누구")))
    proof = dict(WHOLE.document["proof"][0], verificationMethod=f"{did}#{multibase}")
    report = report_on(document | {"proof": [proof]})
    assert (report.verdict, report.check("key").code) == ("invalid", code)


def test_an_https_issuer_answers_with_its_controller_document() -> None:
    issuer = "https://example.ac.kr/issuers/1"
    library = Library().holding(issuer, did_document(issuer, [SIGNER.public_key_multibase]))
    assert report_on(_issued_by(issuer), resolver=library).verdict == "verified"

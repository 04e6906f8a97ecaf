"""Credentials of 1EdTech and the Digital Credentials Consortium get the verdict they deserve."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from badges.openbadges import Report, contexts, verify
from tests.openbadges.publisher import NOW, Publisher


@pytest.fixture
def report(standards: Path) -> Any:
    def make(name: str, **arguments: Any) -> Report:
        data = (standards / "examples" / name).read_bytes()
        return verify(data, now=NOW, resolver=Publisher(standards), **arguments)

    return make


@pytest.mark.parametrize(
    "name",
    [
        "ob30/simple.json",
        "ob30/simple.1ob",
        "ob30/simple-json.png",
        "ob30/simple-json.svg",
        "ob30/simple-multiple-proofs.json",
        "ob30/simple-context-alias.json",
        "ob30/simple-context-version.json",
        "ob30/simple-did-web-method.json",
        "ob30/endorsement-valid.json",
        "clr20/simple.json",
        # By the earlier data model, with a draft of Data Integrity.
        "ob30/simple-eddsa-2022.json",
    ],
)
def test_1edtechs_good_ones_are_verified(report: Any, name: str) -> None:
    assert report(name).verdict == "verified"


@pytest.mark.parametrize(
    ("name", "check"),
    [
        ("simple-err-context", "context"),
        ("simple-err-type", "types"),
        ("simple-err-credential-subject-achievement-result-description-type", "schema"),
        ("simple-err-credential-subject-identifier-type", "schema"),
        ("simple-err-credential-subject-profile-type", "schema"),
        ("simple-err-credential-subject-result-type", "schema"),
        ("simple-err-credential-subject-type", "schema"),
        ("simple-err-evidence-type", "schema"),
        ("simple-err-expired", "dates"),
        ("simple-err-issued", "dates"),
        ("simple-err-issuer", "issuer"),
        ("simple-err-issuer-type", "issuer"),
        ("simple-err-issuer-otheridentifier-type", "schema"),
        ("simple-err-issuer-parentorg-type", "schema"),
        ("simple-err-proof-method", "key"),
        ("simple-err-proof-method-no-scheme", "proof"),
        ("simple-err-proof-method-unknown-did-method", "key"),
        ("simple-err-proof-method-unknown-scheme", "key"),
        ("simple-err-proof-value", "proof"),
        ("bit-string-list/credential-status-revoked", "status"),
        ("bit-string-list/credential-status-revoked-blank-nodes", "status"),
    ],
)
def test_1edtechs_bad_ones_are_invalid(report: Any, name: str, check: str) -> None:
    made = report(f"ob30/{name}.json")
    assert (made.verdict, made.check(check).outcome) == ("invalid", "failed")


@pytest.mark.parametrize("name", ["simple-err-expired", "simple-err-issued"])
def test_only_the_date_is_wrong_with_the_signature_of_an_expired_one(
    report: Any, name: str
) -> None:
    made = report(f"ob30/{name}.json")
    assert made.check("proof").outcome == "passed"


@pytest.mark.parametrize(
    "name",
    [
        # Anyone could sign for a urn:.
        "ob30/simple-did-key-method.json",
        # A revocation list of 1EdTech's own kind.
        "ob30/complete.json",
        "ob30/sd/derivedcredential.json",
        # By a context that no standard published; with a key that only the token itself names.
        "ob30/simple.jwt",
        "ob30/simple-jwt.png",
    ],
)
def test_what_is_not_supported_is_never_verified_nor_called_invalid(report: Any, name: str) -> None:
    assert report(name).verdict == "unverifiable"


def test_the_signature_of_the_complete_sample_holds(report: Any) -> None:
    made = report("ob30/complete.json")
    assert [made.check(name).outcome for name in ("schema", "terms", "proof", "key")] == [
        "passed"
    ] * 4


def test_a_badge_of_2022_needs_the_context_of_2022(report: Any, standards: Path) -> None:
    assert report("ob30/simple_v1.json").check("proof").code == "proof.context_moved"
    published = json.loads((standards / "contexts" / "ob-v3p0-context.json").read_bytes())
    made = report("ob30/simple_v1.json", extra_contexts={contexts.OB_MOVING: published})
    assert made.verdict == "verified"


DCC = "dcc-vc-test-fixtures/verifiableCredentials/v2"


@pytest.mark.parametrize("name", ["OBSpecExample", "alignments", "basicOBv3"])
def test_badges_of_the_digital_credentials_consortium(report: Any, name: str) -> None:
    path = f"{DCC}/dataIntegrityProof/didKey/legacyRegistry-noStatus-noExpiry-{name}.json"
    assert report(path).verdict == "verified"


@pytest.mark.parametrize(
    "name",
    [
        "v1/bothSignatureTypes/didKey/noRegistry-noStatus-noExpiry.json",
        "v1/bothSignatureTypes/didWeb/legacy-noStatus-noExpiry.json",
        "v1/dataIntegrityProof/didWeb/legacy-noStatus-noExpiry.json",
        "v1/ed25519/didKey/noRegistry-noStatus-noExpiry.json",
        "v2/bothSignatureTypes/didkey/legacy-noStatus-noExpiry.json",
        "v2/bothSignatureTypes/didweb/oidf-noStatus-notExpired.json",
        "v2/ed25519/didKey/legacy-noStatus-noExpiry.json",
    ],
)
def test_both_suites_of_the_consortium_in_both_data_models(report: Any, name: str) -> None:
    made = report(f"dcc-vc-test-fixtures/verifiableCredentials/{name}")
    assert [made.check(check).outcome for check in ("terms", "proof", "key")] == ["passed"] * 3

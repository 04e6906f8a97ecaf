"""Signing with eddsa-rdfc-2022, checked against the vectors of W3C and 1EdTech."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from badges.openbadges import (
    DataLossError,
    Ed25519Signer,
    SigningError,
    UnsignedCredential,
    build,
    sign,
)
from badges.openbadges.canonical import canonicalize
from badges.openbadges.multibase import decode_base58
from badges.openbadges.proof import document_hash, options_hash
from tests.openbadges import samples

EXAMPLES_CONTEXT = "https://www.w3.org/ns/credentials/examples/v2"
OB_DOCUMENT_HASH = "87f65a76d40146205e3b3e06cb0fbd153f97f9ce70372390f52566bb7f9e0773"
OB_PROOF_HASH = "d34009cea0dbc1ca941e09dc01c8c9d3e3ce3c5b853f67ee44698dcea10f5d19"


def _load(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def vector(standards: Path) -> dict[str, Any]:
    folder = standards / "test-vectors" / "vc-di-eddsa"
    suite = folder / "eddsa-rdfc-2022"
    examples = standards / "contexts" / "credentials-examples-v2.jsonld"
    return {
        "unsigned": _load(folder / "unsigned.json"),
        "keys": _load(folder / "keyPair.json"),
        "signed": _load(suite / "signedDataInt.json"),
        "canonical": (suite / "canonDocDataInt.txt").read_text(encoding="utf-8"),
        "document_hash": (suite / "docHashDataInt.txt").read_text().strip(),
        "proof_hash": (suite / "proofHashDataInt.txt").read_text().strip(),
        "extra": {EXAMPLES_CONTEXT: _load(examples)},
    }


def test_w3c_vector_is_canonicalised_byte_for_byte(vector: dict[str, Any]) -> None:
    quads = canonicalize(vector["unsigned"], extra_contexts=vector["extra"])
    assert quads == vector["canonical"]
    assert hashlib.sha256(quads.encode()).hexdigest() == vector["document_hash"]


def test_w3c_vector_hashes_its_proof_options(vector: dict[str, Any]) -> None:
    digest = options_hash(
        vector["signed"]["proof"],
        context=vector["unsigned"]["@context"],
        extra_contexts=vector["extra"],
    )
    assert digest.hex() == vector["proof_hash"]


def test_w3c_vector_gets_the_published_proof_value(vector: dict[str, Any]) -> None:
    secret = decode_base58(vector["keys"]["privateKeyMultibase"])[2:]
    signer = Ed25519Signer(Ed25519PrivateKey.from_private_bytes(secret))
    published = vector["signed"]["proof"]
    made = sign(
        UnsignedCredential(vector["unsigned"]),
        signer=signer,
        verification_method=published["verificationMethod"],
        created=datetime(2023, 2, 24, 23, 36, 38, tzinfo=UTC),
        extra_contexts=vector["extra"],
    )
    assert signer.public_key_multibase == vector["keys"]["publicKeyMultibase"]
    assert made.document["proof"] == [published]


def test_1edtech_document_has_the_published_hash(standards: Path) -> None:
    document = _load(standards / "examples/spec/linked-data-proof-ob-01-Credential.json")
    proof = _load(standards / "examples/spec/linked-data-proof-ob-02-Proof.json")
    assert document_hash(document).hex() == OB_DOCUMENT_HASH
    assert options_hash(proof, context=document["@context"]).hex() == OB_PROOF_HASH


def test_the_same_input_gives_the_same_bytes() -> None:
    first, second = samples.signed(), samples.signed()
    assert first.data == second.data
    assert first.sha256 == hashlib.sha256(first.data).hexdigest()


def test_the_bytes_are_the_document_and_keep_korean_as_it_is() -> None:
    signed = samples.signed()
    assert json.loads(signed.data) == signed.document
    assert "사회서비스 데이터운용 기초".encode() in signed.data


def test_the_proof_is_written_as_an_array_without_its_own_context() -> None:
    (proof,) = samples.signed().document["proof"]
    assert proof["cryptosuite"] == "eddsa-rdfc-2022"
    assert proof["created"] == "2026-11-23T08:00:00Z"
    assert "@context" not in proof


def test_what_is_signed_already_is_refused() -> None:
    with pytest.raises(SigningError) as refused:
        samples.signed(samples.signed().document)
    assert refused.value.code == "sign.already_signed"


@pytest.mark.parametrize("document", [{}, {"@context": []}, {"id": "urn:x:1"}])
def test_what_has_no_context_is_refused(document: dict[str, Any]) -> None:
    with pytest.raises(SigningError) as refused:
        samples.signed(document)
    assert refused.value.code == "sign.no_context"


@pytest.mark.parametrize(
    ("method", "code"),
    [
        (f"{samples.DID}#{samples.OTHER_SIGNER.public_key_multibase}", "sign.other_key"),
        (samples.DID, "sign.method"),
        ("key-1", "sign.method"),
    ],
)
def test_a_method_that_is_not_the_signers_is_refused(method: str, code: str) -> None:
    with pytest.raises(SigningError) as refused:
        samples.signed(method=method)
    assert refused.value.code == code


def test_a_time_without_zone_is_refused() -> None:
    with pytest.raises(SigningError) as refused:
        sign(
            build(samples.simple()),
            signer=samples.SIGNER,
            verification_method=samples.METHOD,
            created=datetime(2026, 11, 23),  # noqa: DTZ001 - what is refused
        )
    assert refused.value.code == "sign.naive_time"


class _OtherHand:
    """Claims one key and signs with another, as a mixed-up key store would."""

    public_key_multibase = samples.SIGNER.public_key_multibase

    def sign(self, data: bytes) -> bytes:
        return samples.OTHER_SIGNER.sign(data)


class _Unheard:
    public_key_multibase = "z6Ls"

    def sign(self, data: bytes) -> bytes:
        return data


@pytest.mark.parametrize(
    ("signer", "code"), [(_OtherHand(), "sign.signer_broken"), (_Unheard(), "sign.key_kind")]
)
def test_a_signer_that_does_not_match_its_key_is_refused(signer: Any, code: str) -> None:
    with pytest.raises(SigningError) as refused:
        samples.signed(signer=signer)
    assert refused.value.code == code


def test_a_caller_that_verifies_itself_sees_what_the_signer_did() -> None:
    signed = sign(
        build(samples.credential()),
        signer=_OtherHand(),
        verification_method=samples.METHOD,
        created=samples.NOW,
        caller_verifies=True,
    )
    assert samples.report_on(signed).check("proof").code == "proof.broken"


def test_the_same_options_are_not_mixed_up() -> None:
    contexts = samples.document()["@context"]
    for kind, method in (("simple", samples.METHOD), ("other", f"{samples.DID}#key-1")) * 2:
        document = samples.document(samples.simple()) | {"@context": list(contexts), "name": kind}
        signed = samples.signed(document, method=method)
        assert samples.report_on(signed).check("proof").outcome == (
            "passed" if method == samples.METHOD else "not_checked"
        )


def test_a_term_that_would_stay_unsigned_is_refused() -> None:
    document = samples.document()
    document["credentialSubject"]["achievement"]["creditHours"] = 3
    with pytest.raises(DataLossError) as refused:
        samples.signed(document)
    assert (refused.value.code, refused.value.params["term"]) == ("terms.undefined", "creditHours")


def test_a_method_may_have_a_name_of_its_own() -> None:
    signed = samples.signed(method=f"{samples.DID}#key-1")
    assert signed.document["proof"][0]["verificationMethod"] == f"{samples.DID}#key-1"

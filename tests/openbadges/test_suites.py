"""The other suites and chains of proofs, by W3C's vectors and by what may be mixed up in them."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pyld.nquads import parse_nquads

from badges.openbadges import (
    EcdsaSigner,
    Ed25519Signer,
    KeyFormatError,
    Profile,
    SigningError,
    UnsignedCredential,
    build,
    contexts,
    did_key,
    sign,
    suites,
)
from badges.openbadges.full_form import canonical_quads
from badges.openbadges.keys import PublicKey, decode_multikey
from badges.openbadges.multibase import decode_base58, encode_base58
from badges.openbadges.proof import document_quads, options_hash, quads_hash, signature_of
from badges.openbadges.vocabularies import ED25519_2020
from tests.openbadges import samples
from tests.openbadges.samples import NOW, report_on

EXAMPLES_CONTEXT = "https://www.w3.org/ns/credentials/examples/v2"
CREATED = datetime(2023, 2, 24, 23, 36, 38, tzinfo=UTC)
VECTORS = {
    "p256": ("vc-di-ecdsa/ecdsa-rdfc-2019-p256", "ECDSAP256", ec.SECP256R1()),
    "p384": ("vc-di-ecdsa/ecdsa-rdfc-2019-p384", "ECDSAP384", ec.SECP384R1()),
    "2020": ("vc-di-eddsa/Ed25519Signature2020", "EdSig", None),
}
SIGNERS = {
    "P-256": EcdsaSigner(ec.derive_private_key(7, ec.SECP256R1())),
    "P-384": EcdsaSigner(ec.derive_private_key(7, ec.SECP384R1())),
    "Ed25519": samples.SIGNER,
}


def _load(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _extra(standards: Path) -> dict[str, Any]:
    return {EXAMPLES_CONTEXT: _load(standards / "contexts" / "credentials-examples-v2.jsonld")}


def _key_of(proof: dict[str, Any]) -> PublicKey:
    return decode_multikey(proof["verificationMethod"].partition("#")[2])


def _holds(document: dict[str, Any], proof: dict[str, Any], extra: Any, previous: Any = ()) -> bool:
    key = _key_of(proof)
    algorithm = suites.hash_name(key.kind)
    data = options_hash(
        proof, context=document["@context"], algorithm=algorithm, extra_contexts=extra
    )
    quads = document_quads(document, previous=previous, algorithm=algorithm, extra_contexts=extra)
    signature = signature_of(proof, kind=key.kind)
    assert signature is not None
    whole = data + quads_hash(quads, algorithm=algorithm)
    return suites.signature_holds(signature, whole, key=key)


@pytest.mark.parametrize("case", VECTORS)
def test_w3c_vectors_hash_and_verify_as_published(standards: Path, case: str) -> None:
    folder, suffix, _ = VECTORS[case]
    place = standards / "test-vectors" / folder
    signed, extra = _load(place / f"signed{suffix}.json"), _extra(standards)
    quads = document_quads(signed, extra_contexts=extra)
    assert quads == (place / f"canonDoc{suffix}.txt").read_bytes()
    algorithm = suites.hash_name(_key_of(signed["proof"]).kind)
    options = options_hash(
        signed["proof"], context=signed["@context"], algorithm=algorithm, extra_contexts=extra
    )
    assert options.hex() == (place / f"proofHash{suffix}.txt").read_text().strip()
    digest = hashlib.new(algorithm, quads).hexdigest()
    assert digest == (place / f"docHash{suffix}.txt").read_text().strip()
    assert _holds(signed, signed["proof"], extra)
    assert not _holds(signed | {"name": "X"}, signed["proof"], extra)


@pytest.mark.parametrize(("curve", "algorithm"), [("256", "sha256"), ("384", "sha384")])
def test_w3c_blank_nodes_are_told_apart_by_the_hash_of_the_curve(
    standards: Path, curve: str, algorithm: str
) -> None:
    # Its context was never published beside the vectors, but the graph stands in the canonical form.
    folder = standards / "test-vectors" / "vc-di-ecdsa" / f"ecdsa-rdfc-2019-p{curve}" / "employ"
    published = (folder / f"canonDocECDSAP{curve}.txt").read_text(encoding="utf-8")
    shuffled = re.sub(r"_:c14n(\d)", lambda found: f"_:b{(int(found[1]) * 5 + 3) % 7}", published)
    assert canonical_quads(parse_nquads(shuffled), algorithm=algorithm) == published
    other = {"sha256": "sha384", "sha384": "sha256"}[algorithm]
    assert canonical_quads(parse_nquads(shuffled), algorithm=other) != published


def test_w3c_legacy_vector_gets_the_published_proof_value(standards: Path) -> None:
    place = standards / "test-vectors" / "vc-di-eddsa"
    published = _load(place / "Ed25519Signature2020" / "signedEdSig.json")
    secret = decode_base58(_load(place / "keyPair.json")["privateKeyMultibase"])[2:]
    made = sign(
        UnsignedCredential({key: value for key, value in published.items() if key != "proof"}),
        signer=Ed25519Signer(Ed25519PrivateKey.from_private_bytes(secret)),
        verification_method=published["proof"]["verificationMethod"],
        created=CREATED,
        for_older_wallets=True,
        extra_contexts=_extra(standards),
    )
    assert made.document["proof"][1] == published["proof"]
    assert made.document["@context"] == published["@context"]


def test_w3c_chain_of_proofs(standards: Path) -> None:
    folder = standards / "test-vectors" / "vc-di-eddsa" / "proof-set-chain"
    extra = _extra(standards)
    chained = _load(folder / "signedProofChain2.json")
    by_id = {proof.get("id"): proof for proof in chained["proof"]}
    for proof in chained["proof"]:
        named = proof.get("previousProof", [])
        previous = [by_id[name] for name in (named if isinstance(named, list) else [named])]
        assert _holds(chained, proof, extra, previous)
        assert not previous or not _holds(chained, proof, extra)


def _of(kind: str) -> tuple[Any, str]:
    signer = SIGNERS[kind]
    did = did_key(signer.public_key_multibase)
    return signer, f"{did}#{signer.public_key_multibase}"


def _signed(kind: str, **arguments: Any) -> dict[str, Any]:
    signer, method = _of(kind)
    issuer = Profile(id=method.partition("#")[0], name="내장")
    made = sign(
        build(samples.simple(issuer=issuer)),
        signer=signer,
        verification_method=method,
        created=NOW,
        **arguments,
    )
    document: dict[str, Any] = json.loads(made.data)
    return document


@pytest.mark.parametrize(
    ("kind", "suite", "length"),
    [("P-256", "ecdsa-rdfc-2019", 64), ("P-384", "ecdsa-rdfc-2019", 96)],
)
def test_a_curve_signs_and_is_verified(kind: str, suite: str, length: int) -> None:
    document = _signed(kind)
    (proof,) = document["proof"]
    assert proof["cryptosuite"] == suite
    assert len(decode_base58(proof["proofValue"])) == length
    report = report_on(document)
    assert (report.verdict, report.check("proof").params["suite"]) == ("verified", suite)
    changed = report_on(document | {"name": "심화"})
    assert changed.check("proof").code == "proof.broken"


def test_a_set_for_older_wallets_verifies_and_each_proof_counts() -> None:
    document = _signed("Ed25519", for_older_wallets=True)
    assert [proof["type"] for proof in document["proof"]] == [
        "DataIntegrityProof", "Ed25519Signature2020",
    ]  # fmt: skip
    assert report_on(document).verdict == "verified"
    assert report_on(document | {"proof": document["proof"][1:]}).verdict == "verified"
    document["proof"][1]["created"] = "2026-11-23T08:59:58Z"
    assert report_on(document).check("proof").code == "proof.broken"


def test_a_lone_context_gets_company_for_older_wallets() -> None:
    bare = {
        "@context": contexts.CREDENTIALS_V2,
        "type": "VerifiableCredential",
        "issuer": samples.DID,
        "credentialSubject": {"id": "urn:x:1"},
    }
    made = sign(
        UnsignedCredential(bare),
        signer=samples.SIGNER,
        verification_method=samples.METHOD,
        created=CREATED,
        for_older_wallets=True,
    )
    assert made.document["@context"] == [contexts.CREDENTIALS_V2, ED25519_2020]


def test_older_wallets_know_no_curves() -> None:
    with pytest.raises(SigningError) as refused:
        _signed("P-256", for_older_wallets=True)
    assert refused.value.code == "sign.key_kind"


@pytest.mark.parametrize(
    ("kind", "change", "check", "code"),
    [
        ("P-256", {"cryptosuite": "eddsa-rdfc-2022"}, "key", "key.kind"),
        ("Ed25519", {"cryptosuite": "ecdsa-rdfc-2019"}, "key", "key.kind"),
        ("Ed25519", {"type": "Ed25519Signature2020"}, "proof", "proof.unsupported"),
        ("P-384", {"proofValue": "z" + "2" * 88}, "proof", "proof.malformed"),
    ],
)
def test_keys_and_suites_cannot_be_mixed(
    kind: str, change: dict[str, Any], check: str, code: str
) -> None:
    document = _signed(kind)
    document["proof"][0] |= change
    assert report_on(document).check(check).code == code


def _chain() -> dict[str, Any]:
    """A second proof by the same key that also signs the first."""
    signer, _ = _of("Ed25519")
    document = _signed("Ed25519")
    first = document["proof"][0] | {"id": "urn:x:first"}
    document["proof"] = [_prove(document, first, signer)]
    second = {key: value for key, value in first.items() if key not in ("id", "proofValue")}
    second["previousProof"] = "urn:x:first"
    document["proof"].append(_prove(document, second, signer, document["proof"]))
    return document


def _prove(document: Any, proof: Any, signer: Any, previous: Any = ()) -> dict[str, Any]:
    data = options_hash(proof, context=document["@context"])
    quads = document_quads(document, previous=previous)
    signature = signer.sign(data + quads_hash(quads))
    return {**proof, "proofValue": encode_base58(signature)}


def test_a_chain_is_verified() -> None:
    assert report_on(_chain()).verdict == "verified"


def test_a_chain_without_its_first_proof_does_not_hold() -> None:
    document = _chain()
    document["proof"] = document["proof"][1:]
    assert report_on(document).check("proof").code == "proof.previous_missing"


@pytest.mark.parametrize("name", [[], 7, ["urn:x:first", "urn:x:none"], "urn:x:none"])
def test_a_chain_has_to_name_proofs_that_are_there(name: object) -> None:
    document = _chain()
    document["proof"][1]["previousProof"] = name
    assert report_on(document).check("proof").code == "proof.previous_missing"


def test_long_chains_are_not_followed() -> None:
    document = _chain()
    document["proof"] += [document["proof"][1]] * 3
    assert report_on(document).check("proof").code == "proof.too_many"


def test_a_context_that_names_no_edition_leaves_a_broken_proof_open() -> None:
    document = _signed("Ed25519")
    moving = [contexts.OB_MOVING if c == contexts.OB_CONTEXT else c for c in document["@context"]]
    assert report_on(document | {"@context": moving}).verdict == "verified"
    changed = document | {"@context": moving, "name": "심화"}
    assert report_on(changed).check("proof").code == "proof.context_moved"
    pinned = {contexts.OB_MOVING: contexts.pinned(contexts.OB_MOVING)}
    assert report_on(changed, extra_contexts=pinned).check("proof").code == "proof.broken"


def test_other_curves_cannot_sign() -> None:
    with pytest.raises(KeyFormatError) as refused:
        EcdsaSigner(ec.generate_private_key(ec.SECP521R1()))
    assert refused.value.code == "key.kind"


def test_bytes_that_are_no_point_are_no_key() -> None:
    nowhere = PublicKey("P-256", b"\x02" + b"\xff" * 32)
    assert not suites.signature_holds(bytes(64), b"", key=nowhere)

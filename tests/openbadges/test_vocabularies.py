"""Our own context documents mean what the published ones mean: same graphs, same hashes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pyld import jsonld

from badges.openbadges import contexts
from badges.openbadges.vocabularies import (
    CREDENTIALS_V1,
    DATA_INTEGRITY_V1,
    DID_V1,
    ED25519_2020,
    EXAMPLES_V2,
    OWN,
    STATUS_V1,
)

PUBLISHED = {
    CREDENTIALS_V1: "credentials-v1.jsonld",
    DATA_INTEGRITY_V1: "data-integrity-v1.jsonld",
    DID_V1: "did-v1.jsonld",
    ED25519_2020: "ed25519-2020-v1.jsonld",
    STATUS_V1: "bitstring-status-list-v1.jsonld",
    EXAMPLES_V2: "credentials-examples-v2.jsonld",
}
# Suites of before 2020 that no badge of OB 3.0 uses.
LEFT_OUT = {
    "EcdsaSecp256k1Signature2019", "EcdsaSecp256r1Signature2019", "Ed25519Signature2018",
    "RsaSignature2018",
}  # fmt: skip
# Names of the document itself, which mean no property.
PREFIXES = {"cred", "sec", "xsd", "@version", "@protected"}
TIME = "2026-01-01T00:00:00Z"
PROOF = {
    "id": "urn:x:proof",
    "created": TIME,
    "expires": TIME,
    "challenge": "c",
    "domain": "d",
    "nonce": "n",
    "proofPurpose": "assertionMethod",
    "proofValue": "z1",
    "verificationMethod": "urn:x:key",
}
# One document for each address that says everything its context can say.
EVERYTHING: dict[str, dict[str, Any]] = {
    CREDENTIALS_V1: {
        "id": "urn:x:presentation",
        "type": "VerifiablePresentation",
        "holder": "urn:x:holder",
        "proof": {"id": "urn:x:proof"},
        "verifiableCredential": {
            "id": "urn:x:credential",
            "type": "VerifiableCredential",
            "issuer": "urn:x:issuer",
            "credentialSubject": {"id": "urn:x:subject"},
            "holder": "urn:x:holder",
            "evidence": {"id": "urn:x:evidence"},
            "termsOfUse": {"id": "urn:x:terms"},
            "credentialStatus": {"id": "urn:x:status"},
            "credentialSchema": {"id": "urn:x:schema", "type": "JsonSchemaValidator2018"},
            "refreshService": {"id": "urn:x:refresh", "type": "ManualRefreshService2018"},
            "proof": {"id": "urn:x:proof"},
            "issuanceDate": TIME,
            "expirationDate": TIME,
            "issued": TIME,
            "validFrom": TIME,
            "validUntil": TIME,
        },
    },
    DATA_INTEGRITY_V1: {
        "id": "urn:x:1",
        "proof": PROOF | {"type": "DataIntegrityProof", "cryptosuite": "eddsa-rdfc-2022"},
    },
    ED25519_2020: {
        "id": "urn:x:key",
        "type": "Ed25519VerificationKey2020",
        "controller": "urn:x:1",
        "revoked": TIME,
        "publicKeyMultibase": "z6Mk",
        "proof": PROOF | {"type": "Ed25519Signature2020"},
    },
    DID_V1: {
        "id": "did:x:1",
        "alsoKnownAs": "urn:x:1",
        "controller": "urn:x:1",
        "verificationMethod": "did:x:1#1",
        "assertionMethod": ["did:x:1#1"],
        "authentication": ["did:x:1#1"],
        "capabilityInvocation": ["did:x:1#1"],
        "capabilityDelegation": ["did:x:1#1"],
        "keyAgreement": ["did:x:1#1"],
        "service": {"id": "did:x:1#s", "serviceEndpoint": "https://a.kr"},
    },
    STATUS_V1: {
        "@graph": [
            {"id": "urn:x:1", "type": "BitstringStatusListCredential"},
            {
                "type": "BitstringStatusList",
                "encodedList": "u",
                "statusPurpose": "revocation",
                "ttl": 1,
            },
            {
                "type": "BitstringStatusListEntry",
                "statusListCredential": "urn:x:1",
                "statusListIndex": "1",
                "statusPurpose": "message",
                "statusMessage": [{"status": "0x0", "message": "m"}],
                "statusReference": "urn:x:2",
                "statusSize": 1,
            },
        ]
    },
    EXAMPLES_V2: {"@id": "urn:x:1", "@type": "RelationshipCredential", "alumniOf": {"name": "A"}},
}


def _quads(document: dict[str, Any], context: Any) -> str:
    options = {"algorithm": "URDNA2015", "format": "application/n-quads", "base": None}
    quads: str = jsonld.normalize(document | {"@context": context}, options)
    return quads


def _published(standards: Path, url: str) -> Any:
    folder = standards / "contexts"
    return json.loads((folder / PUBLISHED[url]).read_text(encoding="utf-8"))["@context"]


def _terms(value: Any) -> set[str]:
    """Every name that a context document defines, at any depth."""
    if not isinstance(value, dict):
        return set()
    own = {key for key in value if not key.startswith("@")}
    return own.union(*(_terms(member) for member in value.values()))


@pytest.mark.parametrize("url", OWN)
def test_the_published_context_gives_the_same_graph(standards: Path, url: str) -> None:
    ours = _quads(EVERYTHING[url], OWN[url]["@context"])
    assert ours == _quads(EVERYTHING[url], _published(standards, url))
    assert ours


@pytest.mark.parametrize("url", OWN)
def test_no_term_is_missing_and_none_is_made_up(standards: Path, url: str) -> None:
    published = _published(standards, url)
    for name in LEFT_OUT:
        published.pop(name, None)
    assert _terms(OWN[url]["@context"]) == _terms(published) - PREFIXES


@pytest.mark.parametrize("url", OWN)
def test_a_document_says_every_property_there_is(url: str) -> None:
    said = json.dumps(EVERYTHING[url])
    relations = _terms(EVERYTHING[DID_V1])
    for name in _terms(OWN[url]["@context"]) - relations - {"id", "type"}:
        assert f'"{name}"' in said


def test_they_are_answered_like_the_packaged_ones() -> None:
    loaded = contexts.loader()(CREDENTIALS_V1, {})["document"]
    assert loaded == OWN[CREDENTIALS_V1]
    assert not set(OWN) & set(contexts.PINNED)

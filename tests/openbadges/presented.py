"""Credentials of no particular kind, and presentations of them, signed by people with a did:key."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from badges.openbadges import Ed25519Signer, did_key
from badges.openbadges.inline_contexts import lift
from badges.openbadges.json_web_key import encode
from badges.openbadges.multibase import encode_base58
from badges.openbadges.proof import document_quads, options_hash, quads_hash
from badges.openbadges.verifiable import sign_credential
from tests.openbadges.samples import NOW, OTHER_SIGNER, SIGNER

V2 = "https://www.w3.org/ns/credentials/v2"
EXAMPLES = "https://www.w3.org/ns/credentials/examples/v2"
ISSUER = did_key(SIGNER.public_key_multibase)
HOLDER = did_key(OTHER_SIGNER.public_key_multibase)


def method_of(signer: Ed25519Signer) -> str:
    name = signer.public_key_multibase
    return f"{did_key(name)}#{name}"


def credential(**changes: Any) -> dict[str, Any]:
    """An unsigned credential; a member that is ``...`` is left out."""
    whole = {
        "@context": [V2, EXAMPLES],
        "id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
        "type": ["VerifiableCredential", "AlumniCredential"],
        "issuer": ISSUER,
        "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": {"id": HOLDER, "alumniOf": "The School of Examples"},
    }
    return {key: value for key, value in (whole | changes).items() if value is not ...}


def signed(document: Mapping[str, Any], *, signer: Ed25519Signer = SIGNER) -> dict[str, Any]:
    made = sign_credential(
        document, signer=signer, verification_method=method_of(signer), created=NOW
    )
    return dict(json.loads(made.data))


def presentation(*credentials: Mapping[str, Any], **changes: Any) -> dict[str, Any]:
    whole = {
        "@context": [V2],
        "type": ["VerifiablePresentation"],
        "holder": HOLDER,
        "verifiableCredential": list(credentials) or ...,
    }
    return {key: value for key, value in (whole | changes).items() if value is not ...}


def present(
    document: Mapping[str, Any], *, signer: Ed25519Signer = OTHER_SIGNER, **options: Any
) -> dict[str, Any]:
    """A presentation with the proof of its holder; ``options`` go into the proof."""
    lifted = lift(document)
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "created": "2026-11-23T09:00:00Z",
        "verificationMethod": method_of(signer),
        "proofPurpose": "authentication",
    } | options
    extra = lifted.contexts or None
    context = lifted.document["@context"]
    data = options_hash(proof, context=context, extra_contexts=extra) + quads_hash(
        document_quads(lifted.document, extra_contexts=extra)
    )
    return {**document, "proof": proof | {"proofValue": encode_base58(signer.sign(data))}}


def enveloped(token: bytes, *, kind: str = "vc") -> dict[str, Any]:
    names = {"vc": "EnvelopedVerifiableCredential", "vp": "EnvelopedVerifiablePresentation"}
    return {
        "@context": V2,
        "id": f"data:application/{kind}+jwt,{token.decode()}",
        "type": names[kind],
    }


def unsecured_token(payload: Mapping[str, Any]) -> bytes:
    head = encode(json.dumps({"alg": "none"}).encode())
    return f"{head}.{encode(json.dumps(payload).encode())}.AA".encode()

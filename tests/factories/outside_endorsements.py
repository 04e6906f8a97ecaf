"""Endorsements as a partner's own software would sign them; here it is openbadgeslib."""

from __future__ import annotations

import json
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from openbadgeslib.ob3.did import did_key_from_pem
from openbadgeslib.ob3.ldp import add_data_integrity_proof

KEY = Ed25519PrivateKey.from_private_bytes(b"narae" + bytes(27))
PEM = KEY.private_bytes(
    serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
).decode()
DID = did_key_from_pem(
    KEY.public_key()
    .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    .decode()
)
METHOD = f"{DID}#{DID.removeprefix('did:key:')}"


def document(endorsed: str, **changes: Any) -> dict[str, Any]:
    """What a partner's own software would write."""
    return {
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        ],
        "id": "urn:uuid:5f0c1f2e-9f2a-4d0e-8a55-0a4d2a3b7c10",
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "name": "우리의 보증",
        "issuer": {"id": DID, "type": ["Profile"], "name": "스스로 붙인 이름"},
        "validFrom": "2026-03-01T00:00:00Z",
        "credentialSubject": {
            "id": endorsed,
            "type": ["EndorsementSubject"],
            "endorsementComment": "현장에서 쓰입니다.",
        },
    } | changes


def signed(endorsed: str, **changes: Any) -> bytes:
    proven = add_data_integrity_proof(document(endorsed, **changes), PEM, METHOD)
    return json.dumps(proven | {"proof": [proven["proof"]]}, ensure_ascii=False).encode()

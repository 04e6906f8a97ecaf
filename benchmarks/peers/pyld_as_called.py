"""pyld as people call it: `jsonld.normalize` with a document loader, no resolver that is kept.

The contexts lie in memory, so nothing is fetched. Around it stands the least that a proof of
`eddsa-rdfc-2022` needs: no checks, no safe mode, no second look at the signature.
"""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from functools import cache
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pyld import jsonld

from badges.openbadges import contexts
from badges.openbadges.multibase import decode_base58, encode_base58


@cache
def _context(url: str) -> Any:
    return json.loads(json.dumps(contexts.pinned(url)))


def _load(url: str, _options: Any) -> dict[str, Any]:
    return {"contextUrl": None, "documentUrl": url, "document": _context(url)}


def normalize(document: dict[str, Any]) -> str:
    """Canonical N-Quads."""
    quads: str = jsonld.normalize(
        document,
        {
            "algorithm": "URDNA2015",
            "format": "application/n-quads",
            "base": None,
            "documentLoader": _load,
        },
    )
    return quads


def sign(
    document: dict[str, Any], *, key: Ed25519PrivateKey, method: str, created: datetime
) -> bytes:
    """The signed document's JSON."""
    options = {
        "type": "DataIntegrityProof",
        "created": created.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "verificationMethod": method,
        "cryptosuite": "eddsa-rdfc-2022",
        "proofPurpose": "assertionMethod",
    }
    signature = key.sign(_hashes(document, options))
    proof = options | {"proofValue": encode_base58(signature)}
    signed = document | {"proof": [proof]}
    return json.dumps(signed, ensure_ascii=False, separators=(",", ":")).encode()


def verify(signed: dict[str, Any], *, key: Ed25519PrivateKey) -> None:
    """Raises InvalidSignature; the key is given, nothing else is looked at."""
    (proof,) = signed["proof"]
    unsecured = {name: value for name, value in signed.items() if name != "proof"}
    options = {name: value for name, value in proof.items() if name != "proofValue"}
    signature = decode_base58(proof["proofValue"])
    key.public_key().verify(signature, _hashes(unsecured, options))


def _hashes(document: dict[str, Any], options: dict[str, Any]) -> bytes:
    texts = (normalize(options | {"@context": document["@context"]}), normalize(document))
    return b"".join(hashlib.sha256(text.encode()).digest() for text in texts)

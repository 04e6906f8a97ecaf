"""Data Integrity proofs of the suite ``eddsa-rdfc-2022`` (VC-DI-EdDSA section 3.2).

``sign`` makes one; the verifier uses the hashes and ``signature_holds``. Refuses to sign what safe mode refuses, what already
carries a proof, and with a key other than the one the verification method names.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from badges.openbadges import strict_json
from badges.openbadges.canonical import canonicalize
from badges.openbadges.contexts import ExtraContexts
from badges.openbadges.datetimes import format_time
from badges.openbadges.errors import KeyFormatError, SigningError
from badges.openbadges.multibase import decode_base58, encode_base58
from badges.openbadges.safe_mode import IRI
from badges.openbadges.types import SignedCredential, Signer, UnsignedCredential

PROOF_TYPE = "DataIntegrityProof"
CRYPTOSUITE = "eddsa-rdfc-2022"
PURPOSE = "assertionMethod"
_SIGNATURE_BYTES = 64


def sign(
    unsigned: UnsignedCredential,
    *,
    signer: Signer,
    verification_method: str,
    created: datetime,
    extra_contexts: ExtraContexts | None = None,
) -> SignedCredential:
    """Sign a document; the same input gives the same bytes.

    ``created`` is aware. Raises ``SigningError``, ``DataLossError``, ``CanonicalizationError`` or
    ``ContextError``. Steps of VC-DI-EdDSA section 3.2.1.
    """
    _refuse_unsignable(unsigned, signer, verification_method, created)
    # 1. The options, in the order in which they are published.
    options = {
        "type": PROOF_TYPE,
        "created": format_time(created),
        "verificationMethod": verification_method,
        "cryptosuite": CRYPTOSUITE,
        "proofPurpose": PURPOSE,
    }
    # 2.-4. Transform and hash.
    context = unsigned.document["@context"]
    data = options_hash(options, context=context, extra_contexts=extra_contexts) + document_hash(
        unsigned.document, extra_contexts=extra_contexts
    )
    # 5. Pure Ed25519 over both hashes.
    signature = signer.sign(data)
    if not signature_holds(signature, data, public_key=_raw_key(signer)):
        raise SigningError("sign.signer_broken")
    # 6.-7. An array: the OB 3.0 schema asks for one, and it leaves room for a second proof.
    proof = options | {"proofValue": encode_base58(signature)}
    document = {**unsigned.document, "proof": [proof]}
    serialized = strict_json.dumps(document)
    return SignedCredential(document, serialized, hashlib.sha256(serialized).hexdigest())


def document_hash(
    document: Mapping[str, Any], *, extra_contexts: ExtraContexts | None = None
) -> bytes:
    """SHA-256 of the canonical document without its proofs (sections 3.2.3 and 3.2.4)."""
    unsecured = {key: value for key, value in document.items() if key != "proof"}
    quads = canonicalize(unsecured, extra_contexts=extra_contexts)
    return hashlib.sha256(quads.encode()).digest()


def options_hash(
    options: Mapping[str, Any], *, context: Any, extra_contexts: ExtraContexts | None = None
) -> bytes:
    """SHA-256 of the canonical proof options, read with the document's context (section 3.2.5).

    ``options`` may carry ``proofValue``; it is left out.
    """
    config = {key: value for key, value in options.items() if key != "proofValue"}
    config["@context"] = context
    quads = canonicalize(config, extra_contexts=extra_contexts)
    return hashlib.sha256(quads.encode()).digest()


def signature_of(proof: Mapping[str, Any]) -> bytes | None:
    """The 64 bytes of a ``proofValue``, or None if it is not one."""
    value = proof.get("proofValue")
    try:
        signature = decode_base58(value) if isinstance(value, str) else b""
    except KeyFormatError:
        return None
    return signature if len(signature) == _SIGNATURE_BYTES else None


def signature_holds(signature: bytes, data: bytes, *, public_key: bytes) -> bool:
    """Pure Ed25519 over ``data``; ``public_key`` is raw."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, data)
    except InvalidSignature:
        return False
    return True


def _raw_key(signer: Signer) -> bytes:
    # Two bytes of multicodec stand before the key.
    return decode_base58(signer.public_key_multibase)[2:]


def _refuse_unsignable(
    unsigned: UnsignedCredential, signer: Signer, verification_method: str, created: datetime
) -> None:
    if "proof" in unsigned.document:
        raise SigningError("sign.already_signed")
    if not signer.public_key_multibase.startswith("z6Mk"):
        raise SigningError("sign.key_kind")
    if not IRI.fullmatch(verification_method) or "#" not in verification_method:
        raise SigningError("sign.method", method=verification_method)
    fragment = verification_method.partition("#")[2]
    if fragment.startswith("z6Mk") and fragment != signer.public_key_multibase:
        raise SigningError("sign.other_key", method=verification_method)
    if created.tzinfo is None:
        raise SigningError("sign.naive_time")

"""The cryptosuites that this package knows, and which key and hash belong to each.

``eddsa-2022`` is the draft name of ``eddsa-rdfc-2022``; ``Ed25519Signature2020`` differs from it only
in how the proof is labelled (VC-DI-EdDSA section 3.2 and appendix A; VC-DI-ECDSA section 3.2).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from badges.openbadges import ecdsa
from badges.openbadges.keys import PublicKey

PROOF_TYPE = "DataIntegrityProof"
LEGACY_TYPE = "Ed25519Signature2020"
# Kind of key to the hash of canonical document and options, which is also that of the signature.
_HASHES = {"Ed25519": "sha256", "P-256": "sha256", "P-384": "sha384"}


@dataclass(frozen=True, slots=True)
class Suite:
    """``kinds`` are the keys it may be used with; ``label`` is how a proof names it."""

    name: str
    kinds: frozenset[str]
    label: Mapping[str, str]


def _data_integrity(name: str, *kinds: str) -> Suite:
    return Suite(name, frozenset(kinds), {"type": PROOF_TYPE, "cryptosuite": name})


EDDSA = _data_integrity("eddsa-rdfc-2022", "Ed25519")
ECDSA = _data_integrity("ecdsa-rdfc-2019", "P-256", "P-384")
ED25519_2020 = Suite(LEGACY_TYPE, frozenset({"Ed25519"}), {"type": LEGACY_TYPE})
_SUITES = (EDDSA, ECDSA, ED25519_2020, _data_integrity("eddsa-2022", "Ed25519"))


def suite_of(proof: Mapping[str, Any]) -> Suite | None:
    """The suite that a proof names, or None if it is not one of ours."""
    for suite in _SUITES:
        named = {key: proof.get(key) for key in suite.label}
        # A legacy proof with a cryptosuite would be two things at once.
        if named == suite.label and ("cryptosuite" in suite.label or "cryptosuite" not in proof):
            return suite
    return None


def suite_for(kind: str) -> Suite | None:
    """The suite to sign with a key of this kind."""
    return next((suite for suite in (EDDSA, ECDSA) if kind in suite.kinds), None)


def hash_name(kind: str) -> str:
    """The hash that goes with a key: ``sha256`` or ``sha384``."""
    return _HASHES[kind]


@lru_cache(maxsize=64)
def _ed25519(raw: bytes) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(raw)


def signature_holds(signature: bytes, data: bytes, *, key: PublicKey) -> bool:
    """Pure Ed25519, or ECDSA with the hash of the curve, over ``data``."""
    if key.kind != "Ed25519":
        return ecdsa.holds(signature, data, key=key)
    try:
        _ed25519(key.raw).verify(signature, data)
    except InvalidSignature:
        return False
    return True

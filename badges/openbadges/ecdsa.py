"""ECDSA over P-256 and P-384 as Data Integrity and JOSE write it: r and s side by side, not DER.

Sources: VC-DI-ECDSA section 3.2, RFC 7518 section 3.4. Refuses other curves.
"""

from __future__ import annotations

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)
from cryptography.hazmat.primitives.hashes import SHA256, SHA384, HashAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from badges.openbadges.errors import KeyFormatError
from badges.openbadges.keys import PublicKey, encode_multikey

_CURVES: dict[str, tuple[ec.EllipticCurve, HashAlgorithm, int]] = {
    "P-256": (ec.SECP256R1(), SHA256(), 32),
    "P-384": (ec.SECP384R1(), SHA384(), 48),
}
_NAMES = {"secp256r1": "P-256", "secp384r1": "P-384"}


def holds(signature: bytes, data: bytes, *, key: PublicKey) -> bool:
    """Whether ``signature`` (r and s) is the key's over ``data``, hashed as its curve asks."""
    curve, algorithm, size = _CURVES[key.kind]
    if len(signature) != 2 * size:
        return False
    der = encode_dss_signature(
        int.from_bytes(signature[:size], "big"), int.from_bytes(signature[size:], "big")
    )
    try:
        public = ec.EllipticCurvePublicKey.from_encoded_point(curve, key.raw)
        public.verify(der, data, ec.ECDSA(algorithm))
    except (InvalidSignature, ValueError):
        # ValueError: the bytes are no point of the curve.
        return False
    return True


class EcdsaSigner:
    """Signs with a P-256 or P-384 private key held in memory (a ``Signer``)."""

    def __init__(self, private_key: ec.EllipticCurvePrivateKey) -> None:
        kind = _NAMES.get(private_key.curve.name, "")
        if not kind:
            raise KeyFormatError("key.kind", kind=private_key.curve.name)
        self._private_key = private_key
        _, self._algorithm, self._size = _CURVES[kind]
        point = private_key.public_key().public_bytes(Encoding.X962, PublicFormat.CompressedPoint)
        self._public_key_multibase = encode_multikey(PublicKey(kind, point))

    @property
    def public_key_multibase(self) -> str:
        """``zDn…`` for P-256, ``z82…`` for P-384."""
        return self._public_key_multibase

    def sign(self, data: bytes) -> bytes:
        """64 or 96 bytes, with the hash of the curve: SHA-256 or SHA-384."""
        r, s = decode_dss_signature(self._private_key.sign(data, ec.ECDSA(self._algorithm)))
        return r.to_bytes(self._size, "big") + s.to_bytes(self._size, "big")

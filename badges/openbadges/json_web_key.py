"""JSON Web Keys: public keys in and out (RFC 7517, RFC 7518 section 6, RFC 8037 section 2).

Refuses private keys, RSA keys of less than 2048 bits, keys that are not for signing, and curves
other than Ed25519, P-256 and P-384.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from badges.openbadges.errors import KeyFormatError
from badges.openbadges.keys import PublicKey, decode_multikey

_TEXT = re.compile(r"[A-Za-z0-9_-]+")
_CURVES: dict[str, tuple[ec.EllipticCurve, int]] = {
    "P-256": (ec.SECP256R1(), 32),
    "P-384": (ec.SECP384R1(), 48),
}
# RFC 7638 section 3.2, RFC 8037 section 2.
_NEEDED = {"OKP": ("crv", "kty", "x"), "EC": ("crv", "kty", "x", "y"), "RSA": ("e", "kty", "n")}
_MIN_RSA_BITS = 2048
# Beyond this a single verification takes milliseconds.
_MAX_RSA_BITS = 8192


def jwk(public_key_multibase: str) -> dict[str, str]:
    """The JWK of a key given as Multikey: Ed25519, P-256 or P-384."""
    key = decode_multikey(public_key_multibase)
    if key.kind == "Ed25519":
        return {"kty": "OKP", "crv": key.kind, "x": encode(key.raw)}
    curve, size = _CURVES[key.kind]
    try:
        public = ec.EllipticCurvePublicKey.from_encoded_point(curve, key.raw)
    except ValueError as error:
        raise KeyFormatError("key.point") from error
    numbers = public.public_numbers()
    return {
        "kty": "EC",
        "crv": key.kind,
        "x": encode(numbers.x.to_bytes(size, "big")),
        "y": encode(numbers.y.to_bytes(size, "big")),
    }


def rsa_jwk(public: rsa.RSAPublicKey) -> dict[str, str]:
    """The JWK of an RSA key."""
    numbers = public.public_numbers()
    parts = {"n": numbers.n, "e": numbers.e}
    return {"kty": "RSA"} | {
        name: encode(value.to_bytes((value.bit_length() + 7) // 8, "big"))
        for name, value in parts.items()
    }


def thumbprint(public_jwk: Mapping[str, str]) -> str:
    """The name that a key gives itself: base64url SHA-256 of what it must have (RFC 7638 section 3).

    43 signs of ``A-Z a-z 0-9 - _``. Raises ``KeyFormatError`` for what is no public key.
    """
    public_key_of(public_jwk)
    needed = {name: public_jwk[name] for name in _NEEDED[public_jwk["kty"]]}
    text = json.dumps(needed, sort_keys=True, separators=(",", ":"))
    return encode(hashlib.sha256(text.encode()).digest())


def public_key_of(document: Any) -> PublicKey:
    """The key of a public JWK; RSA keys as DER. Raises ``KeyFormatError``."""
    if not isinstance(document, Mapping) or "d" in document:
        # Whoever publishes a private key has no key left that could prove anything.
        raise KeyFormatError("key.jwk")
    if document.get("use", "sig") != "sig":
        raise KeyFormatError("key.jwk")
    kind, curve = document.get("kty"), document.get("crv")
    if kind == "OKP" and curve == "Ed25519":
        return PublicKey("Ed25519", _member(document, "x", 32))
    if kind == "EC" and curve in _CURVES:
        return _of_curve(document, str(curve))
    if kind == "RSA":
        return _of_rsa(document)
    raise KeyFormatError("key.jwk")


def _of_curve(document: Mapping[str, Any], name: str) -> PublicKey:
    curve, size = _CURVES[name]
    x, y = (int.from_bytes(_member(document, part, size), "big") for part in ("x", "y"))
    try:
        public = ec.EllipticCurvePublicNumbers(x, y, curve).public_key()
    except ValueError as error:
        raise KeyFormatError("key.point") from error
    return PublicKey(name, public.public_bytes(Encoding.X962, PublicFormat.CompressedPoint))


def _of_rsa(document: Mapping[str, Any]) -> PublicKey:
    modulus, exponent = (int.from_bytes(_member(document, part), "big") for part in ("n", "e"))
    if not _MIN_RSA_BITS <= modulus.bit_length() <= _MAX_RSA_BITS:
        raise KeyFormatError("key.rsa_size", bits=modulus.bit_length())
    try:
        public = rsa.RSAPublicNumbers(exponent, modulus).public_key()
    except ValueError as error:
        raise KeyFormatError("key.jwk") from error
    der = public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return PublicKey("RSA", der)


def _member(document: Mapping[str, Any], name: str, size: int | None = None) -> bytes:
    text = document.get(name)
    value = decode(text) if isinstance(text, str) else None
    if value is None or (size is not None and len(value) != size):
        raise KeyFormatError("key.jwk")
    return value


def encode(data: bytes) -> str:
    """base64url without padding (RFC 7515 section 2)."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def decode(text: str) -> bytes | None:
    """The bytes of a base64url text as ``encode`` writes it, or None: one text for each value."""
    if not _TEXT.fullmatch(text) or len(text) % 4 == 1:
        return None
    data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    return data if encode(data) == text else None

"""Credentials signed as a whole: VC-JWT with RS256 or ES256 (OB 3.0 section 8.2).

The payload is the credential with the registered claims beside its own members; a ClrCredential goes
into ``vc``, where 1EdTech's validator looks for it, and both are read. Refuses other algorithms
(``none`` and HS256 first of all), header members that OB 3.0 does not know, texts that decode to the
same bytes as another, and claims that contradict the credential.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, cast

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_der_public_key

from badges.openbadges import ecdsa, strict_json
from badges.openbadges.datetimes import parse_time
from badges.openbadges.errors import AmbiguousDocument, KeyFormatError, SigningError, Unreadable
from badges.openbadges.json_web_key import decode, encode, public_key_of, rsa_jwk
from badges.openbadges.json_web_key import jwk as curve_jwk
from badges.openbadges.keys import PublicKey
from badges.openbadges.limits import MAX_DOCUMENT_BYTES
from badges.openbadges.safe_mode import IRI
from badges.openbadges.structure import type_names
from badges.openbadges.types import SignedCredential, Signer, UnsignedCredential

# Algorithm to the kind of key it takes (RFC 7518 section 3).
ALGORITHMS: Mapping[str, str] = {"RS256": "RSA", "ES256": "P-256"}
# Asymmetric ones of others, which may well be honest.
FOREIGN_ALGORITHMS = frozenset(
    {"EdDSA", "Ed25519", "ES256K", "ES384", "ES512", "RS384", "RS512", "PS256", "PS384", "PS512"}
)
HEADER_MEMBERS = frozenset({"alg", "kid", "jwk", "typ"})
TYPES = frozenset({"JWT", "vc+jwt", "vc+ld+jwt"})
_CLAIMS = ("iss", "jti", "nbf", "sub", "exp")
# Claims that say nothing about the credential and may stand beside it.
_SILENT = frozenset({"iat", "aud", "nonce"})


class JwtSigner(Protocol):
    """Holds a private key somewhere and signs with it."""

    @property
    def algorithm(self) -> str:
        """``RS256`` or ``ES256``."""

    @property
    def public_jwk(self) -> Mapping[str, str]:
        """What the issuer publishes."""

    def sign(self, data: bytes) -> bytes:
        """The bytes of the signature, as JOSE writes them."""


class RsaSigner:
    """RS256 with a private key held in memory."""

    algorithm = "RS256"

    def __init__(self, private_key: rsa.RSAPrivateKey) -> None:
        self._private_key = private_key

    @property
    def public_jwk(self) -> Mapping[str, str]:
        """``n`` and ``e``."""
        return rsa_jwk(self._private_key.public_key())

    def sign(self, data: bytes) -> bytes:
        """RSASSA-PKCS1-v1_5 with SHA-256."""
        return self._private_key.sign(data, padding.PKCS1v15(), SHA256())


class Es256Signer:
    """ES256 by a P-256 ``Signer`` of Data Integrity proofs: the signature is the same."""

    algorithm = "ES256"

    def __init__(self, signer: Signer) -> None:
        self._signer = signer

    @property
    def public_jwk(self) -> Mapping[str, str]:
        """``x`` and ``y``."""
        return curve_jwk(self._signer.public_key_multibase)

    def sign(self, data: bytes) -> bytes:
        """R and s, 32 bytes each."""
        return self._signer.sign(data)


@dataclass(frozen=True, slots=True)
class Token:
    """A compact JWS taken apart; nothing in it has been verified."""

    header: Mapping[str, Any]
    claims: Mapping[str, Any]
    document: dict[str, Any]
    signed: bytes
    signature: bytes


def sign_jwt(unsigned: UnsignedCredential, *, signer: JwtSigner, kid: str) -> SignedCredential:
    """Sign a document as a JWT; ``data`` is the compact text.

    ``kid`` leads to the key: a DID URL, or an https address that answers with one JWK. Raises
    ``SigningError``.
    """
    document = dict(unsigned.document)
    if not IRI.fullmatch(kid) or not kid.startswith(("did:", "https://")):
        raise SigningError("sign.method", method=kid)
    claims = claims_of(document)
    missing = [name for name in _CLAIMS[:4] if name not in claims]
    if missing:
        # OB 3.0 asks for all four, so the recipient needs an id even if a mail address names them.
        raise SigningError("sign.jwt_claim", claim=missing[0])
    is_clr = "ClrCredential" in type_names(document.get("type"))
    payload = claims | ({"vc": document} if is_clr else document)
    header = {"alg": signer.algorithm, "kid": kid, "typ": "JWT"}
    signed = ".".join(encode(strict_json.dumps(part)) for part in (header, payload)).encode()
    signature = signer.sign(signed)
    if not _fits(signer, signed, signature):
        raise SigningError("sign.signer_broken")
    data = signed + b"." + encode(signature).encode()
    return SignedCredential(document, data, hashlib.sha256(data).hexdigest())


def _fits(signer: JwtSigner, signed: bytes, signature: bytes) -> bool:
    try:
        key = public_key_of(signer.public_jwk)
    except KeyFormatError as error:
        raise SigningError("sign.key_kind") from error
    return holds(signature, signed, algorithm=signer.algorithm, key=key)


def read(text: bytes) -> Token:
    """Take a compact JWS apart; raises ``Unreadable`` or ``AmbiguousDocument``."""
    if len(text) > 2 * MAX_DOCUMENT_BYTES:
        raise Unreadable("json.too_large", limit=MAX_DOCUMENT_BYTES)
    parts = [decode(part) for part in text.decode("ascii").split(".")]
    if len(parts) != 3 or any(part is None for part in parts):
        raise Unreadable("jwt.encoding")
    header, payload, signature = (part or b"" for part in parts)
    claims = strict_json.loads_object(payload)
    inner = claims.get("vc")
    if isinstance(inner, dict) and "credentialSubject" in claims:
        raise AmbiguousDocument("jwt.two_credentials")
    return Token(
        strict_json.loads_object(header),
        claims,
        inner if isinstance(inner, dict) else _without_claims(claims),
        text.rpartition(b".")[0],
        signature,
    )


def _without_claims(payload: Mapping[str, Any]) -> dict[str, Any]:
    dropped = _SILENT.union(_CLAIMS)
    return {key: value for key, value in payload.items() if key not in dropped}


def holds(signature: bytes, data: bytes, *, algorithm: str, key: PublicKey) -> bool:
    """Whether ``signature`` is the key's. The algorithm is ours to compare with the key's kind."""
    if ALGORITHMS.get(algorithm) != key.kind:
        return False
    if key.kind == "P-256":
        return ecdsa.holds(signature, data, key=key)
    # The kind says so: only RSA keys are kept as DER.
    public = cast("rsa.RSAPublicKey", load_der_public_key(key.raw))
    try:
        public.verify(signature, data, padding.PKCS1v15(), SHA256())
    except InvalidSignature:
        return False
    return True


def claims_of(document: Mapping[str, Any]) -> dict[str, Any]:
    """The claims that a credential asks for (OB 3.0 section 8.2): times in whole seconds."""
    return dict(_claims(document))


def _claims(document: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, key in (("iss", "issuer"), ("sub", "credentialSubject")):
        member = document.get(key)
        id_ = member.get("id") if isinstance(member, Mapping) else member
        if isinstance(id_, str):
            yield name, id_
    if isinstance(document.get("id"), str):
        yield "jti", document["id"]
    for name, keys in (
        ("nbf", ("validFrom", "issuanceDate")),
        ("exp", ("validUntil", "expirationDate")),
    ):
        found = next((document[key] for key in keys if key in document), None)
        moment = parse_time(found)
        if moment is not None:
            yield name, int(moment.timestamp())


def contradiction(token: Token) -> str | None:
    """The first claim that is missing or differs from what the credential says.

    Samples of 1EdTech leave ``sub`` out, which contradicts nothing: ``lacks_subject``.
    """
    expected = claims_of(token.document)
    for name in _CLAIMS:
        claimed = token.claims.get(name)
        if claimed is None and (name == "sub" or (name == "exp" and name not in expected)):
            continue
        if name not in expected or not _same(claimed, expected[name]):
            return name
    return None


def lacks_subject(token: Token) -> bool:
    """Whether the required claim ``sub`` is missing (OB 3.0 section 8.2)."""
    return "sub" not in token.claims


def _same(claimed: Any, expected: Any) -> bool:
    if isinstance(expected, str):
        return bool(claimed == expected)
    # RFC 7519 allows fractions in a NumericDate; true is no number.
    is_number = isinstance(claimed, int | float) and not isinstance(claimed, bool)
    return is_number and int(claimed) == expected

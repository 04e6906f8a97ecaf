"""Keys and their names: Multikey, did:key, did:web, DID documents.

Sources: Controlled Identifiers 1.0 section 2.2.2 (Multikey), did:key 0.9, did:web. Refuses codecs
it does not know and DIDs that would resolve anywhere but to an https URL on a plain host.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from urllib.parse import unquote, urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from badges.openbadges.contexts import JWK_V1, MULTIKEY_V1
from badges.openbadges.datetimes import format_time
from badges.openbadges.errors import KeyFormatError
from badges.openbadges.multibase import decode_base58, encode_base58
from badges.openbadges.vocabularies import DID_V1

_HOST = re.compile(r"(?!\d+(\.\d+){3}$)[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(%3A\d{1,5})?")
_SEGMENT = re.compile(r"(?!\.{1,2}$)([A-Za-z0-9._-]|%[0-9A-Fa-f]{2})+")


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A public key: ``kind`` is Ed25519, P-256, P-384 or RSA, ``raw`` its bytes.

    Points are compressed; an RSA key is a DER SubjectPublicKeyInfo.
    """

    kind: str
    raw: bytes


# Multicodec prefix and length of each public key (CID 1.0, section 2.2.2).
_CODECS = {
    "Ed25519": (b"\xed\x01", 32),
    "P-256": (b"\x80\x24", 33),
    "P-384": (b"\x81\x24", 49),
}


def encode_multikey(key: PublicKey) -> str:
    """``publicKeyMultibase`` of a key: ``z`` + base58btc(codec + raw)."""
    prefix, length = _CODECS.get(key.kind, (b"", -1))
    if len(key.raw) != length:
        raise KeyFormatError("key.length")
    return encode_base58(prefix + key.raw)


@lru_cache(maxsize=256)
def decode_multikey(text: str) -> PublicKey:
    """The key of a ``publicKeyMultibase``."""
    data = decode_base58(text)
    for kind, (prefix, length) in _CODECS.items():
        if data.startswith(prefix):
            if len(data) != len(prefix) + length:
                raise KeyFormatError("key.length")
            return PublicKey(kind, data[len(prefix) :])
    raise KeyFormatError("key.codec")


def did_key(public_key_multibase: str) -> str:
    """The did:key of a key. Its verification method is ``{did}#{public_key_multibase}``."""
    decode_multikey(public_key_multibase)
    return f"did:key:{public_key_multibase}"


def did_web(base_url: str) -> str:
    """The did:web of an https base URL, port and path included."""
    parts = urlsplit(base_url)
    if parts.scheme != "https" or not parts.hostname or parts.query or parts.fragment:
        raise KeyFormatError("did.base_url", url=base_url)
    host = parts.hostname + (f"%3A{parts.port}" if parts.port else "")
    path = [segment for segment in parts.path.split("/") if segment]
    did = ":".join(["did:web", host, *path])
    did_web_url(did)
    return did


def did_web_url(did: str) -> str:
    """The https URL of a did:web's document (did:web, section 3.2)."""
    head, _, name = did.partition("did:web:")
    host, *path = name.split(":")
    if head or not _HOST.fullmatch(host) or not all(map(_SEGMENT.fullmatch, path)):
        raise KeyFormatError("did.web", did=did)
    place = "/".join(path) if path else ".well-known"
    return f"https://{unquote(host)}/{place}/did.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationKey:
    """A key to publish. A retired key stays listed, or the badges it signed stop verifying;
    ``revoked`` is for a key that fell into other hands and makes all its proofs fail.
    """

    public_key_multibase: str
    expires: datetime | None = None
    revoked: datetime | None = None

    def method(self, did: str) -> dict[str, Any]:
        """The verification method of this key under ``did``."""
        entry = {
            "id": f"{did}#{self.public_key_multibase}",
            "type": "Multikey",
            "controller": did,
            "publicKeyMultibase": self.public_key_multibase,
        }
        return entry | _ends(self.expires, self.revoked)


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonWebKey:
    """A key to publish as a JWK, as RS256 asks; ``name`` is the fragment of its address.

    ``expires`` and ``revoked`` as in ``VerificationKey``.
    """

    name: str
    public_jwk: Mapping[str, str]
    expires: datetime | None = None
    revoked: datetime | None = None

    def method(self, did: str) -> dict[str, Any]:
        """The verification method of this key under ``did`` (CID 1.0 section 2.2.3)."""
        entry = {
            "id": f"{did}#{self.name}",
            "type": "JsonWebKey",
            "controller": did,
            "publicKeyJwk": dict(self.public_jwk),
        }
        return entry | _ends(self.expires, self.revoked)


def _ends(expires: datetime | None, revoked: datetime | None) -> dict[str, str]:
    times = {"expires": expires, "revoked": revoked}
    return {name: format_time(time) for name, time in times.items() if time}


def did_document(did: str, keys: Iterable[VerificationKey | JsonWebKey | str]) -> dict[str, Any]:
    """The DID document of ``did``: each key may assert. Strings are ``publicKeyMultibase``."""
    entries = [
        VerificationKey(public_key_multibase=key) if isinstance(key, str) else key for key in keys
    ]
    methods = [entry.method(did) for entry in entries]
    for entry in entries:
        if isinstance(entry, VerificationKey):
            decode_multikey(entry.public_key_multibase)
    with_jwk = any(isinstance(entry, JsonWebKey) for entry in entries)
    return {
        "@context": [DID_V1, MULTIKEY_V1, *([JWK_V1] if with_jwk else [])],
        "id": did,
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }


class Ed25519Signer:
    """Signs with an Ed25519 private key held in memory (a ``Signer``)."""

    def __init__(self, private_key: Ed25519PrivateKey) -> None:
        self._private_key = private_key
        raw = private_key.public_key().public_bytes_raw()
        self._public_key_multibase = encode_multikey(PublicKey("Ed25519", raw))

    @property
    def public_key_multibase(self) -> str:
        """``z6Mk…``"""
        return self._public_key_multibase

    def sign(self, data: bytes) -> bytes:
        """64 bytes of pure Ed25519 (RFC 8032)."""
        return self._private_key.sign(data)

"""What a credential is on its way: unsigned, signed, baked; and who signs and fetches on that way.

Different frozen classes, so that nobody stores what was never signed or bakes what is not whole.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class UnsignedCredential:
    """A JSON-LD document that is complete but for its proof. Do not change ``document``."""

    document: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SignedCredential:
    """A signed document and the exact bytes to store and serve; ``sha256`` is hex of ``data``."""

    document: Mapping[str, Any]
    data: bytes
    sha256: str


@dataclass(frozen=True)
class BakedImage:
    """An image that carries a signed credential."""

    data: bytes
    media_type: str

    @cached_property
    def sha256(self) -> str:
        """Hex of ``data``, made when first asked for: it takes longer than baking."""
        return hashlib.sha256(self.data).hexdigest()


class Signer(Protocol):
    """Holds a private key somewhere and signs with it; the core never sees the key."""

    @property
    def public_key_multibase(self) -> str:
        """The public key as Multikey text (``z6Mk…`` for Ed25519)."""

    def sign(self, data: bytes) -> bytes:
        """Sign ``data`` as it is: 64 bytes of pure Ed25519."""


class Resolver(Protocol):
    """Gets documents for the verifier: DID documents (https) and status lists (https or http).

    It decides which addresses may be reached; one that refuses http for all but its own documents
    keeps others from replaying old status lists.
    """

    def resolve(self, url: str) -> bytes:
        """Return the body; raise ``Unresolvable`` for anything else."""

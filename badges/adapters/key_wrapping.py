"""What the keys of the sealed key files are wrapped with: a key-encryption key of the host, or a key service.

`CREDCENTER_KEY_WRAPPING` names the class. One for a key management service or a PKCS#11 module has the two methods
of `KeyWrapping` and raises `WrappingError` when the service refuses or is away.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.module_loading import import_string

_INFO = b"credcenter key wrapping 1"
_NONCE, _MARK = 12, 8


class WrappingError(Exception):
    """The key could not be wrapped or unwrapped; what is stored was not touched."""


class KeyWrapping(Protocol):
    """Wraps 32 bytes so that only the keeper of the key-encryption key can unwrap them."""

    def wrap(self, key: bytes, *, name: str) -> bytes:
        """What to store; `name`, that of the signing key, is bound to it (a KMS calls it context)."""

    def unwrap(self, wrapped: bytes, *, name: str) -> bytes:
        """The key again; WrappingError when it was changed, is of another name, or cannot be had now."""

    def is_current(self, wrapped: bytes) -> bool:
        """Whether it was wrapped under the key that wraps now."""


class HostKeyWrapping:
    """AES-256-GCM under the secret `CREDCENTER_KEY_ENCRYPTION_KEY`; its first word wraps, every word unwraps.

    The AES key is derived from the secret by HKDF-SHA-256 (RFC 5869). Stored: 8 bytes that say under which
    word, 12 of nonce, the ciphertext with its tag.
    """

    def __init__(self, secrets: Sequence[str] | None = None) -> None:
        words = settings.KEY_ENCRYPTION_KEYS if secrets is None else secrets
        keys = [_derived(word) for word in words]
        self._by_mark = {_mark(key): key for key in keys}
        self._current = keys[0]

    def wrap(self, key: bytes, *, name: str) -> bytes:
        nonce = os.urandom(_NONCE)
        sealed = AESGCM(self._current).encrypt(nonce, key, name.encode())
        return _mark(self._current) + nonce + sealed

    def unwrap(self, wrapped: bytes, *, name: str) -> bytes:
        key = self._by_mark.get(wrapped[:_MARK])
        if key is None:
            raise WrappingError("It was wrapped under another key-encryption key.")
        nonce, sealed = wrapped[_MARK : _MARK + _NONCE], wrapped[_MARK + _NONCE :]
        try:
            return AESGCM(key).decrypt(nonce, sealed, name.encode())
        except (InvalidTag, ValueError) as exc:
            raise WrappingError("It was changed, or belongs to another signing key.") from exc

    def is_current(self, wrapped: bytes) -> bool:
        return wrapped[:_MARK] == _mark(self._current)


def the_wrapping() -> KeyWrapping:
    """The wrapping of this host, as the settings name it."""
    found: KeyWrapping = import_string(settings.KEY_WRAPPING)()
    return found


def _derived(secret: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=_INFO).derive(secret.encode())


def _mark(key: bytes) -> bytes:
    return hashlib.sha256(b"mark" + key).digest()[:_MARK]

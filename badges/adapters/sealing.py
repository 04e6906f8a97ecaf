"""A private key as it lies on the disk: sealed by AES-256-GCM under a key of its own, which is wrapped.

    {"format": "credcenter-sealed-key-1", "name": …, "wrapped_key": …, "nonce": …, "ciphertext": …}   (base64)

The name of the key is authenticated with both layers: a file under another name opens for nobody.
"""

from __future__ import annotations

import base64
import json
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from badges.adapters.key_wrapping import KeyWrapping, WrappingError

FORMAT = "credcenter-sealed-key-1"


class UnsealError(Exception):
    """The file cannot be opened with what this host has."""


def seal(data: bytes, *, name: str, wrapping: KeyWrapping) -> bytes:
    """The bytes to store for a private key; fresh randomness each time."""
    key, nonce = AESGCM.generate_key(bit_length=256), os.urandom(12)
    parts = {
        "wrapped_key": wrapping.wrap(key, name=name),
        "nonce": nonce,
        "ciphertext": AESGCM(key).encrypt(nonce, data, _bound(name)),
    }
    texts = {member: base64.b64encode(part).decode() for member, part in parts.items()}
    return json.dumps({"format": FORMAT, "name": name, **texts}, indent=1).encode() + b"\n"


def unseal(sealed: bytes, *, name: str, wrapping: KeyWrapping) -> bytes:
    """The private key again; UnsealError when anything of it was changed, or its key cannot be unwrapped."""
    parts = _parts(sealed)
    try:
        key = wrapping.unwrap(parts["wrapped_key"], name=name)
        return AESGCM(key).decrypt(parts["nonce"], parts["ciphertext"], _bound(name))
    except (InvalidTag, ValueError, WrappingError) as exc:
        raise UnsealError(str(exc) or "It was changed.") from exc


def is_current(sealed: bytes, *, wrapping: KeyWrapping) -> bool:
    """Whether its key is wrapped under the key that wraps now."""
    return wrapping.is_current(_parts(sealed)["wrapped_key"])


def _parts(sealed: bytes) -> dict[str, bytes]:
    try:
        said = json.loads(sealed)
        if said["format"] != FORMAT:
            raise UnsealError("It has a format that this release does not know.")
        names = ("wrapped_key", "nonce", "ciphertext")
        return {name: base64.b64decode(said[name], validate=True) for name in names}
    except (ValueError, TypeError, KeyError, RecursionError) as exc:
        raise UnsealError("It is no sealed key.") from exc


def _bound(name: str) -> bytes:
    return f"{FORMAT} {name}".encode()

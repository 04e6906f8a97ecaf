"""Private signing keys: the only module that sees them.

Each is a PKCS#8 file named by its public key, readable by the owner alone, in `KEYSTORE_ROOT`.
"""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from badges.openbadges.keys import Ed25519Signer
from credcenter.kernel.errors import NotFound


def create_key() -> str:
    """Make a signing key; its public half as Multikey text (`z6Mk…`).

    The file is on disk, whole, before the name is returned: a key that signed is never lost.
    """
    private_key = Ed25519PrivateKey.generate()
    name = Ed25519Signer(private_key).public_key_multibase
    data = private_key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    _write_new(_file(name), data)
    return name


def signer(public_key_multibase: str) -> Ed25519Signer:
    """The signer of a key; NotFound when its private half is not on this machine."""
    return _load(_file(public_key_multibase))


def holds(public_key_multibase: str) -> bool:
    """Whether the private half of a key is here."""
    return _file(public_key_multibase).exists()


@lru_cache(maxsize=16)
def _load(file: Path) -> Ed25519Signer:
    try:
        data = file.read_bytes()
    except FileNotFoundError as exc:
        message = _(
            "The private key of %(name)s is not in the keystore. Restore it from the backup."
        )
        raise NotFound(message % {"name": file.stem}, code="private_key_missing") from exc
    try:
        private_key = serialization.load_pem_private_key(data, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        private_key = None
    if not isinstance(private_key, Ed25519PrivateKey):
        message = _("The key file of %(name)s does not hold an Ed25519 key.")
        raise NotFound(message % {"name": file.stem}, code="private_key_missing")
    return Ed25519Signer(private_key)


def _file(public_key_multibase: str) -> Path:
    if not public_key_multibase.isalnum():
        raise ValueError(public_key_multibase)
    return Path(settings.KEYSTORE_ROOT) / f"{public_key_multibase}.pem"


def _write_new(file: Path, data: bytes) -> None:
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())

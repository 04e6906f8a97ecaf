"""Private signing keys: the only module that sees them.

Each is a sealed file (`badges.adapters.sealing`) named by its public key, readable by the owner alone, in
`KEYSTORE_ROOT`. A plain PKCS#8 file (`.pem`), as earlier releases wrote it, is read too, until `seal_again` seals it.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from badges import openbadges as ob
from badges.adapters.key_wrapping import the_wrapping
from badges.adapters.sealing import UnsealError, is_current, seal, unseal
from badges.enums import KeyKind
from credcenter.kernel.errors import TransientError

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

logger = logging.getLogger(__name__)

RSA_BITS = 3072
"""As strong as the other two kinds, 128 bits (NIST SP 800-57 part 1, table 2)."""

# Base58 for Multikey, base64url for a thumbprint.
_NAME = re.compile(r"[A-Za-z0-9_-]{16,128}")
_MAKERS: Mapping[KeyKind, Callable[[], PrivateKeyTypes]] = {
    KeyKind.ED25519: Ed25519PrivateKey.generate,
    KeyKind.P256: lambda: ec.generate_private_key(ec.SECP256R1()),
    KeyKind.RSA: lambda: rsa.generate_private_key(public_exponent=65537, key_size=RSA_BITS),
}


def create_key(*, kind: KeyKind = KeyKind.ED25519) -> str:
    """Make a signing key; its name: Multikey text (`z6Mk…`, `zDn…`), of an RSA key the RFC 7638 thumbprint.

    The file is on disk, whole, before the name is returned: a key that signed is never lost.
    """
    private_key = _MAKERS[kind]()
    name = _name_of(private_key)
    data = private_key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    _write_new(_file(name), seal(data, name=name, wrapping=the_wrapping()))
    return name


def seal_again() -> Iterator[str]:
    """Seal every key under the key-encryption key of now, plain files too; the name of each as it is done.

    Each is written whole beside the old file before it takes its place: a crash leaves one that opens.
    TransientError when a file opens under none of the key-encryption keys; those before it are done.
    """
    wrapping = the_wrapping()
    for name in _names():
        file = _file(name)
        if file.exists() and is_current(file.read_bytes(), wrapping=wrapping):
            continue
        data = _read(name)
        draft = file.with_name(f".{name}.{os.getpid()}")
        draft.unlink(missing_ok=True)
        _write_new(draft, seal(data, name=name, wrapping=wrapping))
        draft.replace(file)
        _plain_file(name).unlink(missing_ok=True)
        yield name


def signer(name: str) -> ob.Ed25519Signer:
    """The signer of Data Integrity proofs; TransientError while the private half is not on this machine."""
    private_key = _load(name)
    if not isinstance(private_key, Ed25519PrivateKey):
        raise _other_kind(name)
    return ob.Ed25519Signer(private_key)


def jwt_signer(name: str) -> ob.JwtSigner:
    """The signer of JWTs: RS256 with an RSA key, ES256 with a P-256 key; TransientError as `signer`."""
    private_key = _load(name)
    if isinstance(private_key, rsa.RSAPrivateKey):
        return ob.RsaSigner(private_key)
    if not isinstance(private_key, ec.EllipticCurvePrivateKey):
        raise _other_kind(name)
    return ob.Es256Signer(ob.EcdsaSigner(private_key))


def public_jwk(name: str) -> dict[str, str]:
    """The public half of a key as a bare JWK; TransientError as `signer`."""
    return _jwk_of(_load(name))


def holds(name: str) -> bool:
    """Whether the private half of a key is here."""
    return _file(name).exists() or _plain_file(name).exists()


def is_name(text: str) -> bool:
    """Whether a key could have this name; says nothing about whether there is one."""
    return _NAME.fullmatch(text) is not None


def _other_kind(name: str) -> TransientError:
    return _away(_("The key file of %(name)s holds a key of another kind."), name=name)


def _away(message: _StrPromise, *, name: str) -> TransientError:
    """Nobody's credential is to blame: what waits for the key is signed when it is back."""
    return TransientError(message % {"name": name}, code="private_key_missing")


@lru_cache(maxsize=16)
def _load(name: str) -> PrivateKeyTypes:
    try:
        return serialization.load_pem_private_key(_read(name), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as exc:
        message = _("The key file of %(name)s holds no private key.")
        raise _away(message, name=name) from exc


def _read(name: str) -> bytes:
    """The private key of a file as PEM; TransientError."""
    sealed, plain = _file(name), _plain_file(name)
    try:
        if not sealed.exists() and plain.exists():
            return plain.read_bytes()
        return unseal(sealed.read_bytes(), name=name, wrapping=the_wrapping())
    except OSError as exc:
        message = _(
            "The private key of %(name)s is not in the keystore. Restore it from the backup."
        )
        raise _away(message, name=name) from exc
    except UnsealError as exc:
        logger.warning("The key file of %s cannot be opened: %s", name, exc)
        message = _(
            "The key file of %(name)s cannot be opened. Is CREDCENTER_KEY_ENCRYPTION_KEY the one it was sealed with?"
        )
        raise _away(message, name=name) from exc


def _name_of(private_key: PrivateKeyTypes) -> str:
    if isinstance(private_key, Ed25519PrivateKey):
        return ob.Ed25519Signer(private_key).public_key_multibase
    if isinstance(private_key, ec.EllipticCurvePrivateKey):
        return ob.EcdsaSigner(private_key).public_key_multibase
    return ob.thumbprint(_jwk_of(private_key))


def _jwk_of(private_key: PrivateKeyTypes) -> dict[str, str]:
    if isinstance(private_key, rsa.RSAPrivateKey):
        return ob.rsa_jwk(private_key.public_key())
    return ob.jwk(_name_of(private_key))


def _file(name: str) -> Path:
    return _path(name, ending="key")


def _plain_file(name: str) -> Path:
    return _path(name, ending="pem")


def _path(name: str, *, ending: str) -> Path:
    if not is_name(name):
        raise ValueError(name)
    return Path(settings.KEYSTORE_ROOT) / f"{name}.{ending}"


def _names() -> list[str]:
    """Of all keys whose files are here."""
    files = [
        *Path(settings.KEYSTORE_ROOT).glob("*.key"),
        *Path(settings.KEYSTORE_ROOT).glob("*.pem"),
    ]
    return sorted({file.stem for file in files if is_name(file.stem)})


def _write_new(file: Path, data: bytes) -> None:
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())

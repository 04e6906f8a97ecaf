"""Private keys as files: what is written, what is handed out, what is refused."""

from __future__ import annotations

import base64
import json
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.conf import settings

from badges.adapters import keystore
from badges.enums import KeyKind
from badges.openbadges import Ed25519Signer, jwt, thumbprint
from badges.openbadges.json_web_key import public_key_of
from badges.openbadges.keys import decode_multikey
from credcenter.kernel.errors import TransientError
from tests.factories.badges import key_file


@pytest.mark.parametrize("kind", KeyKind)
def test_key_is_a_file_of_its_owner_alone_named_by_its_public_half(kind: KeyKind) -> None:
    name = key_file(kind)
    file = Path(settings.KEYSTORE_ROOT) / f"{name}.key"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert json.loads(file.read_text())["name"] == name
    assert b"PRIVATE KEY" not in file.read_bytes()
    public = public_key_of(keystore.public_jwk(name))
    assert public.kind == kind
    if kind is KeyKind.RSA:
        assert name == thumbprint(keystore.public_jwk(name))
    else:
        assert public == decode_multikey(name)


@pytest.mark.parametrize(("kind", "algorithm"), [(KeyKind.RSA, "RS256"), (KeyKind.P256, "ES256")])
def test_jwt_signer_signs_as_the_published_key_says(kind: KeyKind, algorithm: str) -> None:
    name = key_file(kind)
    signer = keystore.jwt_signer(name)
    assert (signer.algorithm, signer.public_jwk) == (algorithm, keystore.public_jwk(name))
    key = public_key_of(keystore.public_jwk(name))
    assert jwt.holds(signer.sign(b"badge"), b"badge", algorithm=algorithm, key=key)


def test_key_of_another_kind_signs_nothing() -> None:
    with pytest.raises(TransientError, match=r"another kind|다른 종류"):
        keystore.signer(key_file(KeyKind.RSA))
    with pytest.raises(TransientError, match=r"another kind|다른 종류"):
        keystore.jwt_signer(key_file(KeyKind.ED25519))


@pytest.mark.parametrize("name", ["x", "../../secrets/key-of-sessions", "z6Mk\0" + "a" * 40])
def test_name_that_no_key_can_have_is_no_file(name: str) -> None:
    with pytest.raises(ValueError, match=re.escape(name)):
        keystore.holds(name)


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Iterator[Path]:
    """A keystore of its own; what is kept in memory is of the other."""
    settings.KEYSTORE_ROOT = tmp_path
    keystore._load.cache_clear()
    yield tmp_path
    keystore._load.cache_clear()


def test_plain_file_of_an_earlier_release_signs_and_is_sealed(folder: Path) -> None:
    private = Ed25519PrivateKey.generate()
    name = Ed25519Signer(private).public_key_multibase
    plain = folder / f"{name}.pem"
    plain.write_bytes(
        private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),
    )
    signature = keystore.signer(name).sign(b"badge")
    assert keystore.holds(name)
    assert list(keystore.seal_again()) == [name]
    assert [file.name for file in folder.iterdir()] == [f"{name}.key"]
    assert stat.S_IMODE((folder / f"{name}.key").stat().st_mode) == 0o600
    keystore._load.cache_clear()
    assert keystore.signer(name).sign(b"badge") == signature
    assert list(keystore.seal_again()) == []


def test_another_key_encryption_key_takes_over(folder: Path, settings: Any) -> None:
    name = keystore.create_key()
    [old] = settings.KEY_ENCRYPTION_KEYS
    settings.KEY_ENCRYPTION_KEYS = ["the-new-one", old]
    assert list(keystore.seal_again()) == [name]
    settings.KEY_ENCRYPTION_KEYS = ["the-new-one"]
    assert keystore.signer(name).public_key_multibase == name
    assert list(keystore.seal_again()) == []


def test_without_the_key_encryption_key_nothing_opens_and_nothing_is_lost(
    folder: Path, settings: Any
) -> None:
    name = keystore.create_key()
    before = (folder / f"{name}.key").read_bytes()
    settings.KEY_ENCRYPTION_KEYS = ["another"]
    for refused in (lambda: keystore.signer(name), lambda: list(keystore.seal_again())):
        with pytest.raises(TransientError, match="CREDCENTER_KEY_ENCRYPTION_KEY"):
            refused()
    assert (folder / f"{name}.key").read_bytes() == before


def test_a_sealed_key_under_another_name_opens_for_nobody(folder: Path) -> None:
    """Else who may write files could make one key sign in the place of another."""
    one, other = keystore.create_key(), keystore.create_key()
    (folder / f"{one}.key").write_bytes((folder / f"{other}.key").read_bytes())
    with pytest.raises(TransientError, match=one):
        keystore.signer(one)


@pytest.mark.parametrize("member", ["wrapped_key", "nonce", "ciphertext"])
def test_a_sealed_key_that_was_changed_opens_for_nobody(folder: Path, member: str) -> None:
    name = keystore.create_key()
    file = folder / f"{name}.key"
    said = json.loads(file.read_text())
    changed = bytearray(base64.b64decode(said[member]))
    changed[-1] ^= 1
    file.write_text(json.dumps(said | {member: base64.b64encode(changed).decode()}))
    with pytest.raises(TransientError, match=name):
        keystore.signer(name)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"format": "credcenter-sealed-key-9"}', "[" * 5000]
)
def test_a_file_that_is_no_sealed_key_is_said_to_be_none(folder: Path, text: str) -> None:
    name = keystore.create_key()
    (folder / f"{name}.key").write_text(text)
    with pytest.raises(TransientError, match=name):
        keystore.signer(name)


class Elsewhere:
    """A key service: wraps by turning the bytes round, and binds no name."""

    def wrap(self, key: bytes, *, name: str) -> bytes:
        return key[::-1]

    def unwrap(self, wrapped: bytes, *, name: str) -> bytes:
        return wrapped[::-1]

    def is_current(self, wrapped: bytes) -> bool:
        return len(wrapped) == 32


def test_a_key_service_takes_the_place_of_the_host_key(folder: Path, settings: Any) -> None:
    settings.KEY_WRAPPING = f"{__name__}.Elsewhere"
    settings.KEY_ENCRYPTION_KEYS = []
    name = keystore.create_key()
    assert keystore.signer(name).public_key_multibase == name
    assert list(keystore.seal_again()) == []

"""Private keys as files: what is written, what is handed out, what is refused."""

from __future__ import annotations

import re
import stat
from pathlib import Path

import pytest
from django.conf import settings

from badges.adapters import keystore
from badges.enums import KeyKind
from badges.openbadges import jwt, thumbprint
from badges.openbadges.json_web_key import public_key_of
from badges.openbadges.keys import decode_multikey
from credcenter.kernel.errors import TransientError
from tests.factories.badges import key_file


@pytest.mark.parametrize("kind", KeyKind)
def test_key_is_a_file_of_its_owner_alone_named_by_its_public_half(kind: KeyKind) -> None:
    name = key_file(kind)
    file = Path(settings.KEYSTORE_ROOT) / f"{name}.pem"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert file.read_text().startswith("-----BEGIN PRIVATE KEY-----")
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

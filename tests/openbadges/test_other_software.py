"""A verifier that we did not write reads and verifies what we sign and bake."""

from __future__ import annotations

import json

import pytest
from openbadgeslib.baking import bake_png, extract_png
from openbadgeslib.ob3.ldp import OB3LdpVerifier
from openbadgeslib.ob3.verifier import OB3VerificationError

from badges.openbadges import Profile, SignedCredential, bake, unbake
from badges.openbadges.png import KEYWORD
from tests.openbadges import samples

DID = f"did:key:{samples.SIGNER.public_key_multibase}"
METHOD = f"{DID}#{samples.SIGNER.public_key_multibase}"


def _download(url: str, *_: object, **__: object) -> bytes:
    return samples.Library().documents[url]


@pytest.fixture
def by_did_key() -> SignedCredential:
    issuer = Profile(id=DID, name="내장 발급 기관")
    return samples.signed(samples.credential(issuer=issuer, valid_until=None), method=METHOD)


def test_openbadgeslib_verifies_our_credential(by_did_key: SignedCredential) -> None:
    read = OB3LdpVerifier().verify(by_did_key.data)
    assert read.achievement.name == "사회서비스 데이터운용 기초"


def test_openbadgeslib_resolves_our_did_document() -> None:
    signed = samples.signed(samples.credential(valid_until=None))
    read = OB3LdpVerifier().verify(signed.data, download=_download)
    assert read.issuer.id == samples.DID


def test_openbadgeslib_sees_what_was_changed(by_did_key: SignedCredential) -> None:
    changed = json.loads(by_did_key.data) | {"name": "심화"}
    with pytest.raises(OB3VerificationError):
        OB3LdpVerifier().verify(json.dumps(changed))


def test_openbadgeslib_reads_our_picture() -> None:
    signed = samples.signed()
    baked = bake(samples.png(), signed).data
    assert extract_png(baked, keyword=KEYWORD) == signed.data.decode()


def test_we_read_the_picture_of_openbadgeslib() -> None:
    signed = samples.signed()
    baked = bake_png(samples.png(), signed.data.decode(), keyword=KEYWORD)
    assert unbake(baked) == signed.data

"""A verifier that we did not write reads and verifies what we sign and bake."""

from __future__ import annotations

import json

import pytest
from openbadgeslib.baking import (
    SVG_ELEMENT_OB3,
    SVG_NS_OB3,
    bake_png,
    bake_svg,
    extract_png,
    extract_svg,
)
from openbadgeslib.ob2.verifier import OB2VerificationError, OB2Verifier
from openbadgeslib.ob3.ldp import OB3LdpVerifier
from openbadgeslib.ob3.verifier import OB3VerificationError, OB3Verifier

from badges.openbadges import Profile, SignedCredential, bake, legacy_assertion, unbake
from badges.openbadges.png import KEYWORD
from tests.openbadges import samples, test_legacy
from tests.openbadges.bad_tokens import write

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


def test_openbadgeslib_reads_our_drawing_and_we_read_its() -> None:
    signed = samples.signed()
    baked = bake(samples.DRAWING, signed).data
    read = extract_svg(baked, element=SVG_ELEMENT_OB3, text_fallback=True)
    assert read == signed.data.decode()
    text = signed.data.decode()
    theirs = bake_svg(
        samples.DRAWING, text, element=SVG_ELEMENT_OB3, namespace=SVG_NS_OB3, as_text=True
    )
    assert unbake(theirs) == signed.data


def _unending() -> SignedCredential:
    subject = samples.subject(id=f"{samples.BASE}/people/42")
    return samples.token(samples.credential(subject=subject, valid_until=None))


def test_openbadgeslib_verifies_our_token() -> None:
    token = _unending().data
    read = OB3Verifier(test_legacy.PEM).verify(token.decode())
    assert read.achievement.name == "사회서비스 데이터운용 기초"
    head, body, signature = token.decode().split(".")
    with pytest.raises(OB3VerificationError):
        OB3Verifier(test_legacy.PEM).verify(f"{head}.{body}.{signature[:-4]}AAAA")


def test_openbadgeslib_reads_our_token_from_pictures() -> None:
    token = _unending()
    drawing, picture = bake(samples.DRAWING, token).data, bake(samples.png(), token).data
    assert OB3Verifier.extract_token_from_svg(drawing) == token.data.decode()
    assert OB3Verifier.extract_token_from_png(picture) == token.data.decode()


ASSERTION = legacy_assertion(
    samples.credential(valid_until=None),
    url=test_legacy.ASSERTION_URL,
    badge_url=test_legacy.BADGE_URL,
)


def _served(url: str, *_: object, **__: object) -> bytes:
    library = test_legacy._library(assertion=ASSERTION)
    return library.documents[url]


def test_openbadgeslib_verifies_our_older_assertion() -> None:
    verifier = OB2Verifier(download=_served)
    read = verifier.verify_hosted(ASSERTION, expected_recipient=test_legacy.MAIL)
    assert read.id == test_legacy.ASSERTION_URL
    with pytest.raises(OB2VerificationError):
        verifier.verify_hosted(ASSERTION, expected_recipient="lee@example.ac.kr")


def test_openbadgeslib_verifies_the_signed_form_that_we_verify() -> None:
    endless = {key: value for key, value in test_legacy.SIGNED.items() if key != "expires"}
    token = write({"alg": "RS256"}, endless)
    assert OB2Verifier(download=_served).verify(token.decode()).id == endless["id"]

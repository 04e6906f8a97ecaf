"""Multikey, did:key, did:web, DID documents and JWK."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from badges.openbadges import (
    EcdsaSigner,
    JsonWebKey,
    KeyFormatError,
    VerificationKey,
    did_document,
    did_key,
    did_web,
    did_web_url,
    jwk,
    thumbprint,
)
from badges.openbadges.json_web_key import public_key_of
from badges.openbadges.keys import PublicKey, decode_multikey, encode_multikey
from badges.openbadges.multibase import encode_base58
from tests.openbadges import samples

MULTIBASE = samples.SIGNER.public_key_multibase
P256 = "zDnaerx9CtbPJ1q36T5Ln5wYt3MQYeGRG5ehnPAmxcf5mDZpv"


@given(st.binary(min_size=32, max_size=32))
def test_a_multikey_is_read_back(raw: bytes) -> None:
    text = encode_multikey(PublicKey("Ed25519", raw))
    assert text.startswith("z6Mk")
    assert decode_multikey(text) == PublicKey("Ed25519", raw)


@pytest.mark.parametrize(
    ("key", "start"),
    [(PublicKey("P-256", b"\2" * 33), "zDn"), (PublicKey("P-384", b"\2" * 49), "z82")],
)
def test_curves_are_named_too(key: PublicKey, start: str) -> None:
    assert encode_multikey(key).startswith(start)
    assert decode_multikey(encode_multikey(key)) == key


def test_published_did_keys_are_read(standards: Path) -> None:
    path = standards / "test-vectors" / "did-key" / "did-key-vectors.json"
    vectors = json.loads(path.read_text(encoding="utf-8"))
    for did in vectors["ed25519"]:
        assert did_key(did.removeprefix("did:key:")) == did
    for did in vectors["secp256k1"]:
        with pytest.raises(KeyFormatError) as refused:
            did_key(did.removeprefix("did:key:"))
        assert refused.value.code == "key.codec"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "multibase.base58"),
        ("z", "multibase.base58"),
        ("u6Mk", "multibase.base58"),
        ("z6Mk0OIl", "multibase.base58"),
        ("z" + "1" * 600, "multibase.base58"),
        (encode_base58(b"\xed\x01" + bytes(31)), "key.length"),
        (encode_base58(b"\xed\x01" + bytes(33)), "key.length"),
        ("z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq", "key.codec"),
    ],
)
def test_a_malformed_key_is_refused(text: str, code: str) -> None:
    with pytest.raises(KeyFormatError) as refused:
        decode_multikey(text)
    assert refused.value.code == code


@pytest.mark.parametrize("key", [PublicKey("Ed25519", b"short"), PublicKey("RSA", b"\0" * 32)])
def test_a_key_of_the_wrong_length_is_not_encoded(key: PublicKey) -> None:
    with pytest.raises(KeyFormatError):
        encode_multikey(key)


@pytest.mark.parametrize(
    ("base", "did", "url"),
    [
        (
            "https://badges.example.ac.kr",
            "did:web:badges.example.ac.kr",
            "https://badges.example.ac.kr/.well-known/did.json",
        ),
        (
            "https://example.ac.kr/centre/badges/",
            "did:web:example.ac.kr:centre:badges",
            "https://example.ac.kr/centre/badges/did.json",
        ),
        (
            "https://localhost:8443",
            "did:web:localhost%3A8443",
            "https://localhost:8443/.well-known/did.json",
        ),
    ],
)
def test_did_web_leads_to_its_document(base: str, did: str, url: str) -> None:
    assert did_web(base) == did
    assert did_web_url(did) == url


@pytest.mark.parametrize(
    "base", ["http://example.ac.kr", "https://", "https://a.kr/?x=1", "https://a.kr/#x", "a.kr"]
)
def test_only_https_addresses_become_did_web(base: str) -> None:
    with pytest.raises(KeyFormatError):
        did_web(base)


@pytest.mark.parametrize(
    "did",
    [
        "did:web:",
        "did:web:user@evil.example",
        "did:web:127.0.0.1",
        "did:web:a.kr/../b",
        "did:web:a.kr:..:b",
        "did:web:a.kr%2Fevil",
        "did:web:a.kr%3A80%3A90",
        "did:web:a.kr?x=1",
        "did:web:a.kr:x#y",
        "did:web:a.kr::b",
        "did:key:z6Mk",
        "xdid:web:a.kr",
        "did:web:a.kr\n",
    ],
)
def test_a_did_web_that_could_lead_astray_is_refused(did: str) -> None:
    with pytest.raises(KeyFormatError) as refused:
        did_web_url(did)
    assert refused.value.code == "did.web"


def test_the_did_document_lists_each_key_for_assertions() -> None:
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    retired = VerificationKey(
        public_key_multibase=samples.OTHER_SIGNER.public_key_multibase, expires=moment
    )
    document = did_document(samples.DID, [MULTIBASE, retired])
    first, second = document["verificationMethod"]
    assert document["assertionMethod"] == [first["id"], second["id"]]
    assert first == {
        "id": f"{samples.DID}#{MULTIBASE}",
        "type": "Multikey",
        "controller": samples.DID,
        "publicKeyMultibase": MULTIBASE,
    }
    assert (second["expires"], "revoked" in second) == ("2026-01-01T00:00:00Z", False)


def test_a_jwk_of_the_did_document_can_end_too() -> None:
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    key = JsonWebKey(name="rsa-1", public_jwk=samples.RSA_SIGNER.public_jwk, revoked=moment)
    (method,) = did_document(samples.DID, [key])["verificationMethod"]
    assert (method["revoked"], "expires" in method) == ("2026-01-01T00:00:00Z", False)


@pytest.mark.parametrize(
    ("public_jwk", "expected"),
    [
        # RFC 8037 appendix A.3.
        (
            {"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"},
            "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k",
        ),
        # RFC 7638 section 3.1, with members that do not count.
        (
            {
                "kty": "RSA",
                "n": "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw",
                "e": "AQAB",
                "alg": "RS256",
                "kid": "2011-04-29",
            },
            "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs",
        ),
    ],
)
def test_the_thumbprint_is_that_of_the_specification(
    public_jwk: dict[str, str], expected: str
) -> None:
    assert thumbprint(public_jwk) == expected


def test_what_is_no_key_has_no_thumbprint() -> None:
    with pytest.raises(KeyFormatError):
        thumbprint({"kty": "oct", "k": "AAAA"})


def test_a_did_document_of_broken_keys_is_refused() -> None:
    with pytest.raises(KeyFormatError):
        did_document(samples.DID, ["z6MkBroken"])


def test_the_jwk_is_read_back() -> None:
    made = jwk(MULTIBASE)
    assert (made["kty"], made["crv"]) == ("OKP", "Ed25519")
    assert public_key_of(made) == decode_multikey(MULTIBASE)


@pytest.mark.parametrize("curve", [ec.SECP256R1(), ec.SECP384R1()])
def test_the_jwk_of_a_curve_is_read_back(curve: ec.EllipticCurve) -> None:
    multibase = EcdsaSigner(ec.derive_private_key(7, curve)).public_key_multibase
    assert public_key_of(jwk(multibase)) == decode_multikey(multibase)


def test_bytes_that_are_no_point_have_no_jwk() -> None:
    with pytest.raises(KeyFormatError) as refused:
        jwk(encode_multikey(PublicKey("P-256", b"\2" + b"\xff" * 32)))
    assert refused.value.code == "key.point"


RSA = dict(samples.RSA_SIGNER.public_jwk)
POINT = jwk(samples.CURVE_SIGNER.public_key_multibase)


@pytest.mark.parametrize(
    ("document", "code"),
    [
        (RSA | {"d": "AQAB"}, "key.jwk"),
        (RSA | {"use": "enc"}, "key.jwk"),
        (RSA | {"n": RSA["n"][:100]}, "key.rsa_size"),
        (RSA | {"n": RSA["n"] * 5}, "key.rsa_size"),
        (RSA | {"e": "AA"}, "key.jwk"),
        (RSA | {"n": 7}, "key.jwk"),
        (RSA | {"n": RSA["n"] + "="}, "key.jwk"),
        (POINT | {"y": POINT["x"]}, "key.point"),
        (POINT | {"x": POINT["x"][:-4]}, "key.jwk"),
        (POINT | {"crv": "P-521"}, "key.jwk"),
    ],
)
def test_a_jwk_that_proves_nothing_is_refused(document: object, code: str) -> None:
    with pytest.raises(KeyFormatError) as refused:
        public_key_of(document)
    assert refused.value.code == code


@pytest.mark.parametrize(
    "document",
    [
        None,
        {},
        {"kty": "OKP", "crv": "P-256", "x": "A" * 43},
        {"kty": "OKP", "crv": "Ed25519"},
        {"kty": "OKP", "crv": "Ed25519", "x": "A"},
    ],
)
def test_a_malformed_jwk_is_refused(document: object) -> None:
    with pytest.raises(KeyFormatError):
        public_key_of(document)

"""VC-JWT: what is signed is read back, verified by us and by others, and refused when it differs."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import jwt as pyjwt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from badges.openbadges import (
    Es256Signer,
    SigningError,
    Unreadable,
    UnsignedCredential,
    bake,
    build,
    jwt,
    sign_jwt,
    unbake,
)
from badges.openbadges.json_web_key import public_key_of
from tests.openbadges import samples
from tests.openbadges.bad_tokens import HEADER, header, write
from tests.openbadges.samples import BASE, NOW, RSA_METHOD, RSA_SIGNER, Library, report_on

TOKEN = samples.token()
ES256 = Es256Signer(samples.CURVE_SIGNER)
ES256_METHOD = f"{samples.DID}#{samples.CURVE_SIGNER.public_key_multibase}"
TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=8)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**15), 10**15) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)


@settings(deadline=None, max_examples=60)
@given(more=st.dictionaries(TEXT.filter(lambda key: len(key) > 5), JSON, max_size=3))
def test_what_is_signed_is_read_back(more: dict[str, Any]) -> None:
    document = more | dict(TOKEN.document)
    signed = sign_jwt(UnsignedCredential(document), signer=ES256, kid=ES256_METHOD)
    assert jwt.read(signed.data).document == document


@pytest.mark.parametrize(
    ("signer", "kid", "name"), [(RSA_SIGNER, RSA_METHOD, "RS256"), (ES256, ES256_METHOD, "ES256")]
)
def test_both_algorithms_are_verified(signer: jwt.JwtSigner, kid: str, name: str) -> None:
    signed = sign_jwt(UnsignedCredential(TOKEN.document), signer=signer, kid=kid)
    report = report_on(signed)
    assert {check.outcome for check in report.checks} == {"passed"}
    assert (report.verdict, report.format) == ("verified", "jwt")
    assert report.check("proof").params["suite"] == name
    assert report.credential == TOKEN.document


@pytest.mark.parametrize("signer", [RSA_SIGNER, ES256])
def test_a_library_that_we_did_not_write_reads_it(signer: jwt.JwtSigner) -> None:
    signed = sign_jwt(UnsignedCredential(TOKEN.document), signer=signer, kid=f"{BASE}/keys/1")
    key = pyjwt.PyJWK({**signer.public_jwk, "alg": signer.algorithm})
    options: Any = {"verify_nbf": False, "verify_exp": False}
    payload = pyjwt.decode(signed.data.decode(), key, [signer.algorithm], options=options)
    assert pyjwt.get_unverified_header(signed.data.decode()) == {
        "alg": signer.algorithm, "kid": f"{BASE}/keys/1", "typ": "JWT",
    }  # fmt: skip
    assert {"iss": samples.DID, "jti": TOKEN.document["id"]}.items() <= payload.items()
    assert payload["nbf"] == int((NOW - timedelta(days=1)).timestamp())
    assert payload["exp"] == int((NOW + timedelta(days=365)).timestamp())
    assert payload["sub"] == f"{BASE}/people/42"


@pytest.mark.parametrize("art", [samples.png(), samples.DRAWING])
def test_it_travels_in_pictures(art: bytes) -> None:
    baked = bake(art, TOKEN)
    assert unbake(baked.data) == TOKEN.data
    report = report_on(baked.data)
    assert (report.verdict, report.format) == ("verified", baked.media_type[6:9])


def _with_vc(**changes: Any) -> bytes:
    claims = jwt.claims_of(TOKEN.document) | changes
    return write(HEADER, {**claims, "vc": TOKEN.document})


def test_the_form_of_the_earlier_data_model_is_read() -> None:
    report = report_on(_with_vc())
    assert (report.verdict, report.credential) == ("verified", TOKEN.document)


@pytest.mark.parametrize("name", ["iss", "jti", "nbf", "exp"])
@pytest.mark.parametrize("value", [None, "urn:x:other", 7, True])
def test_claims_have_to_agree(name: str, value: object) -> None:
    assert report_on(_with_vc(**{name: value})).check("claims").code == "claims.differ"


def test_a_fraction_of_a_second_is_no_difference() -> None:
    nbf = jwt.claims_of(TOKEN.document)["nbf"]
    assert report_on(_with_vc(nbf=nbf + 0.5)).check("claims").code == "claims.agree"


def test_an_end_that_the_credential_does_not_know_is_a_contradiction() -> None:
    subject = samples.subject(id=f"{BASE}/people/42")
    endless = build(samples.credential(subject=subject, valid_until=None)).document
    assert report_on(samples.token(UnsignedCredential(endless))).verdict == "verified"
    claims = jwt.claims_of(endless)
    ending = write(HEADER, {**claims, **endless, "exp": claims["nbf"] + 10**9})
    assert report_on(ending).check("claims").params["claim"] == "exp"


def test_without_sub_it_is_worth_a_warning() -> None:
    claims = jwt.claims_of(TOKEN.document)
    del claims["sub"]
    report = report_on(write(HEADER, {**claims, **TOKEN.document}))
    assert (report.verdict, report.check("claims").outcome) == ("verified", "warning")


KEY_URL = f"{BASE}/keys/rsa-1"


@pytest.mark.parametrize(
    ("content", "verdict", "code"),
    [
        (dict(RSA_SIGNER.public_jwk), "verified", "key.found"),
        ({**RSA_SIGNER.public_jwk, "iss": samples.DID}, "verified", "key.found"),
        ({**RSA_SIGNER.public_jwk, "iss": "did:web:x.kr"}, "invalid", "key.other_controller"),
        ({"keys": [dict(RSA_SIGNER.public_jwk)]}, "unverifiable", "key.jwk"),
        ({**RSA_SIGNER.public_jwk, "@context": []}, "unverifiable", "key.jwk"),
        (b"<html/>", "unverifiable", "key.document_unreadable"),
    ],
)
def test_a_key_at_an_address_of_the_issuer(content: Any, verdict: str, code: str) -> None:
    library = Library(**{KEY_URL: b""}).holding(KEY_URL, content)
    report = report_on(header(kid=KEY_URL)(), resolver=library)
    assert (report.verdict, report.check("key").code) == (verdict, code)


def test_a_key_in_the_header_may_repeat_the_published_one() -> None:
    assert report_on(header(jwk=dict(RSA_SIGNER.public_jwk))()).verdict == "verified"


@pytest.mark.parametrize("typ", [[], {"a": 1}, None, "jwt"])
def test_a_type_that_is_none(typ: object) -> None:
    report = report_on(write({**HEADER, "typ": typ}, TOKEN.document))
    assert report.check("proof").code == "proof.header"


def test_a_signature_of_another_length_is_broken() -> None:
    head = {**HEADER, "alg": "ES256", "kid": ES256_METHOD}
    report = report_on(write(head, {**jwt.claims_of(TOKEN.document), **TOKEN.document}))
    assert report.check("proof").code == "proof.broken"


@pytest.mark.parametrize("kid", ["key-1", 7, {"a": 1}])
def test_a_kid_that_leads_nowhere(kid: object) -> None:
    assert report_on(header(kid=kid)()).check("key").code == "key.unnamed"


def test_an_issuer_without_keys_of_its_own_leaves_it_open() -> None:
    document = {**TOKEN.document, "issuer": {"id": "urn:x:1", "type": ["Profile"]}}
    payload = {**jwt.claims_of(document), **document}
    for kid in (KEY_URL, RSA_METHOD):
        report = report_on(write({**HEADER, "kid": kid}, payload))
        assert (report.verdict, report.check("key").outcome) == ("unverifiable", "not_checked")


def test_a_document_without_issuer_is_invalid() -> None:
    report = report_on(write(HEADER, {**TOKEN.document, "issuer": None}))
    assert (report.verdict, report.check("proof").code) == ("invalid", "proof.no_basis")


@pytest.mark.parametrize("change", [lambda d: d + b".x", lambda d: b"A" + d, lambda d: d[:-1]])
def test_other_texts_are_not_read(change: Any) -> None:
    with pytest.raises(Unreadable):
        report_on(change(TOKEN.data))


def test_an_enormous_token_is_not_read() -> None:
    with pytest.raises(Unreadable) as refused:
        jwt.read(b"A" * (1024 * 1024 * 2 + 1))
    assert refused.value.code == "json.too_large"


class _OtherHand:
    algorithm = "RS256"
    public_jwk = RSA_SIGNER.public_jwk

    def sign(self, data: bytes) -> bytes:
        return RSA_SIGNER.sign(data + b"x")


class _Shared:
    algorithm = "HS256"
    public_jwk = {"kty": "oct", "k": "AA"}

    def sign(self, data: bytes) -> bytes:
        return data


@pytest.mark.parametrize(
    ("signer", "kid", "code"),
    [
        (_OtherHand(), RSA_METHOD, "sign.signer_broken"),
        (_Shared(), RSA_METHOD, "sign.key_kind"),
        (RSA_SIGNER, "key-1", "sign.method"),
        (RSA_SIGNER, "http://a.kr/1", "sign.method"),
    ],
)
def test_signing_is_refused(signer: Any, kid: str, code: str) -> None:
    with pytest.raises(SigningError) as refused:
        sign_jwt(UnsignedCredential(TOKEN.document), signer=signer, kid=kid)
    assert refused.value.code == code


def test_a_subject_without_id_cannot_be_signed_as_jwt() -> None:
    unnamed = replace(samples.credential(), subject=samples.subject(id=None))
    with pytest.raises(SigningError) as refused:
        samples.token(unnamed)
    assert (refused.value.code, refused.value.params["claim"]) == ("sign.jwt_claim", "sub")


def test_a_credential_without_id_cannot_be_signed_as_jwt() -> None:
    nameless = {key: value for key, value in TOKEN.document.items() if key != "id"}
    with pytest.raises(SigningError) as refused:
        samples.token(UnsignedCredential(nameless))
    assert refused.value.params["claim"] == "jti"


def test_the_bytes_are_the_token() -> None:
    head = json.loads(pyjwt.utils.base64url_decode(TOKEN.data.split(b".")[0]))
    assert head["kid"] == RSA_METHOD
    assert samples.token().data == TOKEN.data


def test_a_signature_holds_by_its_own_algorithm_alone() -> None:
    token = jwt.read(TOKEN.data)
    key = public_key_of(RSA_SIGNER.public_jwk)
    assert jwt.holds(token.signature, token.signed, algorithm="RS256", key=key)
    for other in ("ES256", "HS256", "none"):
        assert not jwt.holds(token.signature, token.signed, algorithm=other, key=key)

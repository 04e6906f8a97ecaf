"""A credential as a JWT: made once, verified by us and by software that we did not write."""

from __future__ import annotations

import json
from threading import Barrier, Thread

import jwt as pyjwt
import pytest
from django.db import connection
from openbadgeslib.ob3.verifier import OB3VerificationError, OB3Verifier

from badges import openbadges as ob
from badges.adapters import keystore
from badges.enums import KeyKind, RevocationReason, TokenAlgorithm
from badges.models import Credential, CredentialToken, SigningKey
from badges.services import publishing, sharing, tokens, verifying
from badges.services.keys import ensure_key
from badges.services.revoking import revoke
from credcenter.kernel import clock
from credcenter.kernel.audit import SYSTEM
from credcenter.kernel.errors import Conflict, InvalidInput, NotFound
from credcenter.kernel.models import AuditEvent
from tests.factories.badges import issued_credential, token_key

BASE = "https://badges.hanbit.example"
RS256, ES256 = TokenAlgorithm


@pytest.fixture
def credential(settings, db):
    settings.CREDCENTER_BASE_URL = BASE
    token_key(KeyKind.RSA)
    token_key(KeyKind.P256)
    return issued_credential()


def token_of(credential, algorithm=RS256):
    return tokens.token_of(credential, algorithm=algorithm, actor=SYSTEM)


def codes(data):
    report = verifying.verify_bytes(data)
    return report.verdict, {check.id: check.code for check in report.checks}


@pytest.mark.parametrize("algorithm", TokenAlgorithm)
def test_token_is_the_credential_without_its_proof(credential, algorithm):
    token = token_of(credential, algorithm)
    header = pyjwt.get_unverified_header(token)
    key = SigningKey.objects.get(kind=tokens.tokens.key_kind(algorithm))
    assert header == {"alg": algorithm, "kid": f"{BASE}/keys/{key.name}", "typ": "JWT"}
    claims = pyjwt.decode(token, options={"verify_signature": False})
    document = json.loads(bytes(credential.document))
    assert claims == {key: value for key, value in document.items() if key != "proof"} | {
        "iss": document["issuer"]["id"],
        "sub": document["credentialSubject"]["id"],
        "jti": document["id"],
        "nbf": int(credential.minted_at.timestamp()),
    }
    assert verifying.verify_bytes(token).verdict == "verified"


@pytest.mark.parametrize("algorithm", TokenAlgorithm)
def test_other_software_verifies_it_with_the_key_set(credential, algorithm):
    token = token_of(credential, algorithm)
    published = pyjwt.PyJWKSet.from_dict(publishing.key_set())
    key = published[pyjwt.get_unverified_header(token)["kid"]]
    assert pyjwt.decode(token, key, algorithms=[algorithm])["jti"].endswith(str(credential.pk))
    head, body, signature = token.decode().split(".")
    for broken in (f"{head}.{body[:-4]}AAAA.{signature}", f"{head}.{body}.{signature[:-4]}AAAA"):
        with pytest.raises(pyjwt.InvalidSignatureError):
            pyjwt.decode(broken, key, algorithms=[algorithm])


def test_openbadgeslib_verifies_it_with_the_bare_key(credential):
    token = token_of(credential).decode()
    url = pyjwt.get_unverified_header(token)["kid"]
    key = pyjwt.PyJWK.from_json(publishing.own_document(url).decode()).key
    read = OB3Verifier(key).verify(token)
    assert read.achievement.name == credential.version.name.both()
    head, body, signature = token.split(".")
    with pytest.raises(OB3VerificationError):
        OB3Verifier(key).verify(f"{head}.{body}.{signature[:-4]}AAAA")


def test_it_is_signed_once_and_told_once(credential):
    assert {token_of(credential, ES256) for _ in range(3)} == {
        bytes(CredentialToken.objects.get().data)
    }
    event = AuditEvent.objects.get(action="credential.token_signed")
    assert (event.subject_id, event.details["algorithm"]) == (str(credential.pk), "ES256")


def test_revocation_between_reading_and_signing_is_a_refusal(credential):
    stale = Credential.objects.select_related("signing_key", "issuer").get(pk=credential.pk)
    revoke([credential], reason=RevocationReason.HOLDER_REQUEST, note="", actor=SYSTEM)
    with pytest.raises(Conflict) as refused:
        token_of(stale)
    assert refused.value.code == "credential_ended"
    assert not CredentialToken.objects.exists()


@pytest.mark.parametrize("algorithm", TokenAlgorithm)
def test_tampered_token_is_invalid(credential, algorithm):
    head, body, signature = token_of(credential, algorithm).decode().split(".")
    flipped = ("B" if signature[0] == "A" else "A") + signature[1:]
    verdict, found = codes(f"{head}.{body}.{flipped}".encode())
    assert (verdict, found["proof"]) == ("invalid", "proof.broken")


def test_revocation_reaches_the_token(credential):
    token = token_of(credential)
    revoke([credential], reason=RevocationReason.OTHER, note="잘못 발급", actor=SYSTEM)
    credential.refresh_from_db()
    verdict, found = codes(token)
    assert (verdict, found["status"], found["proof"]) == (
        "invalid",
        "status.revoked",
        "proof.holds",
    )
    # What was signed stays to be had, as the other forms do; nothing new is signed.
    assert token_of(credential) == token
    with pytest.raises(Conflict) as refused:
        token_of(credential, ES256)
    assert refused.value.code == "credential_ended"
    assert CredentialToken.objects.count() == 1


def test_token_of_a_retired_key_still_verifies(credential):
    token = token_of(credential)
    SigningKey.objects.filter(kind=KeyKind.RSA).update(state="retired", retired_at=clock.now())
    assert verifying.verify_bytes(token).verdict == "verified"
    assert token_of(credential) == token


def test_token_of_a_compromised_key_is_not_verified_and_replaced(credential):
    token = token_of(credential, ES256)
    SigningKey.objects.filter(kind=KeyKind.P256).update(state="compromised", retired_at=clock.now())
    assert codes(token)[0] == "unverifiable"
    with pytest.raises(NotFound):
        token_of(credential, ES256)
    key = ensure_key(credential.issuer, kind=KeyKind.P256, actor=SYSTEM)
    fresh = token_of(credential, ES256)
    assert codes(fresh)[0] == "verified"
    row = CredentialToken.objects.get()
    assert (row.key, bytes(row.data)) == (key, fresh)
    assert AuditEvent.objects.filter(action="credential.token_signed").count() == 2


@pytest.mark.parametrize("kind", [KeyKind.RSA, KeyKind.P256])
def test_did_document_leads_to_the_keys_of_tokens_too(credential, kind):
    key = SigningKey.objects.get(kind=kind)
    document = json.loads(bytes(credential.document))
    document.pop("proof")
    token = ob.sign_jwt(
        ob.UnsignedCredential(document),
        signer=keystore.jwt_signer(key.name),
        kid=f"{document['issuer']['id']}#{key.name}",
    ).data
    assert codes(token)[0] == "verified"
    SigningKey.objects.filter(pk=key.pk).update(state="retired", retired_at=clock.now())
    assert codes(token)[0] == "verified"
    SigningKey.objects.filter(pk=key.pk).update(state="compromised")
    verdict, found = codes(token)
    assert (verdict, found["key"]) == ("invalid", "key.revoked")


def test_did_key_credential_has_no_token(settings, db):
    token_key(KeyKind.RSA)
    credential = issued_credential()
    with pytest.raises(NotFound) as refused:
        token_of(credential)
    assert refused.value.code == "token_needs_https"
    # An address that came later does not change who issued it.
    settings.CREDCENTER_BASE_URL = BASE
    with pytest.raises(NotFound):
        token_of(credential)
    assert not CredentialToken.objects.exists()


def test_algorithm_that_is_not_offered_is_refused():
    assert tokens.algorithm_named("") == RS256
    for name in ("none", "HS256", "EdDSA", "rs256", "a\0b"):
        with pytest.raises(InvalidInput):
            tokens.algorithm_named(name)


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_at_the_same_time_get_the_same_bytes(credential):
    start, answers = Barrier(2), []

    def ask() -> None:
        start.wait()
        answers.append(token_of(credential, ES256))
        connection.close()

    threads = [Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 2
    assert set(answers) == {bytes(CredentialToken.objects.get().data)}
    assert AuditEvent.objects.filter(action="credential.token_signed").count() == 1


def test_our_verifier_reads_every_form_at_its_address(credential):
    document = bytes(credential.document)
    sharing.publish(credential, actor=SYSTEM)
    _link, secret = sharing.create_link(credential, actor=SYSTEM)
    token, curve = token_of(credential), token_of(credential, ES256)
    page, link = f"{BASE}/credentials/{credential.pk}", f"{BASE}/s/{secret}"
    for text, picture in ((page, page), (f"{link}/credential", f"{link}/badge")):
        forms = {
            f"{text}.json": document,
            f"{text}.jwt": token,
            f"{text}.jwt?alg=ES256": curve,
            f"{text}.jwt?alg=none": document,
            f"{picture}.png": document,
            f"{picture}.svg": document,
        }
        assert {url: publishing.own_document(url) for url in forms} == forms
    assert verifying.verify_url(f"{page}.jwt").format == "jwt"
    assert verifying.verify_url(f"{link}/credential.jwt?alg=ES256").verdict == "verified"
    sharing.unpublish(credential, actor=SYSTEM)
    assert publishing.own_document(f"{BASE}/credentials/{credential.pk}.jwt") is None

"""What other people's software asks for."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse

from badges.enums import KeyKind, RevocationReason
from badges.models import SigningKey, StatusList
from badges.services import publishing
from badges.services.revoking import revoke
from credcenter.kernel import clock
from credcenter.kernel.audit import SYSTEM
from credcenter.kernel.errors import NotFound
from tests.factories.badges import achievement_version, issued_credential, token_key

pytestmark = pytest.mark.django_db


@pytest.fixture
def status_url():
    issued_credential()
    return reverse("badges:status_list", args=[StatusList.objects.get().pk])


def test_did_document_and_keys_name_the_signing_key(client, settings):
    settings.CREDCENTER_BASE_URL = "https://badges.hanbit.example"
    name = issued_credential().signing_key.name
    did = client.get("/.well-known/did.json")
    assert did["Content-Type"] == "application/did+json"
    assert did.json()["assertionMethod"] == [f"did:web:badges.hanbit.example#{name}"]
    key = client.get("/.well-known/jwks.json").json()["keys"][0]
    assert key["kid"] == f"https://badges.hanbit.example/keys/{name}"
    bare = client.get(f"/keys/{name}").json()
    assert (bare["kty"], bare) == ("OKP", key)


@pytest.mark.parametrize("kind", [KeyKind.P256, KeyKind.RSA])
def test_key_of_a_token_is_one_bare_jwk(client, kind):
    key = token_key(kind)
    answer = client.get(f"/keys/{key.name}")
    assert answer["Content-Type"] == "application/jwk+json"
    assert answer.json()["kty"] == key.public_jwk["kty"]
    SigningKey.objects.update(state="compromised", retired_at=clock.now())
    refused = client.get(f"/keys/{key.name}")
    assert (refused.status_code, refused.json()["code"]) == (404, "key_compromised")


@pytest.mark.parametrize("path", ["/.well-known/did.json", "/.well-known/jwks.json"])
def test_documents_are_open_to_scripts_of_other_sites(client, path):
    achievement_version()
    answer = client.get(path)
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "max-age" in answer["Cache-Control"]


@pytest.mark.parametrize(
    "path", ["/keys/z6MkNobody", "/status/00000000-0000-4000-8000-000000000000"]
)
def test_what_is_unknown_is_a_problem(client, path):
    answer = client.get(path)
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


def test_name_that_no_key_can_have_is_not_looked_up(django_assert_num_queries):
    with django_assert_num_queries(0), pytest.raises(NotFound):
        publishing.bare_key("a\0b")


def test_did_document_before_the_set_up_is_a_problem(client):
    assert client.get("/.well-known/did.json").status_code == 404


def test_status_list_is_served_as_signed_and_can_be_cached(client, status_url):
    answer = client.get(status_url, headers={"accept": "application/vc"})
    assert answer.content == bytes(StatusList.objects.get().document)
    assert answer["Content-Type"] == "application/vc"
    assert answer["Cache-Control"] == "public, max-age=300"
    assert answer["Access-Control-Allow-Origin"] == "*"
    for tags in (answer["ETag"], f"W/{answer['ETag']}", f'"x", {answer["ETag"]}', "*"):
        again = client.get(status_url, headers={"if-none-match": tags})
        assert (again.status_code, again.content) == (304, b"")
        assert again["ETag"] == answer["ETag"]


def test_status_list_shows_a_revocation_at_once(client, status_url, without_broker):
    before = client.get(status_url)
    revoke([issued_credential()], reason=RevocationReason.OTHER, note="x", actor=SYSTEM)
    after = client.get(status_url, headers={"if-none-match": before["ETag"]})
    assert after.status_code == 200
    assert (
        json.loads(after.content)["credentialSubject"]["encodedList"]
        != json.loads(before.content)["credentialSubject"]["encodedList"]
    )


def test_artwork_is_served_for_ever_under_its_digest(client):
    version = achievement_version()
    answer = client.get(f"/artwork/{version.artwork_sha256}.png")
    assert answer.content.startswith(b"\x89PNG")
    assert "immutable" in answer["Cache-Control"]
    for name in ("0" * 64, "x", "..%2f..%2fsecrets"):
        assert client.get(f"/artwork/{name}.png").status_code == 404


def test_writing_is_not_allowed(client):
    assert client.post("/.well-known/did.json").status_code == 405

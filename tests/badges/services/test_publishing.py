"""The centre's own documents, for others and for its own verifier."""

from __future__ import annotations

import json

import pytest

from badges.adapters import keystore
from badges.enums import KeyKind
from badges.models import SigningKey, StatusList
from badges.openbadges import UnsignedCredential, sign, verify
from badges.openbadges.errors import Unresolvable
from badges.selectors import issuers
from badges.services import publishing, sharing
from badges.services.keys import ensure_signing_key
from badges.services.rotating import prepare
from credcenter.kernel import clock
from credcenter.kernel.audit import SYSTEM
from credcenter.kernel.bilingual import Bilingual
from credcenter.kernel.errors import NotFound
from tests.factories.badges import achievement_version, issued_credential, token_key
from tests.factories.partners import partner

pytestmark = pytest.mark.django_db

BASE = "https://badges.hanbit.example"


@pytest.fixture
def public_address(settings):
    settings.CREDCENTER_BASE_URL = BASE


class OnlyPublished:
    """A stranger's resolver: what we publish, and nothing else."""

    def resolve(self, url):
        document = publishing.own_document(url)
        if document is None:
            raise Unresolvable(url)
        return document


def test_stranger_verifies_a_badge_with_what_is_published(public_address):
    credential = issued_credential()
    document = json.loads(bytes(credential.document))
    assert document["issuer"]["id"] == "did:web:badges.hanbit.example"
    report = verify(bytes(credential.document), now=clock.now(), resolver=OnlyPublished())
    assert report.verdict == "verified"


@pytest.fixture
def all_keys(public_address):
    """One key of each kind."""
    return [ensure_signing_key(actor=SYSTEM), token_key(KeyKind.P256), token_key(KeyKind.RSA)]


def did_document():
    return json.loads(publishing.own_document(f"{BASE}/.well-known/did.json"))


def test_did_document_lists_keys_of_every_kind(all_keys):
    ids = [f"did:web:badges.hanbit.example#{key.name}" for key in all_keys]
    document = did_document()
    methods = document["verificationMethod"]
    assert [method["id"] for method in methods] == document["assertionMethod"] == ids
    assert [method["type"] for method in methods] == ["Multikey", "Multikey", "JsonWebKey"]
    assert methods[2]["publicKeyJwk"] == all_keys[2].public_jwk
    assert [method.get("publicKeyMultibase", "") for method in methods] == [
        key.public_key_multibase for key in all_keys
    ]


def test_retired_keys_stay_published_as_they_were(all_keys):
    before = did_document(), publishing.key_set()
    SigningKey.objects.update(state="retired", retired_at=clock.now())
    ensure_signing_key(actor=SYSTEM)
    after = did_document(), publishing.key_set()
    assert after[0]["verificationMethod"][:3] == before[0]["verificationMethod"]
    assert after[1]["keys"][:3] == before[1]["keys"]


def test_compromised_keys_are_listed_as_revoked_and_given_to_nobody(all_keys):
    SigningKey.objects.update(state="compromised", retired_at=clock.now())
    ensure_signing_key(actor=SYSTEM)
    revoked = ["revoked" in method for method in did_document()["verificationMethod"]]
    assert revoked == [True, True, True, False]
    names = {jwk["kid"].rpartition("/")[2] for jwk in publishing.key_set()["keys"]}
    assert names.isdisjoint(key.name for key in all_keys)
    for key in all_keys:
        with pytest.raises(NotFound) as refused:
            publishing.bare_key(key.name)
        assert refused.value.code == "key_compromised"
        assert publishing.own_document(f"{BASE}/keys/{key.name}") is None


def test_the_next_key_is_published_before_it_signs(all_keys):
    """Verifiers keep a DID document for an hour; what they keep then has the key already."""
    fresh = prepare(all_keys[0].issuer, kind=KeyKind.ED25519, actor=SYSTEM)
    names = [method["id"].partition("#")[2] for method in did_document()["verificationMethod"]]
    assert names == [*(key.name for key in all_keys), fresh.name]
    assert publishing.bare_key(fresh.name)["kid"].endswith(fresh.name)
    assert issuers.active_key(fresh.issuer) == all_keys[0]


def test_did_key_has_the_one_key_that_is_its_name(settings):
    key = ensure_signing_key(actor=SYSTEM)
    for kind in (KeyKind.P256, KeyKind.RSA):
        token_key(kind)
    document = publishing.did_document()
    assert document["id"] == f"did:key:{key.name}"
    assert [method["publicKeyMultibase"] for method in document["verificationMethod"]] == [key.name]


def test_each_key_has_an_address_of_its_own(all_keys):
    for key, algorithm in zip(all_keys, ("EdDSA", "ES256", "RS256"), strict=True):
        found = json.loads(publishing.own_document(f"{BASE}/keys/{key.name}"))
        assert found == key.public_jwk | {
            "kid": f"{BASE}/keys/{key.name}",
            "alg": algorithm,
            "use": "sig",
            "iss": "did:web:badges.hanbit.example",
        }
        assert found in publishing.key_set()["keys"]
        assert "d" not in found


def test_credential_is_published_only_while_it_is_shared(settings):
    credential = issued_credential()
    url = f"{settings.CREDCENTER_BASE_URL}/credentials/{credential.pk}"
    assert publishing.own_document(url) is None
    sharing.publish(credential, actor=SYSTEM)
    assert publishing.own_document(url) == bytes(credential.document)
    sharing.unpublish(credential, actor=SYSTEM)
    assert publishing.own_document(url) is None


def test_list_is_found_under_the_address_that_its_credentials_name(settings):
    issued_credential()
    url = StatusList.objects.get().url
    settings.CREDCENTER_BASE_URL = "https://moved.hanbit.example"
    assert json.loads(publishing.own_document(url))["id"] == url


def test_achievement_is_published_as_the_credential_embeds_it(public_address):
    version = achievement_version()
    credential = issued_credential(version)
    published = publishing.achievement_document(version)
    published.pop("@context")
    embedded = json.loads(bytes(credential.document))["credentialSubject"]["achievement"]
    assert published == embedded


def test_unknown_key_is_not_found():
    with pytest.raises(NotFound):
        publishing.bare_key("z6MkNobody")


def test_centre_and_partner_list_their_own_keys_only(public_address):
    narae = partner(name=Bilingual("나래", "Narae"))
    own = SigningKey.objects.get(issuer=narae)
    theirs = json.loads(publishing.own_document(f"{BASE}/issuers/narae/did.json"))
    assert theirs["id"] == "did:web:badges.hanbit.example:issuers:narae"
    assert theirs["assertionMethod"] == [f"{theirs['id']}#{own.name}"]
    assert publishing.partner_did_document("narae") == theirs
    assert own.name not in json.dumps([did_document(), publishing.key_set()])
    assert publishing.bare_key(own.name)["iss"] == theirs["id"]


def test_partners_key_cannot_speak_for_the_centre(public_address):
    """Signed with a partner's key in the centre's name: the centre's document does not list it."""
    key = issuers.active_key(partner())
    document = json.loads(bytes(issued_credential().document))
    del document["proof"]
    forged = sign(
        UnsignedCredential(document),
        signer=keystore.signer(key.name),
        verification_method=f"{document['issuer']['id']}#{key.name}",
        created=clock.now_to_the_second(),
    )
    report = verify(forged.data, now=clock.now(), resolver=OnlyPublished())
    assert (report.verdict, report.check("key").code) == ("invalid", "key.not_listed")


def test_centre_has_no_document_among_the_partners(public_address):
    ensure_signing_key(actor=SYSTEM)
    with pytest.raises(NotFound):
        publishing.partner_did_document(issuers.the_issuer().slug)

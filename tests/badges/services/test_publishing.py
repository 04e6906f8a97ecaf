"""The centre's own documents, for others and for its own verifier."""

from __future__ import annotations

import json

import pytest

from badges.models import SigningKey, StatusList
from badges.openbadges import verify
from badges.openbadges.errors import Unresolvable
from badges.services import publishing, sharing
from credcenter.kernel import clock
from credcenter.kernel.audit import SYSTEM
from credcenter.kernel.errors import NotFound
from tests.factories.badges import achievement_version, issued_credential

pytestmark = pytest.mark.django_db


@pytest.fixture
def public_address(settings):
    settings.CREDCENTER_BASE_URL = "https://badges.hanbit.example"


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


def test_did_document_keeps_every_key_and_marks_a_compromised_one(public_address):
    key = issued_credential().signing_key
    document = json.loads(
        publishing.own_document("https://badges.hanbit.example/.well-known/did.json")
    )
    assert [m["publicKeyMultibase"] for m in document["verificationMethod"]] == [
        key.public_key_multibase
    ]
    SigningKey.objects.update(state="compromised", retired_at=clock.now())
    assert publishing.documents.published_keys()[0].revoked is not None


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

from __future__ import annotations

import pytest
from django.db import transaction

from badges.enums import RevocationReason
from badges.models import Credential, StatusList
from badges.selectors import issuers
from badges.services import status_publishing
from badges.services.keys import ensure_signing_key
from badges.services.revoking import revoke
from credcenter.kernel.audit import SYSTEM
from tests.factories.badges import achievement_version, issued_credential

pytestmark = pytest.mark.django_db


def take(count: int) -> list[status_publishing.Place]:
    key = ensure_signing_key(actor=SYSTEM)
    with transaction.atomic():
        return status_publishing.take_places(count, issuer=issuers.the_issuer(), key=key)


def test_indexes_are_unique_and_not_in_order() -> None:
    indexes = [place.index for place in take(300)]
    assert len(set(indexes)) == 300
    assert indexes != sorted(indexes)


def test_a_full_list_is_closed_and_the_next_one_opened() -> None:
    take(1)
    StatusList.objects.update(taken=131_072 - 2)
    places = take(5)
    lists = [place.list.pk for place in places]
    assert len(set(lists)) == 2
    assert [lists.count(each) for each in dict.fromkeys(lists)] == [2, 3]
    assert StatusList.objects.filter(is_open=True).count() == 1


def test_another_address_gets_a_list_of_its_own(settings: object) -> None:
    first = take(1)[0].list
    settings.CREDCENTER_BASE_URL = "https://badges.example.ac.kr"  # type: ignore[attr-defined]
    second = take(1)[0].list
    assert second.pk != first.pk
    assert second.url == f"https://badges.example.ac.kr/status/{second.pk}"
    assert second.issuer_did == "did:web:badges.example.ac.kr"


def test_credentials_of_the_old_address_are_revoked_in_their_own_list(settings: object) -> None:
    version = achievement_version()
    old = issued_credential(version)
    settings.CREDCENTER_BASE_URL = "https://badges.example.ac.kr"  # type: ignore[attr-defined]
    new = issued_credential(version)
    assert new.frozen["issuer_did"] == "did:web:badges.example.ac.kr"
    revoke([old], reason=RevocationReason.OTHER, note="이전", actor=SYSTEM)
    old_list, new_list = (each.status_list.url for each in (old, new))
    document, _ = status_publishing.current_document(old.status_list_id)
    assert f'"id":"{old_list}"'.encode() in document
    assert new_list.encode() not in document


def test_a_reader_never_gets_a_stale_list() -> None:
    credential = issued_credential()
    before, tag_before = status_publishing.current_document(credential.status_list_id)
    revoke([credential], reason=RevocationReason.MISCONDUCT, note="", actor=SYSTEM)
    after, tag_after = status_publishing.current_document(credential.status_list_id)
    assert before != after
    assert tag_before != tag_after


def test_publishing_twice_changes_nothing() -> None:
    credential = issued_credential()
    before = status_publishing.current_document(credential.status_list_id)
    status_publishing.publish(credential.status_list_id)
    assert status_publishing.current_document(credential.status_list_id) == before


def test_every_credential_has_its_own_index() -> None:
    version = achievement_version()
    for _ in range(5):
        issued_credential(version)
    assert Credential.objects.values("status_list", "status_index").distinct().count() == 5

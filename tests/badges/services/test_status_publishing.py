from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.db import transaction
from django.db.models import F

from badges import tasks
from badges.enums import KeyKind, KeyState, RevocationReason
from badges.models import Credential, SigningKey, StatusList
from badges.openbadges import jwk
from badges.openbadges.keys import Ed25519Signer
from badges.selectors import issuers
from badges.services import failing, notifying, status_publishing, verifying
from badges.services.keys import ensure_signing_key
from badges.services.revoking import revoke
from credcenter.kernel import clock
from credcenter.kernel.audit import SYSTEM
from credcenter.kernel.errors import TransientError
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


@pytest.fixture
def unsignable() -> StatusList:
    """A list of a key whose private half is on another machine, with a change that is not in it yet."""
    key = ensure_signing_key(actor=SYSTEM)
    other = Ed25519Signer(Ed25519PrivateKey.generate()).public_key_multibase
    SigningKey.objects.create(
        issuer=key.issuer,
        kind=KeyKind.ED25519,
        name=other,
        public_jwk=jwk(other),
        state=KeyState.RETIRED,
        retired_at=clock.now(),
    )
    return StatusList.objects.create(
        number=99,
        issuer=key.issuer,
        issuer_did=f"did:key:{other}",
        url="http://127.0.0.1:8000/status/old",
        length=131_072,
        index_key=b"0" * 32,
        is_open=False,
    )


def test_list_that_cannot_be_signed_stops_no_other(unsignable: StatusList) -> None:
    credential = issued_credential()
    StatusList.objects.filter(pk=credential.status_list_id).update(revision=F("revision") + 1)
    assert status_publishing.publish_stale() == 1
    unsignable.refresh_from_db()
    assert unsignable.published_revision == 0
    assert verifying.verify_bytes(bytes(credential.document)).verdict == "verified"


def test_damaged_key_file_is_a_key_that_is_not_here(unsignable: StatusList) -> None:
    name = unsignable.issuer_did.removeprefix("did:key:")
    file = Path(settings.KEYSTORE_ROOT) / f"{name}.key"
    file.write_text("-----BEGIN PRIVATE KEY-----")
    try:
        with pytest.raises(TransientError) as caught:
            status_publishing.publish(unsignable.pk)
    finally:
        file.unlink()
    assert caught.value.code == "private_key_missing"


def test_step_of_the_sweep_that_fails_holds_up_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    issued_credential()
    sent: list[object] = []
    monkeypatch.setattr(notifying, "send", lambda task, queue: sent.append(task))

    def fail() -> int:
        raise RuntimeError

    for module, name in ((failing, "give_up_on_poison"), (status_publishing, "publish_stale")):
        monkeypatch.setattr(module, name, fail)
    tasks.sweep()
    # The sweep sends no mail itself, which may take long: it wakes the task that does.
    assert sent == [tasks.send_notices]


def test_every_credential_has_its_own_index() -> None:
    version = achievement_version()
    for _ in range(5):
        issued_credential(version)
    assert Credential.objects.values("status_list", "status_index").distinct().count() == 5

"""Keys come and go: what they signed keeps verifying, but for what a compromised one signed."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from badges.enums import KeyKind, RequestState
from badges.models import Credential, SigningKey, StatusList
from badges.selectors.issuers import active_key, the_issuer
from badges.selectors.keys import count_signed
from badges.services import issuance, verifying
from badges.services.claiming import claim
from badges.services.issuance import issue_waiting
from badges.services.minting import mint
from badges.services.replacing import replace_signed_by
from badges.services.rotating import compromise, prepare, rotate
from badges.services.status_publishing import publish_stale
from credcenter.kernel.audit import SYSTEM
from credcenter.kernel.errors import Conflict, InvalidInput
from credcenter.kernel.models import AuditEvent
from tests.factories.badges import (
    achievement_version,
    issued_credential,
    opened_batch,
    waiting_request,
)

pytestmark = pytest.mark.django_db

PUBLIC = "https://badges.hanbit.example"


@pytest.fixture(params=["http://127.0.0.1:8000", PUBLIC], ids=["did:key", "did:web"])
def address(request: pytest.FixtureRequest, settings: Any) -> str:
    """An issuer that is its key, and one with a document that lists its keys."""
    settings.CREDCENTER_BASE_URL = request.param
    return str(request.param)


def rotated() -> SigningKey:
    return rotate(the_issuer(), kind=KeyKind.ED25519, reason="each year", actor=SYSTEM)


def verdict(credential: Credential) -> str:
    credential.refresh_from_db()
    return verifying.verify_bytes(bytes(credential.document)).verdict


def states() -> list[str]:
    return list(SigningKey.objects.order_by("id").values_list("state", flat=True))


@pytest.mark.usefixtures("address")
def test_what_the_key_before_signed_keeps_verifying() -> None:
    version = achievement_version()
    old = issued_credential(version)
    key = rotated()
    new = issued_credential(version)
    assert (new.signing_key, old.signing_key == key) == (key, False)
    assert (verdict(old), verdict(new)) == ("verified", "verified")
    assert states() == ["retired", "active"]
    actions = AuditEvent.objects.filter(action__startswith="signing_key.", reason="each year")
    assert {event.action for event in actions} == {"signing_key.retired", "signing_key.activated"}


@pytest.mark.usefixtures("address")
def test_what_was_frozen_under_the_key_before_is_signed_with_it() -> None:
    waiting_request()
    rows = claim(1, lease="one")
    old = mint(rows)[0].signing_key
    rotated()
    issuance._issue(rows, lease="one", end=float("inf"))
    credential = Credential.objects.get()
    assert credential.signing_key == old
    assert verdict(credential) == "verified"


def test_a_prepared_key_is_the_next_and_there_is_one() -> None:
    achievement_version()
    issuer = the_issuer()
    fresh = prepare(issuer, kind=KeyKind.ED25519, actor=SYSTEM)
    assert prepare(issuer, kind=KeyKind.ED25519, actor=SYSTEM) == fresh
    assert active_key(issuer) != fresh
    assert rotated() == fresh == active_key(issuer)
    assert states() == ["retired", "active"]


def test_of_a_compromised_key_nothing_verifies_and_all_of_it_can_be_issued_anew(
    settings: Any,
) -> None:
    settings.CREDCENTER_BASE_URL = PUBLIC
    version = achievement_version()
    old = issued_credential(version)
    key = old.signing_key
    compromise(key, reason="a copy was found", actor=SYSTEM)
    assert states() == ["compromised", "active"]
    assert verdict(old) == "invalid"
    publish_stale()
    assert active_key(the_issuer()).name.encode() in bytes(StatusList.objects.get().document)
    assert count_signed(key).to_replace == 1
    batch = replace_signed_by(key, reason="a copy was found", actor=SYSTEM)
    assert batch is not None
    assert batch.size == 1
    issue_waiting(limit=5, worker="test")
    new = Credential.objects.get(supersedes=old)
    assert (verdict(new), new.awarded_on) == ("verified", old.awarded_on)
    old.refresh_from_db()
    assert (old.state, old.is_superseded) == ("revoked", True)
    assert replace_signed_by(key, reason="again", actor=SYSTEM) is None


@pytest.mark.usefixtures("address")
def test_what_was_frozen_under_a_compromised_key_is_frozen_anew() -> None:
    row = waiting_request()
    rows = claim(1, lease="in hands")
    minted = mint(rows)[0]
    compromise(minted.signing_key, reason="a copy was found", actor=SYSTEM)
    # Who has it in hands finishes, and stores nothing.
    issuance._issue(rows, lease="in hands", end=float("inf"))
    row.refresh_from_db()
    assert row.state == RequestState.REQUESTED
    issue_waiting(limit=5, worker="test")
    credential = Credential.objects.get()
    assert credential.signing_key == active_key(the_issuer()) != minted.signing_key
    assert verdict(credential) == "verified"


def test_refusals_change_nothing() -> None:
    achievement_version()
    key = active_key(the_issuer())
    before = (states(), AuditEvent.objects.count())
    with pytest.raises(InvalidInput, match=r"what happened|무슨 일"):
        compromise(key, reason="  ", actor=SYSTEM)
    with pytest.raises(Conflict):
        replace_signed_by(key, reason="for fun", actor=SYSTEM)
    assert (states(), AuditEvent.objects.count()) == before
    compromise(key, reason="found", actor=SYSTEM)
    after = (states(), AuditEvent.objects.count())
    with pytest.raises(Conflict):
        compromise(key, reason="found again", actor=SYSTEM)
    assert (states(), AuditEvent.objects.count()) == after


def said(*words: str) -> str:
    answer = StringIO()
    call_command(*words, stdout=answer)
    return answer.getvalue()


def test_by_command() -> None:
    version = achievement_version()
    opened_batch(version, 3)
    issue_waiting(limit=5, worker="test")
    first = active_key(the_issuer())
    fresh = said("rotate_key", "--prepare").split()
    assert said("rotate_key", "--reason", "yearly").split() == [fresh[0], fresh[1], "active"]
    with pytest.raises(CommandError, match="--count 3"):
        said("compromise_key", first.name, "--reason", "found")
    assert states() == ["retired", "active"]
    assert len(said("compromise_key", first.name, "--reason", "-", "--list").split()) == 3
    words = ("compromise_key", first.name, "--reason", "found", "--count", "3", "--reissue")
    assert "3 badges are asked for anew" in said(*words)
    assert "0 badges are asked for anew" in said(*words)
    issue_waiting(limit=5, worker="test")
    assert {verdict(new) for new in Credential.objects.filter(state="issued")} == {"verified"}
    assert said("keys").splitlines()[1].split("\t")[6:9] == ["3", "0", "0"]
    assert StatusList.objects.count() == 2

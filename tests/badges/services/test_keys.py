"""The centre's keys: one active one of each kind, made once."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from badges.enums import KeyKind, KeyState
from badges.models import SigningKey
from badges.selectors import issuers
from badges.services import keys
from credcenter.kernel import clock
from credcenter.kernel.audit import SYSTEM
from credcenter.kernel.errors import NotFound
from credcenter.kernel.models import AuditEvent
from tests.factories.badges import token_key

pytestmark = pytest.mark.django_db


def test_set_up_makes_what_is_missing_and_nothing_twice() -> None:
    rsa = token_key(KeyKind.RSA)
    made = keys.ensure_signing_keys(actor=SYSTEM)
    assert {key.kind: key.state for key in made} == dict.fromkeys(KeyKind, KeyState.ACTIVE)
    assert rsa in made
    assert AuditEvent.objects.filter(action="signing_key.activated").count() == 2
    answer = StringIO()
    call_command("ensure_signing_key", stdout=answer)
    assert answer.getvalue().splitlines() == [f"{key.kind}\t{key.name}" for key in made]
    assert SigningKey.objects.count() == 3


def test_credentials_are_signed_by_the_key_for_proofs() -> None:
    token_key(KeyKind.P256)
    key = keys.ensure_signing_key(actor=SYSTEM)
    assert issuers.active_key(key.issuer) == key
    assert issuers.active_key(key.issuer, kind=KeyKind.P256).kind == KeyKind.P256
    with pytest.raises(NotFound):
        issuers.active_key(key.issuer, kind=KeyKind.RSA)


def test_issuer_has_one_active_key_of_a_kind() -> None:
    first = keys.ensure_signing_key(actor=SYSTEM)
    # What the slower of two who make the missing key meets: it takes the first one's.
    assert (
        keys.make_key(first.issuer, kind=KeyKind.ED25519, state=KeyState.ACTIVE, actor=SYSTEM)
        is None
    )
    assert keys.ensure_signing_key(actor=SYSTEM) == first
    with pytest.raises(IntegrityError), transaction.atomic():
        SigningKey.objects.create(
            issuer=first.issuer, kind="Ed25519", name="z6MkOther", public_jwk={}, state="active"
        )
    SigningKey.objects.update(state=KeyState.RETIRED, retired_at=clock.now())
    assert keys.ensure_signing_key(actor=SYSTEM) != first

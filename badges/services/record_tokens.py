"""A learner's record as a JWT, as `badges.services.tokens` makes one of a credential.

The record stands in the claim `vc`, where 1EdTech's validator looks for it. Refuses records of a `did:key`
issuer, and those of which a badge has ended, since their token could not be verified.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from badges import openbadges as ob
from badges.enums import KeyState, TokenAlgorithm
from badges.models import LearnerRecord, RecordToken, SigningKey
from badges.selectors import issuers, records
from badges.selectors.tokens import key_kind
from badges.services.signing import SelfCheckFailed
from badges.services.tokens import sign_as_token
from credcenter.kernel import audit, clock
from credcenter.kernel.audit import Actor
from credcenter.kernel.errors import Conflict, NotFound


def token_of(record: LearnerRecord, *, algorithm: TokenAlgorithm, actor: Actor) -> bytes:
    """The compact JWS of a record, signed now if it was not before. Raises NotFound, Conflict."""
    stored = records.token_bytes(record.pk, algorithm=algorithm)
    if stored is not None:
        return stored
    if not records.has_issuer_with_keys(record):
        message = _(
            "This record cannot be had as a JWT: it was made without the centre's public https "
            "address, so nobody could find the key. Take it as JSON, PNG or SVG."
        )
        raise NotFound(message, code="token_needs_https")
    key = issuers.active_key(record.signing_key.issuer, kind=key_kind(algorithm))
    signed = _signed(record, key=key)
    _keep(record, algorithm=algorithm, key=key, signed=signed, actor=actor)
    # Of two who ask at the same time both get what the first of them stored.
    return records.token_bytes(record.pk, algorithm=algorithm) or signed.data


def _signed(record: LearnerRecord, *, key: SigningKey) -> ob.SignedCredential:
    try:
        return sign_as_token(bytes(record.document), key=key)
    except SelfCheckFailed as exc:
        if records.has_lapsed(record):
            message = _(
                "A badge of this record is not valid any more: no JWT of it is signed. "
                "Make a new record."
            )
            raise Conflict(message, code="record_lapsed") from exc
        raise


@transaction.atomic
def _keep(
    record: LearnerRecord,
    *,
    algorithm: TokenAlgorithm,
    key: SigningKey,
    signed: ob.SignedCredential,
    actor: Actor,
) -> None:
    made: dict[str, Any] = {"key": key, "data": signed.data, "sha256": signed.sha256}
    row, is_new = RecordToken.objects.get_or_create(
        record=record, algorithm=algorithm, defaults=made
    )
    spoiled = RecordToken.objects.filter(pk=row.pk, key__state=KeyState.COMPROMISED)
    if is_new or spoiled.update(**made, created_at=clock.now()):
        details = {"algorithm": algorithm.value, "key": key.name, "sha256": signed.sha256}
        audit.record("record.token_signed", subject=record, actor=actor, details=details)

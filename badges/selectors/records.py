"""Reads about learners' records."""

from __future__ import annotations

import datetime as dt
import json
from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from badges.enums import KeyState, TokenAlgorithm
from badges.models import LearnerRecord, RecordEntry, RecordToken, SigningKey
from badges.selectors import issuers
from badges.selectors.credentials import in_force
from badges.selectors.tokens import key_kind
from credcenter.kernel.errors import NotFound


def by_id(record_id: UUID) -> LearnerRecord:
    """One record, bytes included; NotFound."""
    rows = LearnerRecord.objects.select_related(
        "learner", "version__achievement", "signing_key__issuer"
    )
    record = rows.filter(pk=record_id).first()
    if record is None:
        raise NotFound(_("There is no such record."), code="record_unknown")
    return record


def by_contents(contents_sha256: str) -> LearnerRecord | None:
    """The record that says the same, if it was made before."""
    return LearnerRecord.objects.filter(contents_sha256=contents_sha256).first()


def made_since(learner_id: UUID, since: dt.datetime) -> int:
    """How many records of a learner were made since then."""
    return LearnerRecord.objects.filter(learner=learner_id, made_at__gte=since).count()


def of_user(user_id: int) -> QuerySet[LearnerRecord]:
    """The records of the learner who signs in as this user, each with its number of badges; without the bytes."""
    rows = LearnerRecord.objects.filter(learner__user_id=user_id).defer("document")
    rows = rows.select_related("version").annotate(size=Count("entries"))
    return rows.order_by("-made_at", "pk")


def entries_of(record: LearnerRecord) -> list[RecordEntry]:
    """What a record holds, in its order, as the centre knows each credential now."""
    rows = record.entries.select_related("credential__version", "credential__signing_key")
    rows = rows.select_related("credential__superseded_by")
    return list(rows.defer("credential__document", "credential__frozen"))


def has_lapsed(record: LearnerRecord) -> bool:
    """Whether a badge of the record is not in force any more."""
    held = record.entries.values("credential")
    good = in_force(record.learner).filter(pk__in=held)
    return good.count() < record.entries.count()


def token_bytes(record_id: UUID, *, algorithm: TokenAlgorithm) -> bytes | None:
    """The stored token of an algorithm, or None; None too when its key was compromised since."""
    rows = RecordToken.objects.filter(record=record_id, algorithm=algorithm)
    rows = rows.exclude(key__state=KeyState.COMPROMISED)
    data = rows.values_list("data", flat=True).first()
    return None if data is None else bytes(data)


def has_issuer_with_keys(record: LearnerRecord) -> bool:
    """Whether the record's issuer is the `did:web` of this address: a `did:key` has no key for JWTs."""
    if not issuers.signs_as_did_web():
        return False
    issuer = json.loads(bytes(record.document))["issuer"]["id"]
    return bool(issuer == issuers.did_of(record.signing_key))


def offers_token(record: LearnerRecord) -> bool:
    """Whether an RS256 token can be had, for the page; it may still have to be signed."""
    kind = key_kind(TokenAlgorithm.RS256)
    keys = SigningKey.objects.filter(issuer=record.signing_key.issuer, kind=kind)
    return has_issuer_with_keys(record) and keys.filter(state=KeyState.ACTIVE).exists()


def shared_document(record_id: UUID) -> bytes | None:
    """The signed bytes of a record whose holder opened it to anyone, or None."""
    rows = LearnerRecord.objects.filter(pk=record_id, shared_at__isnull=False)
    document = rows.values_list("document", flat=True).first()
    return None if document is None else bytes(document)

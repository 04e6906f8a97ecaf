"""A learner's record (CLR 2.0): built, signed, checked and stored, at once and outside of any transaction.

The same contents are the same record, however often and by how many at a time it is asked for.
What does not verify is never stored. Refuses what no verifier would take for its size, and more
records in a day than anybody needs.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from functools import cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from badges import openbadges as ob
from badges import studio
from badges.adapters import keystore, storage
from badges.models import Credential, LearnerRecord, RecordEntry
from badges.openbadges.errors import CanonicalizationError
from badges.selectors import issuers, records
from badges.services.composing import Press, compose
from badges.services.gathering import Contents
from badges.services.signing import require_verified
from badges.studio.design import Design, Kind, Level, LevelStyle, Pattern, Words
from credcenter.kernel import audit, clock, ids
from credcenter.kernel.audit import Actor
from credcenter.kernel.canonical_json import canonical_json, sha256_of
from credcenter.kernel.errors import InvalidInput, RuleRefused
from learners.selectors.consents import those_who_keep_their_name_off

MAX_A_DAY = 50
"""Records of one learner: each costs a second of signing and is kept for good."""

_TOO_LARGE = frozenset({"json.too_large", "json.too_many_values", "canon.too_costly"})


def record(contents: Contents, *, actor: Actor) -> LearnerRecord:
    """The record of these contents: the one that was made before, or a new one.

    Not for the inside of a transaction. Raises RuleRefused (`record_too_large`, `too_many_records`),
    SelfCheckFailed, and what the keystore and the storage raise.
    """
    press = _press(contents)
    digest = _digest(contents, press=press)
    known = records.by_contents(digest)
    if known is not None:
        return known
    _refuse_flood(contents.learner.pk)
    draft = _draft(contents, digest=digest, press=press)
    signed = _sign(draft, contents=contents, press=press)
    draft.document, draft.document_sha256 = signed.data, signed.sha256
    try:
        return _store(draft, credentials=contents.credentials, actor=actor)
    except IntegrityError:
        # Somebody asked for the same at the same moment and was first.
        first = records.by_contents(digest)
        if first is None:
            raise
        return first


def _press(contents: Contents) -> Press:
    issuer = issuers.the_issuer()
    key = issuers.active_key(issuer)
    learner = contents.learner
    is_nameless = learner.pk in those_who_keep_their_name_off([learner.pk])
    return Press(
        issuer=issuer,
        key=key,
        did=issuers.did_of(key),
        name="" if is_nameless else learner.full_name,
    )


def _digest(contents: Contents, *, press: Press) -> str:
    """Over all that the record says but its own id, its time and the salt of the address."""
    said: dict[str, Any] = {
        "learner": str(contents.learner.pk),
        "called": [press.name, contents.learner.email],
        "scope": contents.scope.value,
        "version": contents.version.pk if contents.version else None,
        "partial": contents.is_partial,
        "credentials": [[str(each.pk), each.document_sha256] for each in contents.credentials],
        "ties": [[str(tie.source), tie.kind, str(tie.target)] for tie in contents.ties],
        "described": [each.pk for each in contents.described],
        "issuer": [press.issuer.name.both(), press.issuer.email, press.method],
        "base": settings.CREDCENTER_BASE_URL,
    }
    return sha256_of(canonical_json(said))


def _refuse_flood(learner_id: UUID) -> None:
    since = clock.now() - dt.timedelta(days=1)
    if records.made_since(learner_id, since) >= MAX_A_DAY:
        message = _("You have made %(limit)d records within a day. Please go on tomorrow.")
        raise RuleRefused(message % {"limit": MAX_A_DAY}, code="too_many_records")


def _draft(contents: Contents, *, digest: str, press: Press) -> LearnerRecord:
    artwork, sha256 = _artwork(contents)
    return LearnerRecord(
        id=ids.new(),
        learner=contents.learner,
        scope=contents.scope,
        version=contents.version,
        is_partial=contents.is_partial,
        signing_key=press.key,
        contents_sha256=digest,
        artwork=artwork,
        artwork_sha256=sha256,
        made_at=clock.now_to_the_second(),
    )


def _artwork(contents: Contents) -> tuple[str, str]:
    """Where the image lies, and its SHA-256: that of the achievement, or the one of all other records."""
    if contents.version is not None:
        return str(contents.version.artwork.name), contents.version.artwork_sha256
    data = _drawing()
    name = storage.keep_by_content("artwork", data, suffix=".png")
    return name, hashlib.sha256(data).hexdigest()


_DESIGN = Design(
    shape="square",
    colours="royal",
    icon="reading",
    title=Words("학습 기록부", "Learner Record"),
    level=Level(LevelStyle.NONE),
    kind=Kind.NONE,
    pattern=Pattern.ROSETTE,
    alt=Words("학습 기록부", "Learner record"),
)


@cache
def _drawing() -> bytes:
    # An open book; drawing takes a second, the same bytes every time.
    return studio.draw_png(_DESIGN)


def _sign(draft: LearnerRecord, *, contents: Contents, press: Press) -> ob.SignedCredential:
    """Sign, and verify the result as anyone would, each credential inside included."""
    try:
        signed = ob.sign(
            compose(draft, contents=contents, press=press),
            signer=keystore.signer(press.key.name),
            verification_method=press.method,
            created=draft.made_at,
        )
        require_verified(signed)
    except (CanonicalizationError, InvalidInput) as error:
        if error.code not in _TOO_LARGE:
            raise
        message = _("These badges are too much for one record. Choose fewer.")
        raise RuleRefused(message, code="record_too_large") from error
    return signed


@transaction.atomic
def _store(
    draft: LearnerRecord, *, credentials: tuple[Credential, ...], actor: Actor
) -> LearnerRecord:
    draft.save(force_insert=True)
    RecordEntry.objects.bulk_create(
        RecordEntry(record=draft, credential=each, position=position)
        for position, each in enumerate(credentials)
    )
    details = {"sha256": draft.document_sha256, "badges": len(credentials)}
    audit.record("record.made", subject=draft, actor=actor, details=details)
    return draft

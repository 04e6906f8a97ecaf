"""Take an endorsement that a partner signed with software of its own: verified, then kept as it is.

Whose word it is, its signature says: the DID that signed must be one that the centre's staff entered
for the partner. Refuses what does not verify, what is no EndorsementCredential with a proof inside,
what has members that an endorsement has not, what is about nothing of ours, and what was handed in before.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from badges.models import Credential, Endorsement, Issuer
from badges.openbadges import strict_json
from badges.openbadges.checks.issuer import issuer_id
from badges.openbadges.datetimes import parse_time
from badges.openbadges.errors import AmbiguousDocument, Unreadable
from badges.openbadges.model import SHAPES
from badges.openbadges.report import Report
from badges.openbadges.structure import kind_of
from badges.selectors import endorsements, partners
from badges.selectors.endorsements import Target
from badges.services import verifying
from badges.services.endorsable import subject_of, target_named
from badges.services.endorsing import store
from credcenter.kernel import clock, ids
from credcenter.kernel.audit import Actor
from credcenter.kernel.errors import (
    Conflict,
    InputTooLarge,
    InvalidInput,
    NotFound,
    PermissionRefused,
    RuleRefused,
)

MAX_BYTES = 32 * 1024
"""Of a signed endorsement: it travels in every copy of what it endorses."""

# It is served from an address of the centre's, where its other members could make it pass for something of
# the centre's own: with those of a JWK, for a key whose signatures are the centre's.
_MEMBERS = frozenset({"@context", "type"}).union(
    SHAPES["EndorsementCredential"].fields, SHAPES["EndorsementCredentialv1p1"].fields
)


def receive(data: bytes, *, speaker: Issuer | None, actor: Actor) -> Endorsement:
    """Verify and store it. `speaker` is the partner that hands it in, None for the centre's staff.

    Asks the network for the endorser's keys, so not for the inside of a transaction. Raises
    InvalidInput, RuleRefused, NotFound for a target that is not ours, Conflict.
    """
    document = _read(data)
    sha256 = _refuse_known(data)
    _refuse_unverified(verifying.verify_bytes(data))
    said = document["credentialSubject"]
    draft = Endorsement(
        id=ids.new(),
        endorser=_endorser_of(document, speaker=speaker),
        endorsed_id=said["id"],
        comment_ko=said.get("endorsementComment", ""),
        document=data,
        document_sha256=sha256,
        signed_at=_time(document, "validFrom", "issuanceDate") or clock.now(),
        valid_until=_time(document, "validUntil", "expirationDate"),
        **subject_of(_target_of(said["id"], is_staff=speaker is None)).columns,
    )
    store(draft, action="endorsement.received", actor=actor)
    return draft


def _read(data: bytes) -> Mapping[str, Any]:
    if len(data) > MAX_BYTES:
        limit = _("An endorsement has at most %(limit)s kB.") % {"limit": MAX_BYTES // 1024}
        raise InputTooLarge(limit, limit=MAX_BYTES)
    try:
        document = strict_json.loads_object(data)
    except (Unreadable, AmbiguousDocument) as error:
        reason = error.message(verifying.reader_language())
        raise InvalidInput(reason, code=error.code) from error
    if kind_of(document) != "EndorsementCredential" or "proof" not in document:
        message = _(
            "This is no endorsement: an EndorsementCredential as JSON, with its proof inside."
        )
        raise InvalidInput(message, code="not_an_endorsement")
    _refuse_members(document)
    return document


def _refuse_members(document: Mapping[str, Any]) -> None:
    unknown = sorted(document.keys() - _MEMBERS)
    if unknown:
        message = _("An endorsement that is kept here has no member “%(name)s”.")
        raise InvalidInput(message % {"name": unknown[0][:80]}, code="member_unknown")


def _refuse_known(data: bytes) -> str:
    sha256 = hashlib.sha256(data).hexdigest()
    if endorsements.is_known(sha256):
        message = _("This very endorsement was handed in or signed here before.")
        raise Conflict(message, code="endorsement_known")
    return sha256


def _refuse_unverified(report: Report) -> None:
    if report.verdict == "verified":
        return
    language = verifying.reader_language()
    faults = [
        check.message(language)
        for check in report.checks
        if check.outcome in {"failed", "not_checked"}
    ]
    message = _("It could not be verified, so it was not taken: %(reasons)s")
    raise InvalidInput(message % {"reasons": " ".join(faults)}, code="not_verified")


def _endorser_of(document: Mapping[str, Any], *, speaker: Issuer | None) -> Issuer:
    did = issuer_id(document) or ""
    endorser = partners.signing_as(did)
    if endorser is None:
        message = _(
            "It is signed as %(did)s. No partner has this DID. If it is a partner's own, the "
            "centre enters it on the partner's page first."
        )
        raise RuleRefused(message % {"did": did}, code="endorser_unknown")
    if speaker is not None and endorser != speaker:
        message = _("It is signed by another partner. Each hands in its own endorsements.")
        raise PermissionRefused(message, code="not_the_endorser")
    return endorser


def _target_of(endorsed_id: str, *, is_staff: bool) -> Target:
    """What is endorsed. A badge that is not shared is, for a partner, as if it were not there."""
    target = target_named(endorsed_id)
    is_private = isinstance(target, Credential) and target.shared_at is None
    if target is None or (is_private and not is_staff):
        message = _(
            "It endorses %(id)s. That is no achievement, issuer or shared badge of the centre."
        )
        raise NotFound(message % {"id": endorsed_id}, code="target_unknown")
    return target


def _time(document: Mapping[str, Any], *names: str) -> dt.datetime | None:
    return next((parse_time(document[name]) for name in names if name in document), None)

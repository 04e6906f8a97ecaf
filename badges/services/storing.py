"""Stage 13: the exact signed bytes, their digests and the images; then the row says ISSUED.

The files are written before the transaction and named by the credential: a file without its row is
written again, the same, by the next try. Only whoever still holds the lease stores. What corrects another credential
takes its place in the same transaction (`badges.services.superseding`).
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from badges import openbadges as ob
from badges.adapters import storage
from badges.enums import ArtefactKind, CredentialState, NoticeKind, RequestState
from badges.models import Artefact, Credential, IssuanceRequest
from badges.services import baking, notifying, superseding
from credcenter.kernel import audit, clock
from credcenter.kernel.audit import Entry
from credcenter.kernel.bulk import insert_all, update_each

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Finished:
    """A credential with what was made of it."""

    credential: Credential
    signed: ob.SignedCredential
    baked: ob.BakedImage


def store(finished: Sequence[Finished], *, lease: str) -> None:
    """Store finished credentials; one short transaction for all of them."""
    storage.keep_many(
        [(_file_name(each.credential, ArtefactKind.PNG), each.baked.data) for each in finished]
    )
    with transaction.atomic():
        _store(finished, lease=lease)


def artefact_bytes(credential: Credential, kind: ArtefactKind) -> bytes:
    """A credential's file, made again when the storage has lost it or gives other bytes than it was given."""
    artefact = next(each for each in credential.artefacts.all() if each.kind == kind)
    name = str(artefact.file.name)
    data = storage.read(name)
    if data is not None and hashlib.sha256(data).hexdigest() == artefact.sha256:
        return data
    logger.warning("The file of credential %s is lost or damaged; it is made again.", credential.pk)
    baked = baking.bake_again(credential)
    storage.keep(name, baked.data)
    if baked.sha256 != artefact.sha256:
        # Another compressor than that of the day of issue: the credential inside is the same bytes.
        credential.artefacts.filter(pk=artefact.pk).update(
            sha256=baked.sha256, size=len(baked.data)
        )
    return baked.data


def _store(finished: Sequence[Finished], *, lease: str) -> None:
    now = clock.now()
    ours = _lock_ours([each.credential.request_id for each in finished], lease=lease)
    entries = superseding.cancel_those_without_predecessor(ours)
    gone = {entry.subject.pk for entry in entries}
    fit = {request.pk for request in ours} - gone
    kept = [each for each in finished if each.credential.request_id in fit]
    entries += superseding.replace_predecessors([each.credential for each in kept], at=now)
    _settle_requests(fit)
    for each in kept:
        each.credential.document = each.signed.data
        each.credential.document_sha256 = each.signed.sha256
        each.credential.state = CredentialState.ISSUED
        each.credential.issued_at = now
    update_each(
        [each.credential for each in kept],
        fields=["document", "document_sha256", "state", "issued_at"],
    )
    insert_all([_artefact(each) for each in kept])
    _tell([each.credential for each in kept])
    audit.record_many(entries + [_entry(each) for each in kept], actor=audit.SYSTEM)


def _tell(credentials: Sequence[Credential]) -> None:
    """One mail each: of a correction its holder hears as such, and not of a revocation besides."""
    corrected = [each for each in credentials if each.supersedes_id]
    fresh = [each for each in credentials if not each.supersedes_id]
    for kind, told in ((NoticeKind.ISSUED, fresh), (NoticeKind.REISSUED, corrected)):
        if told:
            notifying.note(told, kind=kind)


def _entry(each: Finished) -> Entry:
    old = each.credential.supersedes_id
    details = {"sha256": each.signed.sha256} | ({"supersedes": str(old)} if old else {})
    return Entry("credential.issued", each.credential, details=details)


def _lock_ours(request_ids: list[UUID], *, lease: str) -> list[IssuanceRequest]:
    """Which of the requests are still ours; nobody else changes them until the commit."""
    held = IssuanceRequest.objects.select_for_update().filter(
        pk__in=request_ids, state=RequestState.CLAIMED, leased_by=lease
    )
    return list(held.only("pk", "supersedes"))


def _settle_requests(request_ids: set[UUID]) -> None:
    IssuanceRequest.objects.filter(pk__in=request_ids).update(
        state=RequestState.ISSUED,
        leased_by="",
        leased_until=None,
        error_code="",
        error_message="",
        finished_at=clock.now(),
    )


def _artefact(each: Finished) -> Artefact:
    return Artefact(
        credential=each.credential,
        kind=ArtefactKind.PNG,
        file=_file_name(each.credential, ArtefactKind.PNG),
        sha256=each.baked.sha256,
        size=len(each.baked.data),
    )


def _file_name(credential: Credential, kind: ArtefactKind) -> str:
    # One level of 256 folders: a flat one of a million files is slow to list and to back up, and a folder for
    # every other file, as two levels would have, takes longer to make than the file.
    return f"artefacts/{credential.pk.hex[:2]}/{credential.pk}.{kind.value}"

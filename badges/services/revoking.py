"""Stage 16: revoke. State, audit and the list's revision change in one transaction; the list is signed after it.

A revocation bit never goes back: there is no way to undo it but a new credential. Refuses without a
reason, and when one of the credentials is not issued (nothing changes then).
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from badges.enums import CredentialState, NoticeKind, RequestState, RevocationReason
from badges.models import Credential, IssuanceRequest, IssuedDocument
from badges.services import notifying, status_publishing
from credcenter.kernel import audit, clock
from credcenter.kernel.audit import Actor, Entry
from credcenter.kernel.errors import Conflict, InvalidInput

AT_ONCE = 10_000
"""Ids in one statement: a database takes so many parameters and no more."""


@transaction.atomic
def revoke(
    credentials: Sequence[Credential], *, reason: RevocationReason, note: str, actor: Actor
) -> None:
    """Revoke issued credentials, all or none; of each its id and list are read. `note` is for people, not published.

    Raises InvalidInput without a note where the reason is "another", Conflict when a credential
    was revoked already.
    """
    _refuse_unexplained(reason, note)
    ids = list({credential.pk for credential in credentials})
    parts = [ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE)]
    if sum(_mark(part, reason=reason, note=note) for part in parts) != len(ids):
        message = _("Not every one of these credentials is valid any more. Nothing was revoked.")
        raise Conflict(message, code="not_issued")
    status_publishing.mark_changed({credential.status_list_id for credential in credentials})
    notifying.note(credentials, kind=NoticeKind.REVOKED)
    entries = [
        Entry("credential.revoked", each, reason=note.strip(), details={"reason": reason.value})
        for each in credentials
    ]
    audit.record_many(entries, actor=actor)


@transaction.atomic
def revoke_document(
    document: IssuedDocument, *, reason: RevocationReason, note: str, actor: Actor
) -> None:
    """Revoke a credential that software had us sign. Raises as `revoke` does."""
    _refuse_unexplained(reason, note)
    issued = IssuedDocument.objects.filter(pk=document.pk, state=CredentialState.ISSUED)
    changed = issued.update(
        state=CredentialState.REVOKED,
        revoked_at=clock.now(),
        revocation_reason=reason,
        revocation_note=note.strip(),
    )
    if not changed:
        raise Conflict(_("This credential was revoked before."), code="not_issued")
    status_publishing.mark_changed({document.status_list_id})
    details = {"reason": reason.value}
    audit.record(
        "document.revoked", subject=document, actor=actor, reason=note.strip(), details=details
    )


def _mark(ids: list[UUID], *, reason: RevocationReason, note: str) -> int:
    """End credentials and their requests; how many credentials were issued till now."""
    changed = Credential.objects.filter(pk__in=ids, state=CredentialState.ISSUED).update(
        state=CredentialState.REVOKED,
        revoked_at=clock.now(),
        revocation_reason=reason,
        revocation_note=note.strip(),
    )
    IssuanceRequest.objects.filter(credential__in=ids).update(state=RequestState.ENDED)
    return changed


def _refuse_unexplained(reason: RevocationReason, note: str) -> None:
    if reason == RevocationReason.OTHER and not note.strip():
        raise InvalidInput(
            _("When no listed reason fits, explain the reason in the note."), code="note_missing"
        )

"""Stage 13 for corrections: a new credential takes the place of an old one in the transaction that stores it.

The old one is valid until then and revoked as superseded from then on. Refuses to replace what is not valid any more:
such a request is cancelled, and nothing is stored of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from uuid import UUID

from badges.enums import CredentialState, RequestState, RevocationReason
from badges.models import Credential, CredentialFlag, IssuanceRequest, Notice
from badges.services import status_publishing
from credcenter.kernel import clock
from credcenter.kernel.audit import Entry
from credcenter.kernel.bulk import update_each

CODE = "predecessor_revoked"


def cancel_those_without_predecessor(requests: Sequence[IssuanceRequest]) -> list[Entry]:
    """Cancel those of the locked requests whose old credential is not valid any more; an audit entry for each.

    The other old credentials are locked until the commit: nobody else revokes them now.
    """
    old_ids = {each.supersedes_id for each in requests if each.supersedes_id}
    if not old_ids:
        return []
    rows = Credential.objects.select_for_update(no_key=True).order_by("pk")
    rows = rows.filter(pk__in=old_ids, state=CredentialState.ISSUED)
    valid = {None, *rows.values_list("pk", flat=True)}
    gone = [each for each in requests if each.supersedes_id not in valid]
    IssuanceRequest.objects.filter(pk__in=[each.pk for each in gone]).update(
        state=RequestState.CANCELLED,
        leased_by="",
        leased_until=None,
        error_code=CODE,
        error_message="",
        finished_at=clock.now(),
    )
    return [Entry("issuance.cancelled", each, details={"code": CODE}) for each in gone]


def replace_predecessors(credentials: Sequence[Credential], *, at: dt.datetime) -> list[Entry]:
    """Revoke what these credentials replace, and tie each to it; an audit entry for each that was revoked.

    In the transaction that issues them, with the old ones locked, and before their requests are settled: only one
    request of a learner and achievement is live. The holder hears of the new one; a mail about the old one that has
    not gone out yet would tell of a badge that is no more.
    """
    new_of: dict[UUID, Credential] = {
        each.request.supersedes_id: each for each in credentials if each.request.supersedes_id
    }
    if not new_of:
        return []
    for old_id, new in new_of.items():
        new.supersedes_id = old_id
    update_each(list(new_of.values()), fields=["supersedes"])
    old = Credential.objects.filter(pk__in=new_of)
    old.update(
        state=CredentialState.REVOKED,
        revoked_at=at,
        revocation_reason=RevocationReason.SUPERSEDED,
    )
    IssuanceRequest.objects.filter(credential__in=new_of).update(state=RequestState.ENDED)
    _hand_flags_on(new_of)
    status_publishing.mark_changed(set(old.values_list("status_list", flat=True)))
    Notice.objects.filter(
        credential__in=new_of, sent_at__isnull=True, failed_at__isnull=True
    ).delete()
    return [_entry(old_id, new) for old_id, new in new_of.items()]


def _hand_flags_on(new_of: Mapping[UUID, Credential]) -> None:
    """What nobody has looked at yet is not settled by a correction: it is about the new one from now on."""
    flags = list(CredentialFlag.objects.filter(credential__in=new_of, cleared_at__isnull=True))
    for flag in flags:
        flag.credential_id = new_of[flag.credential_id].pk
    update_each(flags, fields=["credential"])


def _entry(old_id: UUID, new: Credential) -> Entry:
    details = {"reason": RevocationReason.SUPERSEDED.value, "successor": str(new.pk)}
    return Entry("credential.revoked", Credential(pk=old_id), details=details)

"""Flags on credentials: what the centre's staff must look at, and that they did.

A flag makes nothing invalid. A credential has at most one open flag of a kind: raised again, it tells the newest.
Refuses to clear one without a note, or twice.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from badges.enums import FlagKind
from badges.models import Credential, CredentialFlag
from badges.selectors.succession import latest_of
from credcenter.kernel import audit, clock
from credcenter.kernel.audit import Actor, Entry
from credcenter.kernel.bulk import insert_all, update_each
from credcenter.kernel.errors import Conflict, InvalidInput


@transaction.atomic
def raise_flags(
    credentials: Sequence[Credential], *, kind: FlagKind, details: Mapping[str, Any], actor: Actor
) -> list[CredentialFlag]:
    """Flag credentials, in the caller's transaction; the flags that are new or tell something new.

    `details` is plain JSON. The console words these keys: `completion` (the number of a case), `course`, `term`,
    `before`, `after`, `component` (the id of a credential); it shows any other as it is. The same details twice
    change nothing.
    """
    said = json.loads(json.dumps(dict(details), default=str))
    # What was corrected meanwhile is revoked: it is the newest of the chain that somebody must look at.
    wanted = set(latest_of(credential.pk for credential in credentials).values())
    standing = list(
        CredentialFlag.objects.select_for_update().filter(
            credential__in=wanted, kind=kind, cleared_at__isnull=True
        )
    )
    told = [flag for flag in standing if flag.details != said]
    for flag in told:
        flag.details = said
    update_each(told, fields=["details"])
    fresh = wanted - {flag.credential_id for flag in standing}
    changed = told + _insert(sorted(fresh), kind=kind, details=said)
    entries = [
        Entry("credential.flagged", _subject(flag), details={"kind": kind.value, "details": said})
        for flag in changed
    ]
    audit.record_many(entries, actor=actor)
    return changed


@transaction.atomic
def clear_flag(flag: CredentialFlag, *, note: str, actor: Actor) -> None:
    """Somebody looked: the flag is closed, with what they found. InvalidInput (`note_missing`), Conflict (`cleared`)."""
    note = note.strip()
    if not note:
        raise InvalidInput(_("Say what you found before you clear the flag."), code="note_missing")
    now = clock.now()
    changed = CredentialFlag.objects.filter(pk=flag.pk, cleared_at__isnull=True).update(
        cleared_at=now, cleared_by=actor.user_id, note=note
    )
    if not changed:
        raise Conflict(_("This flag has been cleared already."), code="cleared")
    flag.cleared_at, flag.cleared_by_id, flag.note = now, actor.user_id, note
    audit.record(
        "credential.flag_cleared",
        subject=_subject(flag),
        actor=actor,
        reason=note,
        details={"kind": flag.kind},
    )


def _insert(
    credential_ids: Sequence[UUID], *, kind: FlagKind, details: dict[str, Any]
) -> list[CredentialFlag]:
    """Those that are ours: one that somebody else raises at this moment is as good."""
    flags = [
        CredentialFlag(credential_id=each, kind=kind, details=details) for each in credential_ids
    ]
    insert_all(flags, ignore_conflicts=True)
    ours = set(
        CredentialFlag.objects.filter(pk__in=[flag.pk for flag in flags]).values_list(
            "pk", flat=True
        )
    )
    return [flag for flag in flags if flag.pk in ours]


def _subject(flag: CredentialFlag) -> Credential:
    """What the audit trail names; nothing is read for it."""
    return Credential(pk=flag.credential_id)

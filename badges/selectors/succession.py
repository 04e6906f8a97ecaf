"""Which credential replaced which: chains of corrections, and what of them a reader may know.

A successor is stored in the transaction that revokes what it replaces, so a link leads to signed bytes.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from badges.models import Credential
from learners.selectors.profiles import chunks


def latest_of(credential_ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """The last of the chain that each credential is in; itself where nothing replaced it."""
    latest = {each: each for each in credential_ids}
    ends = set(latest.values())
    while ends:
        newer: dict[UUID, UUID] = {}
        for chunk in chunks(sorted(ends)):
            rows = Credential.objects.filter(supersedes__in=chunk)
            newer |= dict(rows.values_list("supersedes_id", "pk"))
        latest = {first: newer.get(last, last) for first, last in latest.items()}
        ends = set(newer.values())
    return latest


def successor_for(credential: Credential, *, is_insider: bool) -> Credential | None:
    """What replaced a credential in the end, as far as this reader may know of it; private by default."""
    if not credential.is_superseded:
        return None
    last = latest_of([credential.pk])[credential.pk]
    if last == credential.pk:
        return None
    found = Credential.objects.defer("document", "frozen").get(pk=last)
    return found if is_insider or found.shared_at is not None else None


def predecessor_for(credential: Credential, *, is_insider: bool) -> Credential | None:
    """What a credential replaced, as far as this reader may know of it."""
    if credential.supersedes_id is None:
        return None
    found = Credential.objects.defer("document", "frozen").get(pk=credential.supersedes_id)
    return found if is_insider or found.shared_at is not None else None

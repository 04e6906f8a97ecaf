"""The table of all credentials: what a member of staff narrows it by.

Every way to narrow goes along an index or through a short list of keys, so that a hundred thousand rows answer as a
thousand do (benchmarks/table.py).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, Q, QuerySet

from badges.enums import CredentialState, RevocationReason
from badges.models import Credential, CredentialFlag, ShareLink
from badges.selectors.credentials import stored
from credcenter.kernel import clock
from learners.models import Learner

REPLACED = "replaced"
"""Beside the states themselves: revoked, since a newer one took its place."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the table is narrowed by; what is empty narrows nothing. Days are of the award, bounds within."""

    text: str = ""
    state: str = ""
    achievement: str = ""
    since: dt.date | None = None
    until: dt.date | None = None
    shared: str = ""
    flagged: bool = False
    unclaimed: bool = False

    @property
    def is_everything(self) -> bool:
        return self == Wanted()


def matching(wanted: Wanted) -> QuerySet[Credential]:
    """The stored credentials that are wanted, with what the table names of them; in no order yet."""
    rows = stored().order_by()
    if wanted.text:
        rows = rows.filter(_about(wanted.text))
    if wanted.achievement:
        rows = rows.filter(achievement__code=wanted.achievement)
    if wanted.since:
        rows = rows.filter(awarded_on__gte=wanted.since)
    if wanted.until:
        rows = rows.filter(awarded_on__lte=wanted.until)
    if wanted.flagged:
        rows = rows.filter(pk__in=_open_flags())
    if wanted.unclaimed:
        rows = rows.filter(_unclaimed())
    return _in_state(_as_shared(rows, wanted.shared), wanted.state)


def revocable(wanted: Wanted, *, limit: int) -> list[Credential]:
    """Those of them that can be revoked, `limit` at the most, with id and list alone."""
    rows = matching(wanted).filter(state=CredentialState.ISSUED).select_related(None)
    return list(rows.defer(None).only("id", "status_list_id").order_by("pk")[:limit])


def flagged_among(credentials: Iterable[Credential]) -> frozenset[UUID]:
    """Which of them somebody has to look at."""
    flags = CredentialFlag.objects.filter(
        credential__in=[each.pk for each in credentials], cleared_at__isnull=True
    )
    return frozenset(flags.values_list("credential_id", flat=True))


def _in_state(rows: QuerySet[Credential], state: str) -> QuerySet[Credential]:
    if state == REPLACED:
        return rows.filter(
            state=CredentialState.REVOKED, revocation_reason=RevocationReason.SUPERSEDED
        )
    if state == CredentialState.REVOKED:
        rows = rows.exclude(revocation_reason=RevocationReason.SUPERSEDED)
    return rows.filter(state=state) if state else rows


def _as_shared(rows: QuerySet[Credential], shared: str) -> QuerySet[Credential]:
    """Shared is: its page is open, or a link works."""
    if not shared:
        return rows
    now = clock.now()
    links = ShareLink.objects.filter(
        Q(expires_at__isnull=True) | Q(expires_at__gt=now),
        # Those of records: one NULL among them, and "not in" holds for nothing.
        credential__isnull=False,
        revoked_at__isnull=True,
    ).order_by()
    is_shared = Q(shared_at__isnull=False) | Q(pk__in=links.values("credential"))
    return rows.filter(is_shared if shared == "yes" else ~is_shared)


def _unclaimed() -> Q:
    """Nobody has signed in as the holder since it was issued, so nobody has seen it in a wallet."""
    seen = Q(learner__user__last_login__gte=F("issued_at"))
    return Q(learner__user__isnull=True) | Q(learner__user__last_login__isnull=True) | ~seen


def _open_flags():  # noqa: ANN202  (a queryset of keys)
    return CredentialFlag.objects.filter(cleared_at__isnull=True).order_by().values("credential")


def _about(text: str) -> Q:
    """By the holder or the credential's id. The holders are found first: they are fewer and shorter rows."""
    people = Learner.objects.filter(found_by__contains=text.lower())
    found = Q(learner__in=people.order_by().values("pk"))
    try:
        return found | Q(pk=UUID(text.removeprefix("urn:uuid:")))
    except ValueError:
        return found

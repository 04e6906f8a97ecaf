"""What a learner looks for among their own badges."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from badges.enums import CredentialState, RevocationReason
from badges.models import Alignment, Credential
from badges.selectors.credentials import of_user
from credcenter.kernel import clock

VALID, EXPIRED, REPLACED, REVOKED = "valid", "expired", "replaced", "revoked"
NEWEST, OLDEST, BY_NAME = "newest", "oldest", "name"

_ORDERS = {
    NEWEST: ("-awarded_on", "-minted_at"),
    OLDEST: ("awarded_on", "minted_at"),
    BY_NAME: ("version__name_ko", "-awarded_on"),
}


@dataclass(frozen=True, slots=True)
class Looked:
    """What a wallet is narrowed to; nothing of it is the whole wallet."""

    text: str = ""
    state: str = ""
    year: int | None = None
    order: str = NEWEST

    @property
    def is_narrowed(self) -> bool:
        return bool(self.text or self.state or self.year)


def narrowed(user_id: int, looked: Looked) -> QuerySet[Credential]:
    """The badges of the learner who signs in as this user, as far as they fit; one query."""
    rows = of_user(user_id)
    for word in looked.text.split():
        rows = rows.filter(_tells_of(word))
    if looked.state:
        rows = rows.filter(_stands(looked.state))
    if looked.year:
        rows = rows.filter(awarded_on__year=looked.year)
    return rows.order_by(*_ORDERS[looked.order], "pk")


def years(user_id: int) -> list[int]:
    """The years in which this learner was awarded badges, the latest first."""
    days = Credential.objects.filter(learner__user_id=user_id)
    days = days.exclude(state=CredentialState.MINTED)
    found = days.dates("awarded_on", "year", order="DESC")
    return [day.year for day in found]


def _tells_of(word: str) -> Q:
    """A word of the badge's name in either language, its code, its issuer, or a competency it is aligned with."""
    aligned = Alignment.objects.filter(version=OuterRef("version")).filter(
        Q(target_name__icontains=word) | Q(target_code__iexact=word)
    )
    return (
        Q(version__name_ko__icontains=word)
        | Q(version__name_en__icontains=word)
        | Q(achievement__code__icontains=word)
        | Q(issuer__name_ko__icontains=word)
        | Q(issuer__name_en__icontains=word)
        | Q(Exists(aligned))
    )


def _stands(state: str) -> Q:
    is_over = Q(valid_until__lte=clock.now())
    superseded = Q(revocation_reason=RevocationReason.SUPERSEDED)
    issued, revoked = Q(state=CredentialState.ISSUED), Q(state=CredentialState.REVOKED)
    stands = {
        VALID: issued & ~is_over,
        EXPIRED: issued & is_over,
        REPLACED: revoked & superseded,
        REVOKED: revoked & ~superseded,
    }
    return stands[state]

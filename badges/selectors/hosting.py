"""Open Badges 2.0: where the documents lie, and what there is to say in them."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings

from badges.enums import CredentialState
from badges.models import AchievementVersion, Credential, Issuer
from badges.selectors import issuers
from badges.selectors.achievements import whole_versions

MAX_NUMBER = 1_000_000
"""Wordings of one achievement; a larger number in an address would not fit the column."""


def assertion_address(credential_id: UUID) -> str:
    return f"{settings.CREDCENTER_BASE_URL}/ob2/assertions/{credential_id}.json"


def badge_address(version: AchievementVersion) -> str:
    """Of one wording: an award keeps the words that it was made with."""
    return (
        f"{settings.CREDCENTER_BASE_URL}/ob2/badges/{version.achievement_id}/{version.number}.json"
    )


def issuer_address(slug: str) -> str:
    return f"{settings.CREDCENTER_BASE_URL}/ob2/issuers/{slug}.json"


def issuer_addresses() -> set[str]:
    """The ids that our issuers have in Open Badges 2.0."""
    return {issuer_address(slug) for slug in Issuer.objects.values_list("slug", flat=True)}


def is_hosted(credential: Credential) -> bool:
    """Whether a badge can be had in Open Badges 2.0 now; a revoked one only says that it is."""
    is_open = credential.shared_at is not None and credential.state == CredentialState.ISSUED
    return is_open and issuers.has_public_address()


def shared_credential(credential_id: UUID) -> Credential | None:
    """A credential whose page is open, revoked or not, with all that a document of it says."""
    rows = Credential.objects.exclude(state=CredentialState.MINTED).filter(
        pk=credential_id, shared_at__isnull=False
    )
    return rows.select_related("request").first()


def wording(achievement_id: UUID, number: int) -> AchievementVersion | None:
    """One wording of an achievement, whole."""
    if number > MAX_NUMBER:
        return None
    rows = whole_versions().filter(achievement=achievement_id, number=number)
    return rows.select_related("achievement__issuer").first()

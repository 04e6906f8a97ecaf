"""What pages say of endorsements beside a report: what of ours is endorsed, and who endorses it."""

from __future__ import annotations

from typing import NamedTuple

from django.urls import reverse

from badges.models import Achievement, Credential, Endorsement, Issuer
from badges.openbadges.report import Report
from badges.reading import Reading
from badges.selectors import documents, endorsements
from badges.services.endorsable import target_named


class Endorsed(NamedTuple):
    """Something of ours that an endorsement names, and its page."""

    name: str
    url: str


def endorsed_by(reading: Reading) -> Endorsed | None:
    """What of ours an endorsement is about; None for what is not ours, and for a badge that is not shared."""
    target = target_named(reading.endorsed_id) if reading.endorsed_id else None
    if isinstance(target, Issuer):
        return Endorsed(f"{target.name}", reverse("badges:issuer", args=[target.slug]))
    if isinstance(target, Achievement):
        version = documents.newest_version(target.pk)
        url = reverse("badges:achievement", args=[target.pk])
        return Endorsed(f"{version.name if version else target.code}", url)
    if isinstance(target, Credential) and target.shared_at is not None:
        return Endorsed(f"{target.version.name}", reverse("badges:credential", args=[target.pk]))
    return None


def endorsements_of(report: Report, reading: Reading) -> list[Endorsement]:
    """Who endorses a badge of ours; nobody where it is not verified or another issuer signed it.

    Anyone may write the id of a badge of ours into one of their own.
    """
    if report.verdict != "verified" or reading.endorsed_id:
        return []
    target = target_named(reading.id)
    if not isinstance(target, Credential):
        return []
    is_ours = documents.own_dids().get(reading.issuer_id) == target.issuer_id
    return endorsements.around(target) if is_ours else []

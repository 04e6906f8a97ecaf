"""What pages say beside a report: whose issuer it is, what of ours is endorsed, and who endorses it."""

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


def registered_issuer(report: Report, reading: Reading) -> Issuer | None:
    """Who of those that the centre knows signed this; None also where the signature does not hold.

    Anyone may write anybody's name and id into a document.
    """
    outcomes = {check.id: check.outcome for check in report.checks}
    signed = outcomes.get("issuer") == outcomes.get("proof") == outcomes.get("key") == "passed"
    return documents.registered(reading.issuer_id) if signed else None


def own_credential(reading: Reading, *, issuer: Issuer | None) -> Credential | None:
    """The credential of ours that a reading is of, where it was signed by whom we say it was."""
    if issuer is None or reading.endorsed_id or reading.is_record:
        return None
    target = target_named(reading.id)
    return target if isinstance(target, Credential) and target.issuer_id == issuer.pk else None


def endorsements_of(report: Report, credential: Credential | None) -> list[Endorsement]:
    """Who endorses a badge of ours; nobody where it is not verified."""
    if credential is None or report.verdict != "verified":
        return []
    return endorsements.around(credential)

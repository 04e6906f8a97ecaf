"""Open Badges 2.0 export: the hosted Assertion, BadgeClass and issuer Profile of what we issue.

For systems that read nothing newer. The three documents have to be served at their own addresses on
one origin, which is what makes them verifiable (Open Badges 2.0, "Hosted Verification"). Refuses what
2.0 requires and the credential does not say.
"""

from __future__ import annotations

from typing import Any

from badges.openbadges.contexts import OPEN_BADGES_2
from badges.openbadges.datetimes import format_time
from badges.openbadges.errors import InvalidCredential
from badges.openbadges.members import filled
from badges.openbadges.types import (
    Achievement,
    AchievementCredential,
    Alignment,
    Evidence,
    IdentityObject,
    Profile,
)

# IdentifierTypeEnum to the recipient types of Open Badges 2.0.
_RECIPIENTS = {"emailAddress": "email"}


def legacy_issuer(profile: Profile, *, url: str) -> dict[str, Any]:
    """The Profile to serve at ``url``. 2.0 requires name, url and email."""
    return _document(
        url,
        "Issuer",
        {
            "name": _required(profile.name, "name"),
            "url": _required(profile.url, "url"),
            "email": _required(profile.email, "email"),
            "telephone": profile.phone,
            "description": profile.description,
            "image": profile.image.id if profile.image else None,
        },
    )


def legacy_badge_class(achievement: Achievement, *, url: str, issuer_url: str) -> dict[str, Any]:
    """The BadgeClass to serve at ``url``. 2.0 requires an image."""
    image = achievement.image.id if achievement.image else None
    criteria = {"id": achievement.criteria.id, "narrative": achievement.criteria.narrative}
    return _document(
        url,
        "BadgeClass",
        {
            "name": achievement.name,
            "description": achievement.description,
            "image": _required(image, "image"),
            "criteria": filled(criteria),
            "issuer": issuer_url,
            "tags": list(achievement.tag),
            "alignment": [_alignment(alignment) for alignment in achievement.alignment],
        },
    )


def legacy_assertion(
    credential: AchievementCredential, *, url: str, badge_url: str
) -> dict[str, Any]:
    """The hosted Assertion to serve at ``url``. 2.0 knows its recipient by mail address."""
    until = credential.valid_until
    return _document(
        url,
        "Assertion",
        {
            "recipient": _recipient(credential.subject.identifier),
            "badge": badge_url,
            "verification": {"type": "HostedBadge"},
            "issuedOn": format_time(credential.awarded_date or credential.valid_from),
            "expires": format_time(until) if until else None,
            "narrative": credential.subject.narrative,
            "evidence": [_evidence(evidence) for evidence in credential.evidence],
        },
    )


def _document(url: str, kind: str, members: dict[str, Any]) -> dict[str, Any]:
    if not url.startswith("https://"):
        raise InvalidCredential("build.legacy_address", path="id", value=url)
    return filled({"@context": OPEN_BADGES_2, "type": kind, "id": url, **members})


def _required(value: str | None, path: str) -> str:
    if value is None:
        raise InvalidCredential("structure.required", path=path)
    return value


def _recipient(identifiers: tuple[IdentityObject, ...]) -> dict[str, Any]:
    for identity in identifiers:
        if identity.identity_type in _RECIPIENTS:
            return filled(
                {
                    "type": _RECIPIENTS[identity.identity_type],
                    "hashed": identity.hashed,
                    "salt": identity.salt,
                    "identity": identity.identity_hash,
                }
            )
    raise InvalidCredential("build.legacy_recipient", path="credentialSubject.identifier")


def _alignment(alignment: Alignment) -> dict[str, Any]:
    return filled(
        {
            "targetName": alignment.target_name,
            "targetUrl": alignment.target_url,
            "targetDescription": alignment.target_description,
            "targetFramework": alignment.target_framework,
            "targetCode": alignment.target_code,
        }
    )


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return filled(
        {
            "id": evidence.id,
            "type": "Evidence",
            "name": evidence.name,
            "description": evidence.description,
            "narrative": evidence.narrative,
            "genre": evidence.genre,
            "audience": evidence.audience,
        }
    )

"""EndorsementCredential: what one issuer says of another's credential, achievement or profile.

OB 3.0 B.1.7, on VC 2.0. Refuses what does not fit ``model``, the texts that ``members`` refuses,
and an endorsement of oneself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from badges.openbadges.coherence import refuse_common
from badges.openbadges.contexts import ISSUED
from badges.openbadges.datetimes import format_time
from badges.openbadges.errors import InvalidCredential
from badges.openbadges.members import (
    filled,
    profile_of,
    refresh_of,
    refuse_texts,
    status_of,
    terms_of,
)
from badges.openbadges.structure import problems
from badges.openbadges.types import (
    CredentialSchema,
    Profile,
    RefreshService,
    StatusEntry,
    TermsOfUse,
    UnsignedCredential,
)

SCHEMA = CredentialSchema(
    id="https://purl.imsglobal.org/spec/ob/v3p0/schema/json/"
    "ob_v3p0_endorsementcredential_schema.json"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class EndorsementCredential:
    """OB 3.0 EndorsementCredential, before signing. ``endorsed`` is the id of what it is about."""

    id: str
    name: str
    issuer: Profile
    valid_from: datetime
    endorsed: str
    comment: str | None = None
    description: str | None = None
    valid_until: datetime | None = None
    awarded_date: datetime | None = None
    status: StatusEntry | None = None
    refresh_service: RefreshService | None = None
    terms_of_use: tuple[TermsOfUse, ...] = ()


def build_endorsement(endorsement: EndorsementCredential) -> UnsignedCredential:
    """The document, ready to sign; raises ``InvalidCredential`` with ``params["path"]``."""
    refuse_common(endorsement)
    if endorsement.endorsed in (endorsement.issuer.id, endorsement.id):
        raise InvalidCredential("build.endorses_itself", path="credentialSubject.id")
    document = _document(endorsement)
    refuse_texts(document, "")
    for problem in problems(document):
        raise InvalidCredential(problem.code, path=problem.path, value=problem.value)
    return UnsignedCredential(document)


def _document(endorsement: EndorsementCredential) -> dict[str, Any]:
    until, awarded = endorsement.valid_until, endorsement.awarded_date
    return filled(
        {
            "@context": list(ISSUED),
            "id": endorsement.id,
            "type": ["VerifiableCredential", "EndorsementCredential"],
            "name": endorsement.name,
            "description": endorsement.description,
            "issuer": profile_of(endorsement.issuer),
            "validFrom": format_time(endorsement.valid_from),
            "validUntil": format_time(until) if until else None,
            "awardedDate": format_time(awarded) if awarded else None,
            "credentialSubject": filled(
                {
                    "id": endorsement.endorsed,
                    "type": ["EndorsementSubject"],
                    "endorsementComment": endorsement.comment,
                }
            ),
            "credentialSchema": [{"id": SCHEMA.id, "type": SCHEMA.type}],
            "credentialStatus": status_of(endorsement.status) if endorsement.status else None,
            "refreshService": refresh_of(endorsement.refresh_service),
            "termsOfUse": terms_of(endorsement.terms_of_use),
        }
    )

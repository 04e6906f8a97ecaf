"""ClrCredential: a learner's record, whole or partial, of signed credentials (CLR 2.0, on VC 2.0).

Each component keeps its own proof; associations say how achievements relate. Refuses components that
are not signed inside themselves, that are another learner's or stand there twice, and associations
between achievements that the record does not hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from badges.openbadges.coherence import (
    refuse_common,
    refuse_evidence,
    refuse_identifiers,
    refuse_profile,
)
from badges.openbadges.contexts import CLR_CONTEXT as _CLR
from badges.openbadges.contexts import CREDENTIALS_V2, OB_CONTEXT, OB_EXTENSIONS
from badges.openbadges.credential import achievement_members
from badges.openbadges.datetimes import format_time
from badges.openbadges.embedding import embedded
from badges.openbadges.errors import InvalidCredential
from badges.openbadges.members import (
    evidence_of,
    filled,
    identity_of,
    image_of,
    profile_of,
    refresh_of,
    refuse_texts,
    status_of,
    terms_of,
)
from badges.openbadges.results import refuse_achievement
from badges.openbadges.structure import problems
from badges.openbadges.types import (
    Achievement,
    CredentialSchema,
    Evidence,
    IdentityObject,
    Image,
    Profile,
    RefreshService,
    SignedCredential,
    StatusEntry,
    TermsOfUse,
    UnsignedCredential,
)

SCHEMA = CredentialSchema(
    id="https://purl.imsglobal.org/spec/clr/v2p0/schema/json/clr_v2p0_clrcredential_schema.json"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Association:
    """CLR 2.0 Association, read "source *type* target"; both are ids of achievements."""

    association_type: str
    source_id: str
    target_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClrCredential:
    """CLR 2.0 ClrCredential, before signing. ``partial``: not all that the issuer asserts."""

    id: str
    name: str
    issuer: Profile
    valid_from: datetime
    credentials: tuple[SignedCredential, ...]
    subject_id: str | None = None
    identifier: tuple[IdentityObject, ...] = ()
    achievement: tuple[Achievement, ...] = ()
    association: tuple[Association, ...] = ()
    partial: bool | None = None
    description: str | None = None
    image: Image | None = None
    valid_until: datetime | None = None
    awarded_date: datetime | None = None
    evidence: tuple[Evidence, ...] = ()
    status: StatusEntry | None = None
    refresh_service: RefreshService | None = None
    terms_of_use: tuple[TermsOfUse, ...] = ()
    endorsement: tuple[SignedCredential, ...] = ()


def build_clr(clr: ClrCredential) -> UnsignedCredential:
    """The document, ready to sign; raises ``InvalidCredential`` with ``params["path"]``."""
    refuse_common(clr)
    if clr.subject_id is None and not clr.identifier:
        raise InvalidCredential("build.subject_unnamed", path="credentialSubject")
    refuse_identifiers(clr.identifier, "credentialSubject.identifier")
    refuse_evidence(clr.evidence)
    _refuse_achievements(clr)
    _refuse_components(clr)
    _refuse_associations(clr)
    document = _document(clr)
    own = {**document, "credentialSubject": _subject(clr, components=False)}
    refuse_texts({key: own[key] for key in own if not key.startswith("endorsement")}, "")
    for problem in problems(document):
        raise InvalidCredential(problem.code, path=problem.path, value=problem.value)
    return UnsignedCredential(document)


def _refuse_achievements(clr: ClrCredential) -> None:
    for number, achievement in enumerate(clr.achievement):
        path = f"credentialSubject.achievement[{number}]"
        if achievement.creator is not None:
            refuse_profile(achievement.creator, f"{path}.creator")
        refuse_achievement(achievement, path)


def _refuse_components(clr: ClrCredential) -> None:
    if not clr.credentials:
        raise InvalidCredential("build.no_components", path="credentialSubject")
    seen: set[str] = set()
    for number, signed in enumerate(clr.credentials):
        path = f"credentialSubject.verifiableCredential[{number}]"
        if "proof" not in signed.document:
            # A JWT is no object, and the schema asks for objects.
            raise InvalidCredential("build.component_unsigned", path=path)
        if signed.document["id"] in seen:
            raise InvalidCredential("build.component_twice", path=path)
        seen.add(signed.document["id"])
        named = signed.document["credentialSubject"].get("id", clr.subject_id)
        if clr.subject_id is not None and named != clr.subject_id:
            raise InvalidCredential("build.component_other", path=path, value=named)


def _refuse_associations(clr: ClrCredential) -> None:
    known = {achievement.id for achievement in clr.achievement} | set(_awarded(clr))
    for number, association in enumerate(clr.association):
        path = f"credentialSubject.association[{number}]"
        if association.source_id == association.target_id:
            raise InvalidCredential("build.association_loop", path=path)
        for id_ in (association.source_id, association.target_id):
            if id_ not in known:
                raise InvalidCredential("build.association_unknown", path=path, value=id_)


def _awarded(clr: ClrCredential) -> Iterator[str]:
    for signed in clr.credentials:
        achievement = signed.document["credentialSubject"].get("achievement")
        if isinstance(achievement, dict):
            yield achievement["id"]


def _document(clr: ClrCredential) -> dict[str, Any]:
    until, awarded = clr.valid_until, clr.awarded_date
    return filled(
        {
            "@context": [CREDENTIALS_V2, _CLR, OB_CONTEXT, OB_EXTENSIONS],
            "id": clr.id,
            "type": ["VerifiableCredential", "ClrCredential"],
            "name": clr.name,
            "description": clr.description,
            "image": image_of(clr.image),
            "partial": clr.partial,
            "issuer": profile_of(clr.issuer),
            "validFrom": format_time(clr.valid_from),
            "validUntil": format_time(until) if until else None,
            "awardedDate": format_time(awarded) if awarded else None,
            "credentialSubject": _subject(clr, components=True),
            "evidence": [evidence_of(item) for item in clr.evidence],
            "credentialSchema": [{"id": SCHEMA.id, "type": SCHEMA.type}],
            "credentialStatus": status_of(clr.status) if clr.status else None,
            "refreshService": refresh_of(clr.refresh_service),
            "termsOfUse": terms_of(clr.terms_of_use),
            **embedded(clr.endorsement, of=clr.id, path=""),
        }
    )


def _subject(clr: ClrCredential, *, components: bool) -> dict[str, Any]:
    signed = [signed.document for signed in clr.credentials] if components else []
    return filled(
        {
            "id": clr.subject_id,
            "type": ["ClrSubject"],
            "identifier": [identity_of(identity) for identity in clr.identifier],
            "verifiableCredential": signed,
            "achievement": [achievement_members(achievement) for achievement in clr.achievement],
            "association": [
                {
                    "type": "Association",
                    "associationType": association.association_type,
                    "sourceId": association.source_id,
                    "targetId": association.target_id,
                }
                for association in clr.association
            ],
        }
    )

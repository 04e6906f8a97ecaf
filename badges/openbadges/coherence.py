"""Rules of OB 3.0 that no schema can say: dates, identifiers, addresses, types, status entries.

Each rule refuses with its own code and the place, before anything is signed; those about achievements
and results stand in ``results``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Protocol

from badges.openbadges.errors import InvalidCredential
from badges.openbadges.identity import is_hash
from badges.openbadges.results import refuse_achievement, refuse_results, refuse_types
from badges.openbadges.structure import is_uri
from badges.openbadges.types import (
    AchievementCredential,
    AchievementSubject,
    CredentialSchema,
    Evidence,
    IdentityObject,
    Profile,
    RefreshService,
    StatusEntry,
    TermsOfUse,
)
from badges.openbadges.vocabulary import STATUS_PURPOSES

# Types that VC 2.0 and the contexts of 1EdTech define; another has to be an IRI, or no reader knows
# what it means and no signature covers it.
_SCHEMA_TYPES = frozenset({"1EdTechJsonSchemaValidator2019", "JsonSchema", "JsonSchemaCredential"})
_REFRESH_TYPES = frozenset({"1EdTechCredentialRefresh"})


class Common(Protocol):
    """What credentials of all three kinds have in common."""

    @property
    def issuer(self) -> Profile: ...
    @property
    def valid_from(self) -> datetime: ...
    @property
    def valid_until(self) -> datetime | None: ...
    @property
    def awarded_date(self) -> datetime | None: ...
    @property
    def status(self) -> StatusEntry | None: ...
    @property
    def refresh_service(self) -> RefreshService | None: ...
    @property
    def terms_of_use(self) -> tuple[TermsOfUse, ...]: ...


def refuse_incoherent(credential: AchievementCredential) -> None:
    """Raise ``InvalidCredential`` at the first rule that an AchievementCredential breaks."""
    subject = credential.subject
    if subject.id is None and not subject.identifier:
        raise InvalidCredential("build.subject_unnamed", path="credentialSubject")
    refuse_common(credential)
    refuse_identifiers(subject.identifier, "credentialSubject.identifier")
    refuse_evidence(credential.evidence)
    _refuse_schemas(credential.credential_schema)
    _refuse_activity(subject)
    for profile, path in (
        (subject.source, "credentialSubject.source"),
        (subject.achievement.creator, "credentialSubject.achievement.creator"),
    ):
        if profile is not None:
            refuse_profile(profile, path)
    refuse_achievement(subject.achievement, "credentialSubject.achievement")
    refuse_results(subject)


def refuse_common(credential: Common) -> None:
    """The rules that hold for credentials of all kinds."""
    refuse_times(credential.valid_from, credential.valid_until, credential.awarded_date)
    refuse_profile(credential.issuer, "issuer")
    for number, terms in enumerate(credential.terms_of_use):
        if not is_uri(terms.type):
            path = f"termsOfUse[{number}].type"
            raise InvalidCredential("build.terms_type", path=path, value=terms.type)
    refresh = credential.refresh_service
    if refresh is not None and refresh.type not in _REFRESH_TYPES and not is_uri(refresh.type):
        path = "refreshService.type"
        raise InvalidCredential("build.refresh_type", path=path, value=refresh.type)
    if credential.status is not None:
        _refuse_status(credential.status)


def refuse_times(
    valid_from: datetime, valid_until: datetime | None, awarded_date: datetime | None
) -> None:
    """Refuse times without a zone and a period that ends before it begins."""
    times = {"validFrom": valid_from, "validUntil": valid_until, "awardedDate": awarded_date}
    _refuse_naive(times)
    if valid_until is not None and valid_until <= valid_from:
        raise InvalidCredential("build.until_before_from", path="validUntil")


def _refuse_naive(times: Mapping[str, datetime | None]) -> None:
    for path, moment in times.items():
        if moment is not None and moment.tzinfo is None:
            raise InvalidCredential("build.naive_time", path=path)


def _refuse_activity(subject: AchievementSubject) -> None:
    start, end = subject.activity_start_date, subject.activity_end_date
    _refuse_naive(
        {
            "credentialSubject.activityStartDate": start,
            "credentialSubject.activityEndDate": end,
        }
    )
    if start is not None and end is not None and end < start:
        raise InvalidCredential("build.end_before_start", path="credentialSubject.activityEndDate")


def refuse_identifiers(identifiers: Iterable[IdentityObject], path: str) -> None:
    """Refuse hashes that are none or that anybody could reverse, and salts that nothing uses."""
    for number, identity in enumerate(identifiers):
        place = f"{path}[{number}]"
        if identity.hashed and not is_hash(identity.identity_hash):
            raise InvalidCredential("build.identity_hash", path=f"{place}.identityHash")
        if identity.hashed and not identity.salt:
            # Without a salt one table of hashed addresses serves for everybody's badges.
            raise InvalidCredential("build.identity_salt", path=f"{place}.salt")
        if not identity.hashed and identity.salt is not None:
            raise InvalidCredential("build.identity_plain_salt", path=f"{place}.salt")
        if not identity.hashed and is_hash(identity.identity_hash):
            raise InvalidCredential("build.identity_plain_hash", path=f"{place}.identityHash")


def refuse_evidence(evidence: Iterable[Evidence]) -> None:
    """Refuse evidence that shows nothing, or of a kind that nobody knows."""
    for number, item in enumerate(evidence):
        said = (item.id, item.name, item.description, item.narrative)
        if all(text is None for text in said):
            raise InvalidCredential("build.evidence_empty", path=f"evidence[{number}]")
        refuse_types(item.further_types, f"evidence[{number}]")


def refuse_profile(profile: Profile, path: str) -> None:
    """Refuse places that are not on earth and an organisation that is part of itself."""
    _refuse_place(profile, path)
    ids, parent = {profile.id}, profile.parent_org
    while parent is not None:
        path += ".parentOrg"
        if parent.id in ids:
            raise InvalidCredential("build.parent_itself", path=path)
        _refuse_place(parent, path)
        ids.add(parent.id)
        parent = parent.parent_org


def _refuse_place(profile: Profile, path: str) -> None:
    place = profile.address.geo if profile.address is not None else None
    if place is None:
        return
    for name, degrees, limit in (
        ("latitude", place.latitude, 90),
        ("longitude", place.longitude, 180),
    ):
        if not (Decimal(degrees).is_finite() and -limit <= degrees <= limit):
            where = f"{path}.address.geo.{name}"
            raise InvalidCredential("build.coordinates", path=where, value=degrees, limit=limit)


def _refuse_schemas(schemas: Iterable[CredentialSchema]) -> None:
    for number, schema in enumerate(schemas):
        if schema.type not in _SCHEMA_TYPES and not is_uri(schema.type):
            path = f"credentialSchema[{number}].type"
            raise InvalidCredential("build.schema_type", path=path, value=schema.type)


def _refuse_status(status: StatusEntry) -> None:
    if status.status_list_index < 0:
        raise InvalidCredential("build.status_index", path="credentialStatus")
    if status.status_purpose not in STATUS_PURPOSES:
        path, purpose = "credentialStatus.statusPurpose", status.status_purpose
        raise InvalidCredential("build.status_purpose", path=path, value=purpose)
    if not status.status_list_credential.startswith(("https://", "http://")):
        path, url = "credentialStatus.statusListCredential", status.status_list_credential
        raise InvalidCredential("build.status_list", path=path, value=url)
    if status.id == status.status_list_credential:
        # Bitstring Status List 1.0, section 2.1: the id must not be the URL of the list.
        raise InvalidCredential("build.status_id", path="credentialStatus.id")

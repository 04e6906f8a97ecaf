"""What travels through the core: the OB 3.0 data model, and the stages of its signing beside it.

The model classes mirror OB 3.0 appendix B (names in snake_case, arrays as tuples). They hold values and
check nothing: ``build`` refuses, so that a refusal always has a code and a place.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from badges.openbadges.stages import (
    BakedImage,
    Resolver,
    SignedCredential,
    Signer,
    UnsignedCredential,
)

__all__ = [
    "OB_SCHEMA", "Achievement", "AchievementCredential", "AchievementSubject", "Address", "Alignment",
    "BakedImage", "CredentialSchema", "Criteria", "Evidence", "GeoCoordinates", "IdentifierEntry",
    "IdentityObject", "Image", "Number", "Profile", "RefreshService", "Related", "Resolver", "Result",
    "ResultDescription", "RubricCriterionLevel", "SignedCredential", "Signer", "StatusEntry",
    "TermsOfUse", "UnsignedCredential",
]  # fmt: skip

Number = int | float | Decimal

OB_SCHEMA = (
    "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """OB 3.0 Image. ``id``: URL or data URI of a PNG or SVG."""

    id: str
    caption: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentifierEntry:
    """OB 3.0 IdentifierEntry: how others name a profile or an achievement."""

    identifier: str
    identifier_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GeoCoordinates:
    """OB 3.0 GeoCoordinates: degrees in WGS 84, north and east positive."""

    latitude: Number
    longitude: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """OB 3.0 Address. ``country_code`` is ISO 3166-1 alpha-2, ``country`` its name."""

    country: str | None = None
    country_code: str | None = None
    region: str | None = None
    locality: str | None = None
    street: str | None = None
    post_office_box: str | None = None
    postal_code: str | None = None
    geo: GeoCoordinates | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """OB 3.0 Profile: the issuer, or who created or assessed an achievement; perhaps a person."""

    id: str
    name: str | None = None
    url: str | None = None
    email: str | None = None
    phone: str | None = None
    description: str | None = None
    image: Image | None = None
    address: Address | None = None
    official: str | None = None
    date_of_birth: date | None = None
    family_name: str | None = None
    given_name: str | None = None
    additional_name: str | None = None
    patronymic_name: str | None = None
    honorific_prefix: str | None = None
    honorific_suffix: str | None = None
    family_name_prefix: str | None = None
    other_identifier: tuple[IdentifierEntry, ...] = ()
    parent_org: Profile | None = None
    endorsement: tuple[SignedCredential, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Criteria:
    """OB 3.0 Criteria: how the achievement is earned, as a URL, as Markdown, or both."""

    id: str | None = None
    narrative: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """OB 3.0 Alignment: a node of somebody's framework. ``target_type`` may be ``ext:…``."""

    target_name: str
    target_url: str
    target_code: str | None = None
    target_description: str | None = None
    target_framework: str | None = None
    target_type: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RubricCriterionLevel:
    """OB 3.0 RubricCriterionLevel. ``id`` is what ``Result.achieved_level`` names."""

    id: str
    name: str
    level: str | None = None
    points: str | None = None
    description: str | None = None
    alignment: tuple[Alignment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultDescription:
    """OB 3.0 ResultDescription: a result that may be given. Values are strings, low to high."""

    id: str
    name: str
    result_type: str
    allowed_value: tuple[str, ...] = ()
    value_min: str | None = None
    value_max: str | None = None
    required_value: str | None = None
    required_level: str | None = None
    rubric_criterion_level: tuple[RubricCriterionLevel, ...] = ()
    alignment: tuple[Alignment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """OB 3.0 Result. ``result_description`` and ``achieved_level`` are ids in the achievement."""

    result_description: str | None = None
    value: str | None = None
    status: str | None = None
    achieved_level: str | None = None
    alignment: tuple[Alignment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """OB 3.0 Evidence; it sits on the credential, not on the subject.

    ``further_types`` are IRIs beside its own, such as that of an Open Badges 2.0 Assertion.
    """

    id: str | None = None
    name: str | None = None
    description: str | None = None
    narrative: str | None = None
    genre: str | None = None
    audience: str | None = None
    further_types: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """OB 3.0 Related: another version or another language of an achievement.

    ``further_types`` are IRIs beside its own, such as that of an Open Badges 2.0 BadgeClass.
    """

    id: str
    in_language: str | None = None
    version: str | None = None
    further_types: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityObject:
    """OB 3.0 IdentityObject: make one with ``plain_identity`` or ``hashed_identity``."""

    identity_type: str
    identity_hash: str
    hashed: bool
    salt: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Achievement:
    """OB 3.0 Achievement: what can be earned, as it was when the credential was issued."""

    id: str
    name: str
    description: str
    criteria: Criteria
    achievement_type: str | None = None
    image: Image | None = None
    creator: Profile | None = None
    credits_available: Number | None = None
    human_code: str | None = None
    field_of_study: str | None = None
    specialization: str | None = None
    in_language: str | None = None
    version: str | None = None
    tag: tuple[str, ...] = ()
    alignment: tuple[Alignment, ...] = ()
    result_description: tuple[ResultDescription, ...] = ()
    related: tuple[Related, ...] = ()
    other_identifier: tuple[IdentifierEntry, ...] = ()
    endorsement: tuple[SignedCredential, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AchievementSubject:
    """OB 3.0 AchievementSubject: who earned it, with which results. Needs id or identifier."""

    achievement: Achievement
    id: str | None = None
    identifier: tuple[IdentityObject, ...] = ()
    result: tuple[Result, ...] = ()
    credits_earned: Number | None = None
    term: str | None = None
    role: str | None = None
    license_number: str | None = None
    narrative: str | None = None
    activity_start_date: datetime | None = None
    activity_end_date: datetime | None = None
    image: Image | None = None
    source: Profile | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusEntry:
    """BitstringStatusListEntry (Bitstring Status List 1.0, section 2.1)."""

    id: str
    status_list_credential: str
    status_list_index: int
    status_purpose: str = "revocation"


@dataclass(frozen=True, slots=True, kw_only=True)
class CredentialSchema:
    """VC 2.0 credentialSchema; the default is the official OB 3.0 schema."""

    id: str = OB_SCHEMA
    type: str = "1EdTechJsonSchemaValidator2019"


@dataclass(frozen=True, slots=True, kw_only=True)
class RefreshService:
    """OB 3.0 RefreshService: where the current edition is. An address nobody can guess."""

    id: str
    type: str = "1EdTechCredentialRefresh"


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsOfUse:
    """VC 2.0 termsOfUse. ``type`` is an absolute IRI, since no context defines a word for it."""

    type: str
    id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AchievementCredential:
    """OB 3.0 AchievementCredential on VC 2.0, before signing.

    Times are aware; seconds are whole in the document (VC-JWT compares them as NumericDate), so
    fractions are cut off.
    """

    id: str
    name: str
    issuer: Profile
    valid_from: datetime
    subject: AchievementSubject
    description: str | None = None
    valid_until: datetime | None = None
    awarded_date: datetime | None = None
    evidence: tuple[Evidence, ...] = ()
    image: Image | None = None
    status: StatusEntry | None = None
    credential_schema: tuple[CredentialSchema, ...] = (CredentialSchema(),)
    refresh_service: RefreshService | None = None
    terms_of_use: tuple[TermsOfUse, ...] = ()
    endorsement: tuple[SignedCredential, ...] = ()

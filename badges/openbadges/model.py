"""The OB 3.0 data model as a table: properties, kinds, cardinalities (OB 3.0 appendix B.1).

The structure check walks a document along this table; it stands in for the official JSON Schema,
which says the same but neither explains itself to a person nor runs at this speed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from badges.openbadges import vocabulary


@dataclass(frozen=True, slots=True)
class Field:
    """One property. ``kind`` is a value kind of ``structure`` or the name of a class below."""

    kind: str
    required: bool = False
    many: bool = False
    names: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Shape:
    """One class: the word its ``type`` must hold, its properties, whether it may have others.

    ``one_type``: the type is that one word, not a list.
    """

    fields: Mapping[str, Field]
    type_name: str | None = None
    extensible: bool = True
    one_type: bool = False


def _one(kind: str, names: frozenset[str] = frozenset()) -> Field:
    return Field(kind, names=names)


def _must(kind: str, names: frozenset[str] = frozenset()) -> Field:
    return Field(kind, required=True, names=names)


def _some(kind: str) -> Field:
    return Field(kind, many=True)


_TEXTS = {
    name: _one("text")
    for name in (
        "familyName", "givenName", "additionalName", "patronymicName", "honorificPrefix",
        "honorificSuffix", "familyNamePrefix",
    )
}  # fmt: skip

_CREDENTIAL = {
    "id": _must("uri"), "name": _one("text"), "description": _one("text"), "image": _one("Image"),
    "awardedDate": _one("time"), "issuer": _must("ProfileRef"), "validFrom": _must("time"),
    "validUntil": _one("time"), "endorsement": _some("object"), "endorsementJwt": _some("jws"),
    "proof": _some("Proof"), "credentialSchema": _some("Typed"),
    "credentialStatus": _one("Status"), "refreshService": _one("Typed"),
    "termsOfUse": _some("Terms"),
}  # fmt: skip
_ACHIEVED = {"credentialSubject": _must("AchievementSubject"), "evidence": _some("Evidence")}
# VC Data Model 1.1 has other names for the dates, and OB 3.0 asks for a name and a whole profile there.
_EARLIER = {
    "name": _must("text"), "issuer": _must("Profile"), "issuanceDate": _must("time"), "expirationDate": _one("time"),
    "validFrom": _one("time"),
}  # fmt: skip

_NAMED = {"name": _must("text")}
_KINDS = {
    "AchievementCredential": _ACHIEVED,
    "EndorsementCredential": {"credentialSubject": _must("EndorsementSubject"), **_NAMED},
    "ClrCredential": {
        "credentialSubject": _must("ClrSubject"), "evidence": _some("Evidence"),
        "partial": _one("flag"), **_NAMED,
    },
}  # fmt: skip

SHAPES: Mapping[str, Shape] = {
    **{kind: Shape(_CREDENTIAL | own, "VerifiableCredential") for kind, own in _KINDS.items()},
    **{
        f"{kind}v1p1": Shape(_CREDENTIAL | own | _EARLIER, "VerifiableCredential")
        for kind, own in _KINDS.items()
    },
    "EndorsementSubject": Shape(
        {"id": _must("uri"), "endorsementComment": _one("text")}, type_name="EndorsementSubject"
    ),
    "ClrSubject": Shape(
        {
            "id": _one("uri"), "identifier": _some("IdentityObject"),
            "verifiableCredential": Field("object", required=True, many=True),
            "achievement": _some("Achievement"), "association": _some("Association"),
        },
        type_name="ClrSubject",
    ),
    "Association": Shape(
        {
            "associationType": _must("closed", vocabulary.ASSOCIATION_TYPES),
            "sourceId": _must("uri"), "targetId": _must("uri"),
        },
        type_name="Association",
        extensible=False,
        one_type=True,
    ),
    "AchievementSubject": Shape(
        {
            "id": _one("uri"), "activityEndDate": _one("time"), "activityStartDate": _one("time"),
            "creditsEarned": _one("number"), "achievement": _must("Achievement"),
            "identifier": _some("IdentityObject"), "image": _one("Image"),
            "licenseNumber": _one("text"), "narrative": _one("text"), "result": _some("Result"),
            "role": _one("text"), "source": _one("Profile"), "term": _one("text"),
        },
        type_name="AchievementSubject",
    ),
    "Achievement": Shape(
        {
            "id": _must("uri"), "name": _must("text"), "description": _must("text"),
            "criteria": _must("Criteria"), "alignment": _some("Alignment"),
            "achievementType": _one("extensible", vocabulary.ACHIEVEMENT_TYPES),
            "creator": _one("Profile"), "creditsAvailable": _one("number"),
            "endorsement": _some("object"), "endorsementJwt": _some("jws"),
            "fieldOfStudy": _one("text"), "humanCode": _one("text"), "image": _one("Image"),
            "inLanguage": _one("language"), "otherIdentifier": _some("IdentifierEntry"),
            "related": _some("Related"), "resultDescription": _some("ResultDescription"),
            "specialization": _one("text"), "tag": _some("text"), "version": _one("text"),
        },
        type_name="Achievement",
    ),
    "Criteria": Shape({"id": _one("uri"), "narrative": _one("text")}),
    "Alignment": Shape(
        {
            "targetName": _must("text"), "targetUrl": _must("uri"), "targetCode": _one("text"),
            "targetDescription": _one("text"), "targetFramework": _one("text"),
            "targetType": _one("extensible", vocabulary.ALIGNMENT_TARGET_TYPES),
        },
        type_name="Alignment",
    ),
    "Result": Shape(
        {
            "achievedLevel": _one("uri"), "alignment": _some("Alignment"),
            "resultDescription": _one("uri"), "value": _one("text"),
            "status": _one("closed", vocabulary.RESULT_STATUS_TYPES),
        },
        type_name="Result",
    ),
    "ResultDescription": Shape(
        {
            "id": _must("uri"), "name": _must("text"),
            "resultType": _must("extensible", vocabulary.RESULT_TYPES),
            "alignment": _some("Alignment"), "allowedValue": _some("text"),
            "requiredLevel": _one("uri"), "requiredValue": _one("text"),
            "rubricCriterionLevel": _some("RubricCriterionLevel"), "valueMax": _one("text"),
            "valueMin": _one("text"),
        },
        type_name="ResultDescription",
    ),
    "RubricCriterionLevel": Shape(
        {
            "id": _must("uri"), "name": _must("text"), "alignment": _some("Alignment"),
            "description": _one("text"), "level": _one("text"), "points": _one("text"),
        },
        type_name="RubricCriterionLevel",
    ),
    "Related": Shape(
        {"id": _must("uri"), "inLanguage": _one("language"), "version": _one("text")},
        type_name="Related",
    ),
    "Profile": Shape(
        {
            "id": _must("uri"), "name": _one("text"), "url": _one("uri"), "phone": _one("text"),
            "email": _one("text"), "description": _one("text"), "endorsement": _some("object"),
            "endorsementJwt": _some("jws"), "image": _one("Image"), "address": _one("Address"),
            "otherIdentifier": _some("IdentifierEntry"), "official": _one("text"),
            "parentOrg": _one("Profile"), "dateOfBirth": _one("date"), **_TEXTS,
        },
        type_name="Profile",
    ),
    "Address": Shape(
        {
            "addressCountry": _one("text"), "addressCountryCode": _one("country"),
            "addressRegion": _one("text"), "addressLocality": _one("text"),
            "streetAddress": _one("text"), "postOfficeBoxNumber": _one("text"),
            "postalCode": _one("text"), "geo": _one("GeoCoordinates"),
        },
        type_name="Address",
    ),
    "GeoCoordinates": Shape(
        {"latitude": _must("number"), "longitude": _must("number")},
        type_name="GeoCoordinates",
        one_type=True,
    ),
    "IdentityObject": Shape(
        {
            "hashed": _must("flag"), "identityHash": _must("text"), "salt": _one("text"),
            "identityType": _must("extensible", vocabulary.IDENTIFIER_TYPES),
        },
        type_name="IdentityObject",
        extensible=False,
        one_type=True,
    ),
    "IdentifierEntry": Shape(
        {
            "identifier": _must("text"),
            "identifierType": _must("extensible", vocabulary.IDENTIFIER_TYPES),
        },
        type_name="IdentifierEntry",
        extensible=False,
        one_type=True,
    ),
    "Image": Shape(
        {"id": _must("uri"), "caption": _one("text")},
        type_name="Image",
        extensible=False,
        one_type=True,
    ),
    "Evidence": Shape(
        {
            "id": _one("uri"), "narrative": _one("text"), "name": _one("text"),
            "description": _one("text"), "genre": _one("text"), "audience": _one("text"),
        },
        type_name="Evidence",
    ),
    # VC 2.0 lets their types be several; OB 3.0 (B.1.21 to B.1.26) has one.
    "Typed": Shape({"id": _must("uri"), "type": _must("text")}),
    # OB 3.0 (B.1.22) asks for the id of a status entry; VC 2.0 (section 4.10) and 1EdTech's current
    # schema do not.
    "Status": Shape({"id": _one("uri"), "type": _must("text")}),
    "Terms": Shape({"id": _one("uri"), "type": _must("text")}),
    "Proof": Shape(
        {
            "type": _must("text"), "created": _one("time"), "cryptosuite": _one("text"),
            "challenge": _one("text"), "domain": _one("text"), "nonce": _one("text"),
            "proofPurpose": _one("text"), "proofValue": _one("text"),
            # Its form is the key's business: 1EdTech's own bad examples have words there.
            "verificationMethod": _one("text"),
        }
    ),
}  # fmt: skip

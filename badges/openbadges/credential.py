"""Builds the JSON-LD document of an AchievementCredential (OB 3.0 section 5, VC 2.0 section 4).

Arrays wherever OB 3.0 allows several, so that the document passes both published flavours of its
schema; nothing empty, nothing null. Refuses, each with its own code: what ``coherence`` refuses,
what does not fit ``model``, empty texts, control characters, and texts that look like HTML entities.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from badges.openbadges.coherence import refuse_incoherent
from badges.openbadges.contexts import ISSUED
from badges.openbadges.datetimes import format_time
from badges.openbadges.errors import InvalidCredential
from badges.openbadges.safe_mode import CONTROL
from badges.openbadges.status_list import ENTRY_TYPE
from badges.openbadges.structure import problems
from badges.openbadges.types import (
    Achievement,
    AchievementCredential,
    AchievementSubject,
    Alignment,
    Criteria,
    Evidence,
    IdentityObject,
    Image,
    Number,
    Profile,
    Related,
    Result,
    ResultDescription,
    RubricCriterionLevel,
    StatusEntry,
    UnsignedCredential,
)


def build(credential: AchievementCredential) -> UnsignedCredential:
    """The document of ``credential``; raises ``InvalidCredential`` with ``params["path"]``."""
    refuse_incoherent(credential)
    document = _credential(credential)
    _refuse_texts(document, "")
    for problem in problems(document):
        raise InvalidCredential(problem.code, path=problem.path, value=problem.value)
    return UnsignedCredential(document)


def _credential(credential: AchievementCredential) -> dict[str, Any]:
    until, awarded = credential.valid_until, credential.awarded_date
    return _filled(
        {
            "@context": list(ISSUED),
            "id": credential.id,
            "type": ["VerifiableCredential", "OpenBadgeCredential"],
            "name": credential.name,
            "description": credential.description,
            "image": _image(credential.image),
            "issuer": _profile(credential.issuer),
            "validFrom": format_time(credential.valid_from),
            "validUntil": format_time(until) if until else None,
            "awardedDate": format_time(awarded) if awarded else None,
            "credentialSubject": _subject(credential.subject),
            "evidence": [_evidence(item) for item in credential.evidence],
            "credentialSchema": [
                {"id": schema.id, "type": schema.type} for schema in credential.credential_schema
            ],
            "credentialStatus": _status(credential.status) if credential.status else None,
        }
    )


def _subject(subject: AchievementSubject) -> dict[str, Any]:
    start, end = subject.activity_start_date, subject.activity_end_date
    return _filled(
        {
            "id": subject.id,
            "type": ["AchievementSubject"],
            "identifier": [_identity(identity) for identity in subject.identifier],
            "image": _image(subject.image),
            "activityStartDate": format_time(start) if start else None,
            "activityEndDate": format_time(end) if end else None,
            "creditsEarned": _number(subject.credits_earned),
            "term": subject.term,
            "role": subject.role,
            "licenseNumber": subject.license_number,
            "narrative": subject.narrative,
            "source": _profile(subject.source) if subject.source else None,
            "achievement": achievement_members(subject.achievement),
            "result": [_result(result) for result in subject.result],
        }
    )


def achievement_members(achievement: Achievement) -> dict[str, Any]:
    """The members of an Achievement, as they stand in a credential or at the achievement's address."""
    return _filled(
        {
            "id": achievement.id,
            "type": ["Achievement"],
            "achievementType": achievement.achievement_type,
            "name": achievement.name,
            "description": achievement.description,
            "criteria": _criteria(achievement.criteria),
            "image": _image(achievement.image),
            "creator": _profile(achievement.creator) if achievement.creator else None,
            "creditsAvailable": _number(achievement.credits_available),
            "humanCode": achievement.human_code,
            "fieldOfStudy": achievement.field_of_study,
            "specialization": achievement.specialization,
            "inLanguage": achievement.in_language,
            "version": achievement.version,
            "tag": list(achievement.tag),
            "alignment": _alignments(achievement.alignment),
            "resultDescription": [_description(item) for item in achievement.result_description],
            "related": [_related(item) for item in achievement.related],
        }
    )


def _description(description: ResultDescription) -> dict[str, Any]:
    return _filled(
        {
            "id": description.id,
            "type": ["ResultDescription"],
            "name": description.name,
            "resultType": description.result_type,
            "allowedValue": list(description.allowed_value),
            "valueMin": description.value_min,
            "valueMax": description.value_max,
            "requiredValue": description.required_value,
            "requiredLevel": description.required_level,
            "rubricCriterionLevel": [_level(item) for item in description.rubric_criterion_level],
            "alignment": _alignments(description.alignment),
        }
    )


def _level(level: RubricCriterionLevel) -> dict[str, Any]:
    return _filled(
        {
            "id": level.id,
            "type": ["RubricCriterionLevel"],
            "name": level.name,
            "level": level.level,
            "points": level.points,
            "description": level.description,
            "alignment": _alignments(level.alignment),
        }
    )


def _result(result: Result) -> dict[str, Any]:
    return _filled(
        {
            "type": ["Result"],
            "resultDescription": result.result_description,
            "value": result.value,
            "status": result.status,
            "achievedLevel": result.achieved_level,
            "alignment": _alignments(result.alignment),
        }
    )


def _alignments(alignments: Iterable[Alignment]) -> list[dict[str, Any]]:
    return [
        _filled(
            {
                "type": ["Alignment"],
                "targetName": alignment.target_name,
                "targetUrl": alignment.target_url,
                "targetCode": alignment.target_code,
                "targetDescription": alignment.target_description,
                "targetFramework": alignment.target_framework,
                "targetType": alignment.target_type,
            }
        )
        for alignment in alignments
    ]


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return _filled(
        {
            "id": evidence.id,
            "type": ["Evidence"],
            "name": evidence.name,
            "description": evidence.description,
            "narrative": evidence.narrative,
            "genre": evidence.genre,
            "audience": evidence.audience,
        }
    )


def _profile(profile: Profile) -> dict[str, Any]:
    return _filled(
        {
            "id": profile.id,
            "type": ["Profile"],
            "name": profile.name,
            "url": profile.url,
            "email": profile.email,
            "phone": profile.phone,
            "description": profile.description,
            "image": _image(profile.image),
        }
    )


def _related(related: Related) -> dict[str, Any]:
    fields = {"inLanguage": related.in_language, "version": related.version}
    return _filled({"id": related.id, "type": ["Related"], **fields})


def _identity(identity: IdentityObject) -> dict[str, Any]:
    # IdentityObject is a closed class whose type is one word, not a list.
    return _filled(
        {
            "type": "IdentityObject",
            "hashed": identity.hashed,
            "identityHash": identity.identity_hash,
            "identityType": identity.identity_type,
            "salt": identity.salt,
        }
    )


def _criteria(criteria: Criteria) -> dict[str, Any]:
    return _filled({"id": criteria.id, "narrative": criteria.narrative})


def _image(image: Image | None) -> dict[str, Any] | None:
    return _filled({"id": image.id, "type": "Image", "caption": image.caption}) if image else None


def _status(status: StatusEntry) -> dict[str, Any]:
    # One object, not a list: OB 3.0 allows at most one status.
    return {
        "id": status.id,
        "type": ENTRY_TYPE,
        "statusPurpose": status.status_purpose,
        "statusListIndex": str(status.status_list_index),
        "statusListCredential": status.status_list_credential,
    }


def _number(number: Number | None) -> int | float | None:
    if number is None:
        return None
    # 3 and 3.0 sign alike; written as 3 they also read alike.
    return int(number) if Decimal(number) == int(number) else float(number)


def _filled(members: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in members.items() if value is not None and value != []}


def _refuse_texts(value: Any, path: str) -> None:
    for place, text in _texts(value, path):
        if not text.strip():
            raise InvalidCredential("build.empty_text", path=place)
        if CONTROL.search(text) or not _encodable(text):
            raise InvalidCredential("build.control_character", path=place)
        if html.unescape(text) != text:
            # Some wallets decode entities in what they download before they check the signature.
            raise InvalidCredential("build.html_entity", path=place, value=text[:80])


def _texts(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for key, member in value.items():
            yield from _texts(member, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for number, member in enumerate(value):
            yield from _texts(member, f"{path}[{number}]")


def _encodable(text: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in text)

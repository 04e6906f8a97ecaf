"""Builds the JSON-LD document of an AchievementCredential (OB 3.0 B.1.2, VC 2.0 section 4).

Arrays wherever OB 3.0 allows several, so that the document passes both published flavours of its
schema; nothing empty, nothing null. Refuses, each with its own code: what ``coherence`` refuses,
what does not fit ``model``, empty texts, control characters, and texts that look like HTML entities.
"""

from __future__ import annotations

from typing import Any

from badges.openbadges.coherence import refuse_incoherent
from badges.openbadges.contexts import ISSUED
from badges.openbadges.datetimes import format_time
from badges.openbadges.embedding import embedded
from badges.openbadges.errors import InvalidCredential
from badges.openbadges.members import (
    alignments_of,
    evidence_of,
    filled,
    identifiers_of,
    identity_of,
    image_of,
    number_of,
    profile_of,
    refresh_of,
    refuse_texts,
    status_of,
    terms_of,
)
from badges.openbadges.structure import problems
from badges.openbadges.types import (
    Achievement,
    AchievementCredential,
    AchievementSubject,
    Criteria,
    Related,
    Result,
    ResultDescription,
    RubricCriterionLevel,
    UnsignedCredential,
)


def build(credential: AchievementCredential) -> UnsignedCredential:
    """The document of ``credential``; raises ``InvalidCredential`` with ``params["path"]``."""
    refuse_incoherent(credential)
    document = _credential(credential)
    refuse_texts(document, "")
    for problem in problems(document):
        raise InvalidCredential(problem.code, path=problem.path, value=problem.value)
    return UnsignedCredential(document)


def _credential(credential: AchievementCredential) -> dict[str, Any]:
    until, awarded = credential.valid_until, credential.awarded_date
    return filled(
        {
            "@context": list(ISSUED),
            "id": credential.id,
            "type": ["VerifiableCredential", "OpenBadgeCredential"],
            "name": credential.name,
            "description": credential.description,
            "image": image_of(credential.image),
            "issuer": profile_of(credential.issuer),
            "validFrom": format_time(credential.valid_from),
            "validUntil": format_time(until) if until else None,
            "awardedDate": format_time(awarded) if awarded else None,
            "credentialSubject": _subject(credential.subject),
            "evidence": [evidence_of(item) for item in credential.evidence],
            "credentialSchema": [
                {"id": schema.id, "type": schema.type} for schema in credential.credential_schema
            ],
            "credentialStatus": status_of(credential.status) if credential.status else None,
            "refreshService": refresh_of(credential.refresh_service),
            "termsOfUse": terms_of(credential.terms_of_use),
            **embedded(credential.endorsement, of=credential.id, path=""),
        }
    )


def _subject(subject: AchievementSubject) -> dict[str, Any]:
    start, end = subject.activity_start_date, subject.activity_end_date
    return filled(
        {
            "id": subject.id,
            "type": ["AchievementSubject"],
            "identifier": [identity_of(identity) for identity in subject.identifier],
            "image": image_of(subject.image),
            "activityStartDate": format_time(start) if start else None,
            "activityEndDate": format_time(end) if end else None,
            "creditsEarned": number_of(subject.credits_earned),
            "term": subject.term,
            "role": subject.role,
            "licenseNumber": subject.license_number,
            "narrative": subject.narrative,
            "source": profile_of(subject.source) if subject.source else None,
            "achievement": achievement_members(subject.achievement),
            "result": [_result(result) for result in subject.result],
        }
    )


def achievement_members(achievement: Achievement) -> dict[str, Any]:
    """The members of an Achievement, as they stand in a credential or at the achievement's address."""
    return filled(
        {
            "id": achievement.id,
            "type": ["Achievement"],
            "achievementType": achievement.achievement_type,
            "name": achievement.name,
            "description": achievement.description,
            "criteria": _criteria(achievement.criteria),
            "image": image_of(achievement.image),
            "creator": profile_of(achievement.creator) if achievement.creator else None,
            "creditsAvailable": number_of(achievement.credits_available),
            "humanCode": achievement.human_code,
            "fieldOfStudy": achievement.field_of_study,
            "specialization": achievement.specialization,
            "inLanguage": achievement.in_language,
            "version": achievement.version,
            "tag": list(achievement.tag),
            "alignment": alignments_of(achievement.alignment),
            "resultDescription": [_description(item) for item in achievement.result_description],
            "related": [_related(item) for item in achievement.related],
            "otherIdentifier": identifiers_of(achievement.other_identifier),
            **embedded(
                achievement.endorsement,
                of=achievement.id,
                path="credentialSubject.achievement",
            ),
        }
    )


def _description(description: ResultDescription) -> dict[str, Any]:
    return filled(
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
            "alignment": alignments_of(description.alignment),
        }
    )


def _level(level: RubricCriterionLevel) -> dict[str, Any]:
    return filled(
        {
            "id": level.id,
            "type": ["RubricCriterionLevel"],
            "name": level.name,
            "level": level.level,
            "points": level.points,
            "description": level.description,
            "alignment": alignments_of(level.alignment),
        }
    )


def _result(result: Result) -> dict[str, Any]:
    return filled(
        {
            "type": ["Result"],
            "resultDescription": result.result_description,
            "value": result.value,
            "status": result.status,
            "achievedLevel": result.achieved_level,
            "alignment": alignments_of(result.alignment),
        }
    )


def _related(related: Related) -> dict[str, Any]:
    fields = {"inLanguage": related.in_language, "version": related.version}
    return filled({"id": related.id, "type": ["Related", *related.further_types], **fields})


def _criteria(criteria: Criteria) -> dict[str, Any]:
    return filled({"id": criteria.id, "narrative": criteria.narrative})

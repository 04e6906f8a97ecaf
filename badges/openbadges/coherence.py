"""Rules of OB 3.0 that no schema can say: results against their descriptions, dates, identifiers.

Each rule refuses with its own code and the place, before anything is signed.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation

from badges.openbadges.errors import InvalidCredential
from badges.openbadges.structure import is_uri
from badges.openbadges.types import (
    Achievement,
    AchievementCredential,
    AchievementSubject,
    Result,
    ResultDescription,
    StatusEntry,
)


def refuse_incoherent(credential: AchievementCredential) -> None:
    """Raise ``InvalidCredential`` at the first rule that is broken."""
    subject = credential.subject
    if subject.id is None and not subject.identifier:
        raise InvalidCredential("build.subject_unnamed", path="credentialSubject")
    refuse_times(credential.valid_from, credential.valid_until, credential.awarded_date)
    _refuse_activity(subject)
    _refuse_terms(credential)
    _refuse_criteria(subject.achievement)
    _refuse_descriptions(subject.achievement)
    _refuse_credits(subject)
    for number, result in enumerate(subject.result):
        _refuse_result(result, subject.achievement, f"credentialSubject.result[{number}]")
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


def _refuse_terms(credential: AchievementCredential) -> None:
    for number, terms in enumerate(credential.terms_of_use):
        if not is_uri(terms.type):
            # A word that no context defines would not be signed.
            path = f"termsOfUse[{number}].type"
            raise InvalidCredential("build.terms_type", path=path, value=terms.type)


def _refuse_criteria(achievement: Achievement) -> None:
    if achievement.criteria.id is None and achievement.criteria.narrative is None:
        path = "credentialSubject.achievement.criteria"
        raise InvalidCredential("build.criteria_empty", path=path)


def _refuse_credits(subject: AchievementSubject) -> None:
    amounts = {
        "credentialSubject.creditsEarned": subject.credits_earned,
        "credentialSubject.achievement.creditsAvailable": subject.achievement.credits_available,
    }
    for path, amount in amounts.items():
        if amount is not None and not (Decimal(amount).is_finite() and amount >= 0):
            raise InvalidCredential("build.credits", path=path, value=amount)


def _refuse_descriptions(achievement: Achievement) -> None:
    seen: set[str] = set()
    for number, description in enumerate(achievement.result_description):
        path = f"credentialSubject.achievement.resultDescription[{number}]"
        for id_ in [description.id, *(level.id for level in description.rubric_criterion_level)]:
            if id_ in seen:
                raise InvalidCredential("build.id_twice", path=path, value=id_)
            seen.add(id_)
        _refuse_description(description, path)


def _refuse_description(description: ResultDescription, path: str) -> None:
    lowest = _number(description.value_min, f"{path}.valueMin")
    highest = _number(description.value_max, f"{path}.valueMax")
    if lowest is not None and highest is not None and lowest > highest:
        raise InvalidCredential("build.min_above_max", path=path)
    if description.required_value is not None:
        _refuse_value(description.required_value, description, f"{path}.requiredValue")
    if description.required_level is not None:
        _refuse_level(description.required_level, description, f"{path}.requiredLevel")


def _refuse_result(result: Result, achievement: Achievement, path: str) -> None:
    if result.value is None and result.status is None and result.achieved_level is None:
        raise InvalidCredential("build.result_empty", path=path)
    if result.result_description is None:
        if result.achieved_level is not None:
            raise InvalidCredential("build.level_unknown", path=path, value=result.achieved_level)
        return
    described = {entry.id: entry for entry in achievement.result_description}
    description = described.get(result.result_description)
    if description is None:
        raise InvalidCredential(
            "build.description_unknown", path=path, value=result.result_description
        )
    if description.result_type == "Status" and result.status is None:
        raise InvalidCredential("build.status_missing", path=path)
    if result.achieved_level is not None:
        _refuse_level(result.achieved_level, description, f"{path}.achievedLevel")
    if result.value is not None:
        _refuse_value(result.value, description, f"{path}.value")


def _refuse_level(level: str, description: ResultDescription, path: str) -> None:
    if level not in {entry.id for entry in description.rubric_criterion_level}:
        raise InvalidCredential("build.level_unknown", path=path, value=level)


def _refuse_value(value: str, description: ResultDescription, path: str) -> None:
    if description.allowed_value:
        if value not in description.allowed_value:
            raise InvalidCredential("build.value_not_allowed", path=path, value=value)
        return
    lowest = _number(description.value_min, path)
    highest = _number(description.value_max, path)
    if lowest is None and highest is None:
        return
    number = _number(value, path)
    too_low = lowest is not None and number is not None and number < lowest
    too_high = highest is not None and number is not None and number > highest
    if too_low or too_high:
        raise InvalidCredential(
            "build.value_out_of_range",
            path=path,
            value=value,
            low=description.value_min or "-",
            high=description.value_max or "-",
        )


def _number(text: str | None, path: str) -> Decimal | None:
    if text is None:
        return None
    try:
        number = Decimal(text)
    except InvalidOperation as error:
        raise InvalidCredential("build.not_a_number", path=path, value=text) from error
    if not number.is_finite():
        raise InvalidCredential("build.not_a_number", path=path, value=text)
    return number


def _refuse_status(status: StatusEntry) -> None:
    if status.status_list_index < 0:
        raise InvalidCredential("build.status_index", path="credentialStatus")
    if status.id == status.status_list_credential:
        # Bitstring Status List 1.0, section 2.1: the id must not be the URL of the list.
        raise InvalidCredential("build.status_id", path="credentialStatus.id")

"""Rules of OB 3.0 for achievements and results that no schema can say (B.1.1, B.1.16, B.1.17).

A result fits the description that it names; a description does not contradict itself. Each rule
refuses with its own code and the place, before anything is signed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation

from badges.openbadges.errors import InvalidCredential
from badges.openbadges.structure import is_uri
from badges.openbadges.types import (
    Achievement,
    AchievementSubject,
    Number,
    Result,
    ResultDescription,
)

_SUBJECT = "credentialSubject"


def refuse_achievement(achievement: Achievement, path: str) -> None:
    """Refuse an achievement that contradicts itself; ``path`` is where it will stand."""
    if achievement.criteria.id is None and achievement.criteria.narrative is None:
        raise InvalidCredential("build.criteria_empty", path=f"{path}.criteria")
    _refuse_credits(achievement.credits_available, f"{path}.creditsAvailable")
    for number, related in enumerate(achievement.related):
        place = f"{path}.related[{number}]"
        if related.id == achievement.id:
            raise InvalidCredential("build.related_itself", path=place)
        refuse_types(related.further_types, place)
    seen: set[str] = set()
    for number, description in enumerate(achievement.result_description):
        place = f"{path}.resultDescription[{number}]"
        for id_ in _ids(description):
            if id_ in seen:
                raise InvalidCredential("build.id_twice", path=place, value=id_)
            seen.add(id_)
        _refuse_description(description, place)


def refuse_types(types: Iterable[str], path: str) -> None:
    """Refuse further types that are words: no context defines them, so nothing would sign them."""
    for name in types:
        if not is_uri(name):
            raise InvalidCredential("build.further_type", path=f"{path}.type", value=name)


def refuse_results(subject: AchievementSubject) -> None:
    """Refuse results and credits that do not fit the subject's achievement."""
    _refuse_credits(subject.credits_earned, f"{_SUBJECT}.creditsEarned")
    described = {entry.id: entry for entry in subject.achievement.result_description}
    for number, result in enumerate(subject.result):
        path = f"{_SUBJECT}.result[{number}]"
        _refuse_unfounded(result, path)
        if result.result_description is None:
            continue
        description = described.get(result.result_description)
        if description is None:
            unknown = result.result_description
            raise InvalidCredential("build.description_unknown", path=path, value=unknown)
        _refuse_result(result, description, path)


def _ids(description: ResultDescription) -> Iterator[str]:
    yield description.id
    for level in description.rubric_criterion_level:
        yield level.id


def _refuse_credits(amount: Number | None, path: str) -> None:
    if amount is not None and not (Decimal(amount).is_finite() and amount >= 0):
        raise InvalidCredential("build.credits", path=path, value=amount)


def _refuse_description(description: ResultDescription, path: str) -> None:
    lowest = _bound(description.value_min, f"{path}.valueMin")
    highest = _bound(description.value_max, f"{path}.valueMax")
    if lowest is not None and highest is not None and lowest > highest:
        raise InvalidCredential("build.min_above_max", path=path)
    if len(set(description.allowed_value)) < len(description.allowed_value):
        # An ordered list, low to high: a value with two places in it has no rank.
        raise InvalidCredential("build.allowed_value_twice", path=f"{path}.allowedValue")
    required, level = description.required_value, description.required_level
    if required is not None and _misfit(required, description, f"{path}.requiredValue"):
        raise InvalidCredential(
            "build.required_value", path=f"{path}.requiredValue", value=required
        )
    if level is not None and level not in _levels(description):
        raise InvalidCredential("build.required_level", path=f"{path}.requiredLevel", value=level)


def _refuse_unfounded(result: Result, path: str) -> None:
    if result.value is None and result.status is None and result.achieved_level is None:
        raise InvalidCredential("build.result_empty", path=path)
    if result.result_description is None and result.achieved_level is not None:
        level = result.achieved_level
        raise InvalidCredential("build.level_undescribed", path=path, value=level)


def _refuse_result(result: Result, description: ResultDescription, path: str) -> None:
    if description.result_type == "Status" and result.status is None:
        raise InvalidCredential("build.status_missing", path=path)
    level = result.achieved_level
    if level is not None and level not in _levels(description):
        raise InvalidCredential("build.level_unknown", path=f"{path}.achievedLevel", value=level)
    if result.value is None:
        return
    code = _misfit(result.value, description, f"{path}.value")
    if code is not None:
        raise InvalidCredential(
            code,
            path=f"{path}.value",
            value=result.value,
            low=description.value_min or "-",
            high=description.value_max or "-",
        )


def _levels(description: ResultDescription) -> Iterable[str]:
    return [level.id for level in description.rubric_criterion_level]


def _misfit(value: str, description: ResultDescription, path: str) -> str | None:
    """The code of why ``value`` cannot be a result of this description, or None if it can."""
    if description.allowed_value:
        return None if value in description.allowed_value else "build.value_not_allowed"
    lowest, highest = _bound(description.value_min, path), _bound(description.value_max, path)
    if lowest is None and highest is None:
        return None
    number = _number(value, path)
    too_low = lowest is not None and number < lowest
    too_high = highest is not None and number > highest
    return "build.value_out_of_range" if too_low or too_high else None


def _bound(text: str | None, path: str) -> Decimal | None:
    return None if text is None else _number(text, path)


def _number(text: str, path: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation as error:
        raise InvalidCredential("build.not_a_number", path=path, value=text) from error
    if not number.is_finite():
        raise InvalidCredential("build.not_a_number", path=path, value=text)
    return number

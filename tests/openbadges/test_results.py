"""What ``build`` refuses of achievements and results: one case a line, with its code and its place."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from badges.openbadges import (
    AchievementCredential,
    Alignment,
    Criteria,
    InvalidCredential,
    Related,
    Result,
    ResultDescription,
    build,
)
from tests.openbadges import samples
from tests.openbadges.samples import BASE, GRADE, LEVELS, PASSED, RUBRIC, SCORE

Case = tuple[AchievementCredential, str, str]
SUBJECT, ACHIEVEMENT = "credentialSubject", "credentialSubject.achievement"
DESCRIPTION, RESULT = f"{ACHIEVEMENT}.resultDescription[0]", f"{SUBJECT}.result[0]"


def _of(**fields: Any) -> AchievementCredential:
    """The whole credential with a subject so changed."""
    return samples.credential(subject=samples.subject(**fields))


def _achieved(**fields: Any) -> AchievementCredential:
    return _of(achievement=samples.achievement(**fields), result=())


def _result(**fields: Any) -> AchievementCredential:
    return _of(result=(Result(**fields),))


def _described(**fields: Any) -> AchievementCredential:
    whole: dict[str, Any] = {"id": "urn:x:1", "name": "점수", "result_type": "RawScore"} | fields
    return _achieved(result_description=(ResultDescription(**whole),))


def _aligned(**fields: Any) -> AchievementCredential:
    whole: dict[str, Any] = {"target_name": "데이터", "target_url": "https://www.ncs.go.kr/"}
    return _achieved(alignment=(Alignment(**(whole | fields)),))


RESULTS: dict[str, Case] = {
    "negative credits": (_of(credits_earned=-1), "build.credits", f"{SUBJECT}.creditsEarned"),
    "result of nothing": (_result(result_description=SCORE), "build.result_empty", RESULT),
    "result of an unknown description": (
        _result(result_description="urn:x:nowhere", value="1"),
        "build.description_unknown", RESULT,
    ),
    "level without a description": (
        _result(achieved_level=LEVELS[0]), "build.level_undescribed", RESULT,
    ),
    "level of another description": (
        _result(result_description=SCORE, achieved_level=LEVELS[0]),
        "build.level_unknown", f"{RESULT}.achievedLevel",
    ),
    "value above the highest": (
        _result(result_description=SCORE, value="100.5"),
        "build.value_out_of_range", f"{RESULT}.value",
    ),
    "value below the lowest": (
        _result(result_description=SCORE, value="-1"),
        "build.value_out_of_range", f"{RESULT}.value",
    ),
    "value that is no number": (
        _result(result_description=SCORE, value="구십"), "build.not_a_number", f"{RESULT}.value",
    ),
    "infinite value": (
        _result(result_description=SCORE, value="Infinity"),
        "build.not_a_number", f"{RESULT}.value",
    ),
    "value that is not allowed": (
        _result(result_description=GRADE, value="A+"),
        "build.value_not_allowed", f"{RESULT}.value",
    ),
    "status missing": (
        _result(result_description=PASSED, value="P"), "build.status_missing", RESULT,
    ),
    "unknown status": (
        _result(result_description=PASSED, status="Done"), "structure.enum", f"{RESULT}.status",
    ),
}  # fmt: skip

ACHIEVEMENTS: dict[str, Case] = {
    "no criteria": (
        _achieved(criteria=Criteria()), "build.criteria_empty", f"{ACHIEVEMENT}.criteria",
    ),
    "credits that are no number": (
        _achieved(credits_available=float("nan")),
        "build.credits", f"{ACHIEVEMENT}.creditsAvailable",
    ),
    "related to itself": (
        _achieved(related=(Related(id=f"{BASE}/achievements/7"),)),
        "build.related_itself", f"{ACHIEVEMENT}.related[0]",
    ),
    "related of an undefined type": (
        _achieved(related=(Related(id="urn:x:9", further_types=("BadgeClass",)),)),
        "build.further_type", f"{ACHIEVEMENT}.related[0].type",
    ),
    "alignment without name": (
        _aligned(target_name=""), "build.empty_text", f"{ACHIEVEMENT}.alignment[0].targetName",
    ),
    "alignment at a relative address": (
        _aligned(target_url="/unity"), "structure.uri", f"{ACHIEVEMENT}.alignment[0].targetUrl",
    ),
    "alignment of an unknown type": (
        _aligned(target_type="NCS"), "structure.enum", f"{ACHIEVEMENT}.alignment[0].targetType",
    ),
    "achievement of an unknown type": (
        _achieved(achievement_type="MicroDegree"),
        "structure.enum", f"{ACHIEVEMENT}.achievementType",
    ),
    "no code of a language": (
        _achieved(in_language="korean-language"),
        "structure.language", f"{ACHIEVEMENT}.inLanguage",
    ),
    "code of a language in capitals": (
        _achieved(related=(Related(id="urn:x:9", in_language="KO"),)),
        "structure.language", f"{ACHIEVEMENT}.related[0].inLanguage",
    ),
    "description of an unknown type": (
        _described(result_type="Score"), "structure.enum", f"{DESCRIPTION}.resultType",
    ),
    "lowest above the highest": (
        _described(value_min="10", value_max="1"), "build.min_above_max", DESCRIPTION,
    ),
    "lowest that is no number": (
        _described(value_min="F"), "build.not_a_number", f"{DESCRIPTION}.valueMin",
    ),
    "value allowed twice": (
        _described(allowed_value=("C", "A", "C")),
        "build.allowed_value_twice", f"{DESCRIPTION}.allowedValue",
    ),
    "required value out of range": (
        _described(value_max="100", required_value="101"),
        "build.required_value", f"{DESCRIPTION}.requiredValue",
    ),
    "required value that is not allowed": (
        _described(allowed_value=("C", "A"), required_value="B"),
        "build.required_value", f"{DESCRIPTION}.requiredValue",
    ),
    "required level unknown": (
        _described(required_level="urn:x:2"),
        "build.required_level", f"{DESCRIPTION}.requiredLevel",
    ),
    "two descriptions of one id": (
        _achieved(result_description=samples.result_descriptions()[:1] * 2),
        "build.id_twice", f"{ACHIEVEMENT}.resultDescription[1]",
    ),
    "two levels of one id": (
        _achieved(
            result_description=tuple(
                replace(item, id="urn:x:1", required_level=None) if item.id == RUBRIC
                else replace(item, id=LEVELS[2])
                for item in samples.result_descriptions()[:2]
            )
        ),
        "build.id_twice", f"{ACHIEVEMENT}.resultDescription[1]",
    ),
}  # fmt: skip

REFUSALS = RESULTS | ACHIEVEMENTS


@pytest.mark.parametrize("case", REFUSALS)
def test_refuses(case: str) -> None:
    credential, code, path = REFUSALS[case]
    with pytest.raises(InvalidCredential) as refused:
        build(credential)
    assert (refused.value.code, refused.value.params["path"]) == (code, path)
    assert refused.value.message("ko") != refused.value.message("en")


FREE = samples.subject(
    achievement=_described().subject.achievement,
    result=(Result(result_description="urn:x:1", value="any text"),),
)


@pytest.mark.parametrize(
    "credential",
    [_result(value="우수"), _result(status="InProgress"), samples.credential(subject=FREE)],
)
def test_results_that_nothing_bounds_are_free(credential: AchievementCredential) -> None:
    assert build(credential).document["credentialSubject"]["result"]


@pytest.mark.parametrize("value", ["0", "100", "99.99"])
def test_the_ends_of_a_range_belong_to_it(value: str) -> None:
    document = samples.document(_result(result_description=SCORE, value=value))
    assert document["credentialSubject"]["result"][0]["value"] == value

"""Building: the documents pass both published schemas, and each bad combination has its code."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from jsonschema.validators import validator_for

from badges.openbadges import (
    AchievementCredential,
    Alignment,
    CredentialSchema,
    Criteria,
    InvalidCredential,
    Profile,
    Related,
    Result,
    ResultDescription,
    StatusEntry,
    build,
)
from tests.openbadges import samples
from tests.openbadges.samples import GRADE, LEVELS, PASSED, RUBRIC, SCORE

FLAVOURS = ("ob_v3p0", "ob_v3p0_strict_arrays")


@pytest.mark.parametrize("flavour", FLAVOURS)
@pytest.mark.parametrize("make", [samples.credential, samples.simple])
def test_the_official_schema_accepts_it(standards: Path, flavour: str, make: Any) -> None:
    path = standards / "schemas" / flavour / "ob_v3p0_achievementcredential_schema.json"
    schema = json.loads(path.read_text(encoding="utf-8"))
    document = json.loads(samples.signed(make()).data)
    assert list(validator_for(schema)(schema).iter_errors(document)) == []


def test_the_document_says_what_was_asked() -> None:
    document = samples.document()
    subject, achievement = (
        document["credentialSubject"],
        document["credentialSubject"]["achievement"],
    )
    assert document["@context"][0] == "https://www.w3.org/ns/credentials/v2"
    assert document["validFrom"] == "2026-11-22T09:00:00Z"
    assert (subject["creditsEarned"], subject["term"]) == (12.5, "2026-1")
    assert subject["result"][1]["achievedLevel"] == LEVELS[2]
    assert achievement["creditsAvailable"] == 12
    assert [item["id"] for item in achievement["resultDescription"]] == [
        SCORE,
        RUBRIC,
        GRADE,
        PASSED,
    ]
    assert document["credentialStatus"]["statusListIndex"] == str(samples.STATUS_INDEX)


def test_nothing_is_null_or_empty() -> None:
    text = json.dumps(samples.document(samples.simple()))
    assert "null" not in text
    assert "[]" not in text
    assert "resultDescription" not in text


@pytest.mark.parametrize(
    ("given", "written"),
    [(3, "3"), (3.0, "3"), (Decimal("3.00"), "3"), (Decimal("2.5"), "2.5"), (0, "0")],
)
def test_credits_are_written_in_one_way(given: Any, written: str) -> None:
    document = samples.document(samples.simple(subject=samples.subject(credits_earned=given)))
    assert json.dumps(document["credentialSubject"]["creditsEarned"]) == written


def test_fractions_of_a_second_are_cut_off() -> None:
    moment = samples.NOW.replace(microsecond=999_999)
    assert (
        samples.document(samples.simple(valid_from=moment))["validFrom"] == "2026-11-23T09:00:00Z"
    )


def _result(**fields: Any) -> AchievementCredential:
    return samples.credential(subject=samples.subject(result=(Result(**fields),)))


def _described(**fields: Any) -> AchievementCredential:
    whole: dict[str, Any] = {"id": "urn:x:1", "name": "점수", "result_type": "RawScore"} | fields
    achievement = samples.achievement(result_description=(ResultDescription(**whole),))
    return samples.credential(subject=samples.subject(achievement=achievement, result=()))


def _achieved(**fields: Any) -> AchievementCredential:
    return samples.credential(
        subject=samples.subject(achievement=samples.achievement(**fields), result=())
    )


def _aligned(**fields: Any) -> AchievementCredential:
    whole: dict[str, Any] = {"target_name": "데이터", "target_url": "https://www.ncs.go.kr/"}
    return _achieved(alignment=(Alignment(**(whole | fields)),))


def _from(issuer: dict[str, Any]) -> AchievementCredential:
    return samples.credential(issuer=Profile(**({"id": samples.DID} | issuer)))


NAIVE = datetime(2026, 1, 1)  # noqa: DTZ001 - what is refused
STATUS = StatusEntry(id="urn:x:1", status_list_credential=samples.STATUS_URL, status_list_index=1)
REFUSALS: dict[str, tuple[AchievementCredential, str, str]] = {
    "subject_unnamed": (
        samples.credential(subject=samples.subject(id=None, identifier=())),
        "build.subject_unnamed",
        "credentialSubject",
    ),
    "naive_valid_from": (samples.credential(valid_from=NAIVE), "build.naive_time", "validFrom"),
    "naive_activity": (
        samples.credential(subject=samples.subject(activity_end_date=NAIVE)),
        "build.naive_time",
        "credentialSubject.activityEndDate",
    ),
    "ends_before_it_begins": (
        samples.credential(valid_until=samples.NOW - timedelta(days=1)),
        "build.until_before_from",
        "validUntil",
    ),
    "activity_ends_before_it_begins": (
        samples.credential(
            subject=samples.subject(activity_end_date=samples.NOW - timedelta(days=500))
        ),
        "build.end_before_start",
        "credentialSubject.activityEndDate",
    ),
    "criteria_empty": (
        _achieved(criteria=Criteria()),
        "build.criteria_empty",
        "credentialSubject.achievement.criteria",
    ),
    "credits_negative": (
        samples.credential(subject=samples.subject(credits_earned=-1)),
        "build.credits",
        "credentialSubject.creditsEarned",
    ),
    "credits_not_a_number": (
        _achieved(credits_available=float("nan")),
        "build.credits",
        "credentialSubject.achievement.creditsAvailable",
    ),
    "result_empty": (
        _result(result_description=SCORE),
        "build.result_empty",
        "credentialSubject.result[0]",
    ),
    "result_description_unknown": (
        _result(result_description="urn:x:nowhere", value="1"),
        "build.description_unknown",
        "credentialSubject.result[0]",
    ),
    "level_without_description": (
        _result(achieved_level=LEVELS[0]),
        "build.level_unknown",
        "credentialSubject.result[0]",
    ),
    "level_of_another_rubric": (
        _result(result_description=SCORE, achieved_level=LEVELS[0]),
        "build.level_unknown",
        "credentialSubject.result[0].achievedLevel",
    ),
    "value_above_max": (
        _result(result_description=SCORE, value="100.5"),
        "build.value_out_of_range",
        "credentialSubject.result[0].value",
    ),
    "value_below_min": (
        _result(result_description=SCORE, value="-1"),
        "build.value_out_of_range",
        "credentialSubject.result[0].value",
    ),
    "value_not_a_number": (
        _result(result_description=SCORE, value="구십"),
        "build.not_a_number",
        "credentialSubject.result[0].value",
    ),
    "value_infinite": (
        _result(result_description=SCORE, value="Infinity"),
        "build.not_a_number",
        "credentialSubject.result[0].value",
    ),
    "value_not_allowed": (
        _result(result_description=GRADE, value="A+"),
        "build.value_not_allowed",
        "credentialSubject.result[0].value",
    ),
    "status_missing": (
        _result(result_description=PASSED, value="P"),
        "build.status_missing",
        "credentialSubject.result[0]",
    ),
    "status_unknown": (
        _result(result_description=PASSED, status="Done"),
        "structure.enum",
        "credentialSubject.result[0].status",
    ),
    "result_type_without_ext": (
        _described(result_type="Score"),
        "structure.enum",
        "credentialSubject.achievement.resultDescription[0].resultType",
    ),
    "min_above_max": (
        _described(value_min="10", value_max="1"),
        "build.min_above_max",
        "credentialSubject.achievement.resultDescription[0]",
    ),
    "required_value_out_of_range": (
        _described(value_max="100", required_value="101"),
        "build.value_out_of_range",
        "credentialSubject.achievement.resultDescription[0].requiredValue",
    ),
    "required_level_unknown": (
        _described(required_level="urn:x:2"),
        "build.level_unknown",
        "credentialSubject.achievement.resultDescription[0].requiredLevel",
    ),
    "same_id_twice": (
        _achieved(result_description=samples.result_descriptions()[:1] * 2),
        "build.id_twice",
        "credentialSubject.achievement.resultDescription[1]",
    ),
    "status_index_negative": (
        samples.credential(status=replace(STATUS, status_list_index=-1)),
        "build.status_index",
        "credentialStatus",
    ),
    "status_id_of_its_list": (
        samples.credential(status=replace(STATUS, id=samples.STATUS_URL)),
        "build.status_id",
        "credentialStatus.id",
    ),
    "relative_id": (samples.credential(id="credentials/42"), "structure.uri", "id"),
    "id_without_host": (samples.credential(id="https:///42"), "structure.uri", "id"),
    "id_with_space": (samples.credential(id="urn:x:4 2"), "structure.uri", "id"),
    "empty_id": (samples.credential(id=""), "build.empty_text", "id"),
    "empty_name": (samples.credential(name="  "), "build.empty_text", "name"),
    "control_character": (
        samples.credential(name="기초\x08"),
        "build.control_character",
        "name",
    ),
    "half_a_character": (samples.credential(name="\ud83d"), "build.control_character", "name"),
    "html_entity": (samples.credential(name="R &amp; D"), "build.html_entity", "name"),
    "entity_in_a_query": (
        samples.credential(id="https://a.kr/c?a=1&copy=2"),
        "build.html_entity",
        "id",
    ),
    "issuer_url": (_from({"url": "badges.example.ac.kr"}), "structure.uri", "issuer.url"),
    "alignment_without_name": (
        _aligned(target_name=""),
        "build.empty_text",
        "credentialSubject.achievement.alignment[0].targetName",
    ),
    "alignment_relative": (
        _aligned(target_url="/unity"),
        "structure.uri",
        "credentialSubject.achievement.alignment[0].targetUrl",
    ),
    "alignment_type_without_ext": (
        _aligned(target_type="NCS"),
        "structure.enum",
        "credentialSubject.achievement.alignment[0].targetType",
    ),
    "achievement_type_without_ext": (
        _achieved(achievement_type="MicroDegree"),
        "structure.enum",
        "credentialSubject.achievement.achievementType",
    ),
    "language_code": (
        _achieved(in_language="korean-language"),
        "structure.language",
        "credentialSubject.achievement.inLanguage",
    ),
    "related_language_code": (
        _achieved(related=(Related(id="urn:x:9", in_language="KO"),)),
        "structure.language",
        "credentialSubject.achievement.related[0].inLanguage",
    ),
}


@pytest.mark.parametrize("case", REFUSALS)
def test_refuses(case: str) -> None:
    credential, code, path = REFUSALS[case]
    with pytest.raises(InvalidCredential) as refused:
        build(credential)
    assert (refused.value.code, refused.value.params["path"]) == (code, path)
    assert refused.value.message("ko") != refused.value.message("en")


def test_text_that_is_no_entity_stays() -> None:
    assert samples.document(samples.simple(name="R&D & AT&T"))["name"] == "R&D & AT&T"


def test_own_schemas_follow_the_official_one() -> None:
    schemas = (CredentialSchema(), CredentialSchema(id="https://a.kr/s.json"))
    document = samples.document(samples.simple(credential_schema=schemas))
    assert [schema["id"] for schema in document["credentialSchema"]][1] == "https://a.kr/s.json"


@pytest.mark.parametrize(
    "credential",
    [
        _result(value="우수"),
        _result(status="InProgress"),
        samples.credential(
            subject=samples.subject(
                achievement=_described().subject.achievement,
                result=(Result(result_description="urn:x:1", value="any text"),),
            )
        ),
    ],
)
def test_results_that_nothing_bounds_are_free(credential: AchievementCredential) -> None:
    assert build(credential).document["credentialSubject"]["result"]


@pytest.mark.parametrize("value", ["0", "100", "99.99"])
def test_the_ends_of_a_range_belong_to_it(value: str) -> None:
    document = samples.document(_result(result_description=SCORE, value=value))
    assert document["credentialSubject"]["result"][0]["value"] == value


def test_extension_values_are_written_with_their_prefix() -> None:
    built = samples.document(_achieved(achievement_type="ext:MicroDegree"))
    assert built["credentialSubject"]["achievement"]["achievementType"] == "ext:MicroDegree"

"""Building: the documents pass both published schemas, and each bad combination has its code."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from jsonschema.validators import validator_for

from badges.openbadges import (
    CredentialSchema,
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


def test_text_that_is_no_entity_stays() -> None:
    assert samples.document(samples.simple(name="R&D & AT&T"))["name"] == "R&D & AT&T"


def test_own_schemas_follow_the_official_one() -> None:
    schemas = (CredentialSchema(), CredentialSchema(id="https://a.kr/s.json"))
    document = samples.document(samples.simple(credential_schema=schemas))
    assert [schema["id"] for schema in document["credentialSchema"]][1] == "https://a.kr/s.json"


def test_extension_values_are_written_with_their_prefix() -> None:
    built = samples.document(
        samples.simple(
            subject=samples.subject(
                achievement=samples.achievement(achievement_type="ext:MicroDegree")
            )
        )
    )
    assert built["credentialSubject"]["achievement"]["achievementType"] == "ext:MicroDegree"

"""Endorsements: built, embedded, verified with what they endorse and alone."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from badges.openbadges import AchievementCredential, InvalidCredential, build, build_endorsement
from badges.openbadges.limits import MAX_INNER
from tests.openbadges import records, samples
from tests.openbadges.records import ACHIEVEMENT, ENDORSER, endorsed, endorsed_by_jwt, endorsement
from tests.openbadges.samples import DID, NOW, report_on


def _carrying() -> AchievementCredential:
    """A badge whose issuer, achievement and whole are endorsed."""
    whole = samples.credential()
    achievement = replace(whole.subject.achievement, endorsement=(endorsed(ACHIEVEMENT),))
    return replace(
        whole,
        subject=replace(whole.subject, achievement=achievement),
        issuer=replace(whole.issuer, endorsement=(endorsed(DID),)),
        endorsement=(endorsed(whole.id),),
    )


def test_an_endorsement_stands_alone() -> None:
    report = report_on(endorsed(ACHIEVEMENT, valid_until=NOW, awarded_date=NOW))
    assert report.verdict == "verified"
    assert report.check("types").code == "types.endorsement"
    assert report.check("subject").params["id"] == ACHIEVEMENT


def test_it_passes_the_official_schema(standards: Path) -> None:
    path = standards / "schemas" / "ob_v3p0" / "ob_v3p0_endorsementcredential_schema.json"
    schema = json.loads(path.read_text(encoding="utf-8"))
    document = json.loads(endorsed(ACHIEVEMENT).data)
    jsonschema.Draft201909Validator(schema).validate(document)


def test_endorsements_travel_in_what_they_endorse() -> None:
    report = report_on(samples.signed(_carrying()))
    assert (report.verdict, report.check("endorsements").code) == (
        "verified", "endorsements.verified",
    )  # fmt: skip
    assert report.check("endorsements").params["count"] == "3"


def test_an_endorsement_as_jwt_travels_too() -> None:
    whole = samples.credential()
    carrying = replace(whole, endorsement=(endorsed_by_jwt(whole.id),))
    report = report_on(samples.signed(carrying))
    assert report.check("endorsements").outcome == "passed"
    assert "endorsementJwt" in report.credential


def _with(endorsement: Any, name: str = "endorsement") -> tuple[str, str]:
    document = samples.document()
    document[name] = endorsement
    report = report_on(samples.signed(document))
    return report.verdict, report.check("endorsements").code


WHOLE = samples.credential().id


def test_an_endorsement_that_was_changed_makes_it_invalid() -> None:
    changed = json.loads(endorsed(WHOLE).data)
    changed["credentialSubject"]["endorsementComment"] = "최고의 과정"
    assert _with([changed]) == ("invalid", "endorsements.invalid")


def test_an_endorsement_that_lapsed_is_worth_a_warning() -> None:
    lapsed = endorsed(
        WHOLE, valid_from=NOW - timedelta(days=9), valid_until=NOW - timedelta(days=1)
    )
    assert _with([json.loads(lapsed.data)]) == ("verified", "endorsements.lapsed")


def test_an_endorsement_that_cannot_be_checked_leaves_it_valid() -> None:
    foreign = json.loads(endorsed(WHOLE).data)
    foreign["proof"][0]["cryptosuite"] = "bbs-2023"
    assert _with([foreign]) == ("verified", "endorsements.unverifiable")


@pytest.mark.parametrize(
    ("content", "name", "verdict", "code"),
    [
        ([json.loads(endorsed(ENDORSER + "x").data)], "endorsement", "verified", "other_subject"),
        (["aaaa.bbbb.cccc"], "endorsementJwt", "invalid", "malformed"),
        ([json.loads(samples.signed(samples.simple()).data)], "endorsement", "invalid", "malformed"),
    ],
)  # fmt: skip
def test_what_is_no_proper_endorsement(content: Any, name: str, verdict: str, code: str) -> None:
    assert _with(content, name) == (verdict, f"endorsements.{code}")


def test_too_many_endorsements_are_not_followed() -> None:
    document = samples.document()
    document["endorsement"] = [{}] * (MAX_INNER + 1)
    assert report_on(document).check("endorsements").code == "endorsements.too_many"


def test_an_endorsement_with_undefined_terms_is_left_open() -> None:
    unclear = json.loads(endorsed(WHOLE).data)
    unclear["@context"].pop()
    report = report_on(samples.document() | {"endorsement": [unclear]})
    assert report.check("endorsements").code == "endorsements.unverifiable"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"endorsed": ENDORSER}, "build.endorses_itself"),
        ({"endorsed": "achievement 7"}, "structure.uri"),
        ({"valid_until": NOW - timedelta(days=9)}, "build.until_before_from"),
        ({"valid_from": NOW.replace(tzinfo=None)}, "build.naive_time"),
        ({"comment": "&amp;"}, "build.html_entity"),
        ({"name": " "}, "build.empty_text"),
    ],
)
def test_building_is_refused(changes: dict[str, Any], code: str) -> None:
    with pytest.raises(InvalidCredential) as refused:
        build_endorsement(endorsement(**({"endorsed": ACHIEVEMENT} | changes)))
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("inside", "code"),
    [
        (samples.signed(), "build.endorsement_kind"),
        (endorsed(ACHIEVEMENT), "build.endorsement_other"),
    ],
)
def test_only_its_own_endorsements_are_embedded(inside: Any, code: str) -> None:
    with pytest.raises(InvalidCredential) as refused:
        build(samples.credential(endorsement=(inside,)))
    assert refused.value.code == code


def test_a_component_brings_its_endorsements() -> None:
    first = records.component(1)
    carrying = records.component(1, endorsement=(endorsed(first.document["id"]),))
    changed = json.loads(carrying.data)
    assert (
        report_on(records.signed_record(credentials=(carrying,), association=())).verdict
        == "verified"
    )
    changed["endorsement"][0]["name"] = "X"
    inner = samples.signed({key: changed[key] for key in changed if key != "proof"})
    report = report_on(records.signed_record(credentials=(inner,), association=()))
    assert report.check("components").params["reason"] == "endorsements.invalid"

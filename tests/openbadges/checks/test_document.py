"""Shape and subject, where no named bad file says it already."""

from __future__ import annotations

import json
from typing import Any

import pytest

from badges.openbadges import UnsignedCredential, sign
from tests.openbadges import samples
from tests.openbadges.samples import report_on

WHOLE = samples.signed()


def _spoiled(path: list[str | int], value: Any) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(WHOLE.data)
    place: Any = document
    for step in path[:-1]:
        place = place[step]
    if value is ...:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return document


SUBJECT = "credentialSubject"
A = "achievement"
STRUCTURE: list[tuple[list[str | int], Any, str]] = [
    (["id"], ..., "structure.required"),
    (["id"], "credentials/1", "structure.uri"),
    (["name"], 7, "structure.text"),
    (["validUntil"], "tomorrow", "structure.time"),
    ([SUBJECT], [], "structure.single"),
    ([SUBJECT, "type"], "Person", "structure.missing_type"),
    ([SUBJECT, "creditsEarned"], "12", "structure.number"),
    ([SUBJECT, "creditsEarned"], True, "structure.number"),
    ([SUBJECT, "identifier", 0, "hashed"], "true", "structure.flag"),
    ([SUBJECT, "identifier", 0, "cohort"], "2026", "structure.unknown"),
    ([SUBJECT, "identifier", 0, "identityType"], "studentNumber", "structure.enum"),
    ([SUBJECT, "result", 3, "status"], "ext:Done", "structure.enum"),
    ([SUBJECT, "result", 3, "status"], {}, "structure.enum"),
    ([SUBJECT, A, "inLanguage"], "ko_KR", "structure.language"),
    ([SUBJECT, A, "alignment", 0, "targetUrl"], "https:///x", "structure.uri"),
    ([SUBJECT, A, "alignment", 0, "targetType"], ["CFItem"], "structure.single"),
    ([SUBJECT, A, "alignment", 0, "targetType"], 5, "structure.enum"),
    ([SUBJECT, A, "criteria"], "12학점", "structure.object"),
    (["issuer", "address"], {"type": ["Address"], "addressCountryCode": "kr"}, "structure.country"),
    (["issuer", "dateOfBirth"], "1970-02-30", "structure.date"),
    (["issuer", "dateOfBirth"], "1970", "structure.date"),
    (["issuer", "dateOfBirth"], 1970, "structure.date"),
    (["endorsementJwt"], ["not a jws"], "structure.jws"),
    (["endorsement"], ["text"], "structure.object"),
    (["credentialSchema", 0, "type"], ..., "structure.required"),
    (["credentialSchema", 0, "type"], 7, "structure.text"),
]


@pytest.mark.parametrize(("path", "value", "code"), STRUCTURE)
def test_structure(path: list[str | int], value: Any, code: str) -> None:
    report = report_on(_spoiled(path, value))
    assert (report.verdict, report.check("schema").code) == ("invalid", code)


@pytest.mark.parametrize(
    "path", [[SUBJECT, "type"], [SUBJECT, A, "tag"], ["evidence"], ["credentialSchema"], ["proof"]]
)
def test_one_value_may_stand_for_a_list_of_one(path: list[str | int]) -> None:
    document = json.loads(WHOLE.data)
    place: Any = document
    for step in path[:-1]:
        place = place[step]
    one = _spoiled(path, place[path[-1]][0])
    assert report_on(one).check("schema").outcome == "passed"


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        ([SUBJECT], "urn:x:1", "subject.missing"),
        ([SUBJECT, A], ..., "subject.no_achievement"),
        ([SUBJECT, A, "criteria"], {"id": ""}, "subject.no_criteria"),
        ([SUBJECT, "result", 0, "resultDescription"], "urn:x:1", "subject.result_unknown"),
        ([SUBJECT, "result", 0, "resultDescription"], {"id": 1}, "subject.result_unknown"),
        ([SUBJECT, A, "resultDescription", 0, "id"], {"a": 1}, "subject.result_unknown"),
    ],
)
def test_subject(path: list[str | int], value: Any, code: str) -> None:
    report = report_on(_spoiled(path, value))
    assert (report.verdict, report.check("subject").code) == ("invalid", code)


@pytest.mark.parametrize("context", [None, [], {}, "https://www.w3.org/ns/credentials/v2", [[]]])
def test_a_context_that_does_not_begin_as_it_should(context: Any) -> None:
    report = report_on(_spoiled(["@context"], context))
    assert (report.verdict, report.check("context").outcome) == ("invalid", "failed")


def test_an_earlier_edition_is_a_warning() -> None:
    document = samples.document(samples.simple())
    del document["credentialSubject"]["achievement"]["inLanguage"]
    document["@context"][1] = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json"
    report = report_on(samples.signed(document))
    assert (report.verdict, report.check("context").outcome) == ("verified", "warning")


def test_an_operators_context_is_known_once_it_is_handed_over() -> None:
    url = "https://badges.example.ac.kr/context.json"
    extra = {url: {"@context": {"cohort": "https://example.org/cohort"}}}
    document = samples.document(samples.simple())
    document["@context"].append(url)
    signed = sign(
        UnsignedCredential(document | {"cohort": "2026 봄"}),
        signer=samples.SIGNER,
        verification_method=samples.METHOD,
        created=samples.NOW,
        extra_contexts=extra,
    )
    assert report_on(signed, extra_contexts=extra).verdict == "verified"
    assert report_on(signed).verdict == "unverifiable"


def test_dates_are_judged_even_if_the_shape_is_wrong() -> None:
    report = report_on(_spoiled(["validFrom"], ...))
    assert report.check("dates").code == "dates.malformed"

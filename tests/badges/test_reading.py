"""A credential as a person reads it, also one that a stranger made up."""

from __future__ import annotations

import json

import pytest
from django.utils import translation

from badges.reading import read
from tests.factories.badges import issued_credential


@pytest.mark.django_db
def test_own_credential_is_read_from_its_signed_document():
    credential = issued_credential()
    reading = read(json.loads(bytes(credential.document)))
    assert reading.holder == "홍길동 (HONG Gildong)"
    assert (reading.code, reading.credits, reading.term) == ("SSDO-F", "12", "2025-2")
    result = reading.results[0]
    assert (result.value, result.level) == ("82.5", "실무 (Practitioner)")
    assert [(each.framework, each.code) for each in result.alignments] == [("NCS", "20010105")]
    assert result.bar is not None
    assert reading.evidence[0].name == "승인 기록 (Approval record)"


def test_single_values_are_read_like_lists():
    subject = {"achievement": {"name": "A", "tag": "x"}, "result": {"value": "B+"}}
    reading = read({"credentialSubject": [subject], "issuer": "https://issuer.example"})
    assert (reading.title, reading.tags, reading.results[0].value) == ("A", ("x",), "B+")
    assert reading.issuer_id == "https://issuer.example"


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"credentialSubject": "x", "issuer": 5, "evidence": [1, None], "validFrom": "tomorrow"},
        {"credentialSubject": {"achievement": [], "result": "x", "identifier": [[]]}},
        {"credentialSubject": {"achievement": {"name": {"ko": "가"}, "criteria": "x"}}},
        {"type": "ClrCredential", "credentialSubject": {"achievement": [{"name": "A"}, 5]}},
    ],
)
def test_odd_document_reads_as_nothing_rather_than_failing(document):
    reading = read(document)
    assert (reading.title, reading.results, reading.valid_from) == ("", (), None)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//x", "https://[", 7])
def test_only_web_addresses_become_links(url):
    reading = read({"issuer": {"url": url}, "evidence": {"id": url}})
    assert (reading.issuer_url, reading.evidence[0].url) == ("", "")


def test_hashed_identity_is_nobodys_name():
    identity = {"identityType": "name", "hashed": True, "identityHash": "sha256$00"}
    assert read({"credentialSubject": {"identifier": [identity]}}).holder == ""


def test_record_is_read_by_what_it_holds_and_not_by_what_it_describes():
    inner = {
        "name": "수여",
        "issuer": {"name": "다른 대학"},
        "awardedDate": "2026-02-20T12:00:00Z",
        "credentialSubject": {"achievement": {"id": "urn:a", "name": "A", "humanCode": "A1"}},
    }
    subject = {
        "verifiableCredential": [inner, {"name": "B"}, "x"],
        "achievement": [{"id": "urn:c", "name": "C", "achievementType": "Course"}],
        "association": [
            {"sourceId": "urn:c", "associationType": "isPartOf", "targetId": "urn:a"},
            {"sourceId": "urn:c", "associationType": "ext:likes", "targetId": "urn:a"},
            {"sourceId": "urn:x", "associationType": "isPartOf", "targetId": "urn:a"},
            {"sourceId": 5},
        ],
    }
    document = {"type": ["ClrCredential"], "name": "기록", "credentialSubject": subject}
    with translation.override("en"):
        reading = read(document | {"partial": True})
        assert [(each.kind, each.words, each.sources) for each in reading.ties] == [
            ("isPartOf", "Parts", ("C",)),
            ("ext:likes", "ext:likes", ("C",)),
        ]
    assert (reading.title, reading.is_record, reading.is_partial) == ("기록", True, True)
    assert [(each.title, each.code, each.issuer_name) for each in reading.contained] == [
        ("A", "A1", "다른 대학"),
        ("B", "", ""),
    ]
    assert [each.title for each in reading.described] == ["C"]

"""A credential as a person reads it, also one that a stranger made up."""

from __future__ import annotations

import json

import pytest

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

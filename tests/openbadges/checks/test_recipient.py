"""Whom it is for, as the caller asks."""

from __future__ import annotations

import pytest

from badges.openbadges import hashed_identity
from tests.openbadges import samples
from tests.openbadges.samples import report_on

DID = "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK"


@pytest.mark.parametrize(
    ("subject", "recipient", "verdict"),
    [
        ({}, "kim@example.ac.kr", "verified"),
        ({}, "KIM@example.ac.kr", "verified"),
        ({}, "20261234", "verified"),
        ({}, "lee@example.ac.kr", "invalid"),
        ({}, "", "invalid"),
        ({"id": DID}, DID, "verified"),
        ({"id": "mailto:lee@example.ac.kr"}, "lee@example.ac.kr", "verified"),
        ({"id": DID, "identifier": ()}, "kim@example.ac.kr", "unverifiable"),
        (
            {"identifier": (hashed_identity("a", identity_type="userName", salt="s"),)},
            "b",
            "invalid",
        ),
    ],
)
def test_recipient(subject: dict[str, object], recipient: str, verdict: str) -> None:
    signed = samples.signed(samples.credential(subject=samples.subject(**subject)))
    report = report_on(signed, recipient=recipient)
    assert report.verdict == verdict


def test_a_document_without_subject_names_nobody() -> None:
    document = dict(samples.signed().document, credentialSubject="urn:x:1")
    report = report_on(document, recipient="urn:x:1")
    assert report.check("recipient").outcome == "not_checked"
    assert report.verdict == "invalid"

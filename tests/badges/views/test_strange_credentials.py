"""What strangers hand in, however odd, is answered with a page."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from tests.factories.badges import issued_credential

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "change",
    [
        {"validUntil": "9999-12-31T23:59:59Z"},
        {"validUntil": "9999-12-31T23:59:59-12:00"},
        {"awardedDate": "0001-01-01T00:00:00+14:00", "validFrom": "0001-01-01T00:00:00+14:00"},
        {"awardedDate": "soon", "validUntil": 5, "evidence": 7, "credentialSubject": []},
    ],
)
def test_dates_at_the_ends_of_the_calendar(change: dict[str, Any]) -> None:
    document = json.loads(bytes(issued_credential().document)) | change
    for language in ("ko", "en"):
        answer = Client().post(f"/verify?lang={language}", {"text": json.dumps(document)})
        assert answer.status_code == 200


@pytest.mark.parametrize("value", ["1e999999999", "-1e999999999", "NaN", "9" * 4000])
def test_results_that_are_numbers_of_a_kind(value: str) -> None:
    document = json.loads(bytes(issued_credential().document))
    document["credentialSubject"]["result"][0]["value"] = value
    assert Client().post("/verify", {"text": json.dumps(document)}).status_code == 200


EVIL = '"><script>alert(1)</script><img src=x onerror=alert(1)>'


def test_texts_that_would_be_markup_and_links_that_would_run_are_neither() -> None:
    document = json.loads(bytes(issued_credential().document))
    achievement = document["credentialSubject"]["achievement"]
    achievement |= {"name": EVIL, "description": EVIL, "criteria": {"id": "javascript:alert(1)"}}
    achievement["alignment"] = [{"targetName": EVIL, "targetUrl": "javascript:alert(1)"}]
    document["issuer"] |= {"name": EVIL, "url": "data:text/html,x"}
    document["evidence"] = [
        {"id": "javascript:alert(1)", "name": EVIL, "narrative": EVIL},
        {"genre": "ApprovalRecord", "narrative": f"{EVIL} ({EVIL}): 2026-01-01"},
    ]
    for language in ("ko", "en"):
        answer = Client().post(f"/verify?lang={language}", {"text": json.dumps(document)})
        page = answer.content.decode()
        assert answer.status_code == 200
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert 'href="javascript' not in page
        assert 'href="data:' not in page
        assert "2026" in page

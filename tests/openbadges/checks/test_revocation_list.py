"""1EdTech's revocation list: by id, believed for what it says only where it may be believed."""

from __future__ import annotations

from typing import Any

import pytest

from badges.openbadges import build_revocation_list
from tests.openbadges import samples
from tests.openbadges.samples import BASE, DID, Library, report_on

URL = f"{BASE}/revoked"
ID = samples.credential().id


def _report(content: Any, url: object = URL) -> tuple[str, str]:
    document = samples.document()
    document["credentialStatus"] = {"id": url, "type": "1EdTechRevocationList"}
    library = Library(**{str(url): b""}).holding(str(url), content)
    report = report_on(samples.signed(document), resolver=library)
    return report.verdict, report.check("status").code


def _list(*revoked: tuple[str, str | None], **changes: Any) -> dict[str, Any]:
    return build_revocation_list(id=URL, issuer=DID, revoked=revoked) | changes


def test_a_list_says_what_was_taken_back_and_why() -> None:
    assert _list((ID, "중복 발급"), ("urn:x:2", None))["revokedCredential"] == [
        {"id": ID, "revoked": True, "revocationReason": "중복 발급"},
        {"id": "urn:x:2", "revoked": True},
    ]


@pytest.mark.parametrize(
    ("content", "verdict", "code"),
    [
        (_list(("urn:x:2", None)), "verified", "status.clear"),
        ({"id": URL, "issuer": DID}, "verified", "status.clear"),
        (_list((ID, None)), "invalid", "status.revoked"),
        (_list(revokedCredential=[{"id": ID}]), "invalid", "status.revoked"),
        (_list(revokedCredential=[{"id": ID, "revoked": False}]), "verified", "status.clear"),
        (_list((ID, None), id=f"{URL}/2"), "invalid", "status.revoked"),
        (_list(id=f"{URL}/2"), "unverifiable", "status.list_other_id"),
        (_list((ID, None), issuer="did:web:x.kr"), "unverifiable", "status.list_other_issuer"),
        (_list(revokedCredential="x"), "invalid", "status.list_malformed"),
        (_list(revokedCredential=[ID]), "invalid", "status.list_malformed"),
        (None, "unverifiable", "status.unresolvable"),
        (b"<html>", "unverifiable", "status.unreadable"),
    ],
)
def test_a_list(content: Any, verdict: str, code: str) -> None:
    assert _report(content) == (verdict, code)


def test_good_news_over_plain_http_is_not_believed() -> None:
    url = "http://badges.example.ac.kr/revoked"
    assert _report(_list(id=url), url) == ("unverifiable", "status.list_other_id")
    assert _report(_list((ID, None), id=url), url) == ("invalid", "status.revoked")


def test_a_list_at_no_address_is_malformed() -> None:
    document = samples.document() | {"credentialStatus": {"type": "1EdTechRevocationList"}}
    assert report_on(document).check("status").code == "status.malformed"

"""Looking for a newer edition: once, of the same credential, never against the one in hand."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from badges.openbadges import RefreshService
from tests.openbadges import samples
from tests.openbadges.samples import BASE, NOW, Library, report_on

URL = f"{BASE}/refresh/6b1f"
SERVICE = RefreshService(id=URL)
OLD = samples.credential(refresh_service=SERVICE)
SAME = samples.signed(OLD).data


def _newer(**changes: Any) -> Any:
    return samples.credential(
        **({"refresh_service": SERVICE, "valid_from": NOW - timedelta(hours=1)} | changes)
    )


def _report(content: Any, service: RefreshService = SERVICE) -> tuple[str, str, list[str]]:
    library = Library().holding(URL, content) if content is not None else Library()
    signed = samples.signed(samples.credential(refresh_service=service))
    report = report_on(signed, resolver=library)
    asked = [url for url in library.asked if url == URL]
    return report.verdict, report.check("refresh").code, asked


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (SAME, "refresh.current"),
        (samples.signed(_newer()).data, "refresh.newer"),
        (
            samples.token(_newer(subject=samples.subject(id="did:x:1"))).data,
            "refresh.newer",
        ),
        (samples.signed(_newer(id="urn:x:other")).data, "refresh.not_usable"),
        (samples.signed(_newer(valid_until=NOW - timedelta(minutes=1))).data, "refresh.not_usable"),
        (SAME.replace("기초".encode(), "심화".encode()), "refresh.not_usable"),
        (None, "refresh.not_available"),
        (b"<html>", "refresh.not_available"),
        ("배지".encode(), "refresh.not_available"),
    ],
)
def test_the_edition_that_is_served(content: Any, code: str) -> None:
    assert _report(content) == ("verified", code, [URL])


@pytest.mark.parametrize(
    "service",
    [
        RefreshService(id=URL, type=f"{BASE}/vocabulary#Other"),
        RefreshService(id="http://badges.example.ac.kr/refresh/6b1f"),
    ],
)
def test_other_services_are_not_asked(service: RefreshService) -> None:
    assert _report(SAME, service) == ("verified", "refresh.not_followed", [])

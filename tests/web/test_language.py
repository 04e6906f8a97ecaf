"""`?lang=` sets the language of the page and of the pages after it."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = [pytest.mark.urls("tests.web.urls"), pytest.mark.django_db]


def language_of(answer) -> str:
    page = answer.content.decode()
    return page.split('<html lang="', 1)[1].split('"', 1)[0]


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_address_decides(client: Client, language: str) -> None:
    answer = client.get(f"/public?lang={language}", HTTP_ACCEPT_LANGUAGE="fr")

    assert language_of(answer) == language
    assert answer["Content-Language"] == language


def test_the_next_page_keeps_it(client: Client) -> None:
    client.get("/public?lang=en")

    assert language_of(client.get("/public", HTTP_ACCEPT_LANGUAGE="ko")) == "en"


def test_an_unknown_language_changes_nothing(client: Client) -> None:
    answer = client.get("/public?lang=xx", HTTP_ACCEPT_LANGUAGE="en")

    assert language_of(answer) == "en"
    assert not answer.cookies


def test_the_browser_decides_when_nobody_chose(client: Client) -> None:
    assert language_of(client.get("/public", HTTP_ACCEPT_LANGUAGE="en-GB,en")) == "en"
    assert language_of(client.get("/public", HTTP_ACCEPT_LANGUAGE="ko-KR")) == "ko"
    assert language_of(client.get("/public")) == "ko"


def test_the_switch_keeps_the_rest_of_the_address(client: Client) -> None:
    page = client.get("/public?lang=ko&q=data").content.decode()

    assert 'href="?lang=en&amp;q=data"' in page

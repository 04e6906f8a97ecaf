"""`/theme/` keeps light or dark, and leads back to the page and nowhere else."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def page(client: Client) -> str:
    return client.get("/verify").content.decode()


def test_the_system_decides_until_somebody_chooses(client: Client) -> None:
    assert "data-theme" not in page(client)
    assert 'media="(prefers-color-scheme: dark)"' in page(client)


@pytest.mark.parametrize("chosen", ["light", "dark"])
def test_a_choice_stands_on_the_next_page(chosen: str) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/theme/", {"theme": chosen, "next": "/verify?lang=en"})
    assert answer["Location"] == "/verify?lang=en"
    assert f'data-theme="{chosen}"' in page(client)
    assert ("css/dark" in page(client)) is (chosen == "dark")
    assert "prefers-color-scheme" not in page(client)


@pytest.mark.parametrize("other", ["", "purple"])
def test_anything_else_gives_it_back_to_the_system(client: Client, other: str) -> None:
    client.post("/theme/", {"theme": "dark"})
    client.post("/theme/", {"theme": other})
    assert "data-theme" not in page(client)


def test_a_forged_cookie_is_no_choice(client: Client) -> None:
    client.cookies["theme"] = '"><script>'
    assert "data-theme" not in page(client)


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "javascript:1", ""]
)
def test_it_leads_nowhere_else(client: Client, elsewhere: str) -> None:
    assert client.post("/theme/", {"next": elsewhere})["Location"] == "/"

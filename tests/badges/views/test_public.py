"""Pages of what can be earned and who issues it."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories.badges import achievement_version

pytestmark = pytest.mark.django_db

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.fixture
def urls():
    version = achievement_version()
    return {
        "achievement": f"/achievements/{version.achievement_id}",
        "issuer": f"/issuers/{version.achievement.issuer.slug}",
    }


@pytest.mark.parametrize("kind", ["achievement", "issuer"])
def test_browsers_get_a_page_with_its_preview(client, urls, kind):
    for accept in (BROWSER, "*/*"):
        answer = client.get(urls[kind], headers={"accept": accept})
        assert answer["Content-Type"].startswith("text/html")
        assert '<meta property="og:title"' in answer.content.decode()


@pytest.mark.parametrize("kind", ["achievement", "issuer"])
@pytest.mark.parametrize("accept", ["application/json", "application/ld+json", None])
def test_software_gets_json_ld(urls, kind, accept):
    client = Client(headers={"accept": accept} if accept else {})
    answer = client.get(urls[kind])
    assert answer["Content-Type"] == (accept or "application/ld+json")
    assert answer["Access-Control-Allow-Origin"] == "*"
    document = answer.json()
    assert document["@context"][0] == "https://www.w3.org/ns/credentials/v2"
    assert document["type"] == {"achievement": ["Achievement"], "issuer": ["Profile"]}[kind]


@pytest.mark.parametrize("kind", ["achievement", "issuer"])
@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("application/json;q=0.5, application/ld+json", "application/ld+json"),
        ("application/ld+json;q=0.5, application/json;q=0.6", "application/json"),
        ("text/html;q=0.3, application/ld+json;q=0.9", "application/ld+json"),
        ("application/ld+json;q=0.3, text/html;q=0.9", "text/html; charset=utf-8"),
        ("text/html;q=0, application/ld+json;q=0.1", "application/ld+json"),
        ("application/vc", "application/ld+json"),
        ("application/vc, text/html;q=0.1", "text/html; charset=utf-8"),
        ("", "application/ld+json"),
    ],
)
def test_what_is_wanted_most_is_what_comes(client, urls, kind, accept, media_type):
    answer = client.get(urls[kind], headers={"accept": accept})
    assert answer["Content-Type"] == media_type
    assert "Accept" in answer["Vary"].split(", ")


def test_achievement_names_its_levels_and_framework(client, urls):
    page = client.get(urls["achievement"] + "?lang=en", headers={"accept": BROWSER})
    text = page.content.decode()
    assert "Practitioner" in text
    assert "NCS 20010105" in text


@pytest.mark.parametrize(
    "path", ["/achievements/00000000-0000-4000-8000-000000000000", "/issuers/nobody"]
)
def test_what_is_not_there_is_not_found(client, path):
    assert client.get(path, headers={"accept": BROWSER}).status_code == 404
    problem = client.get(path, headers={"accept": "application/json"})
    assert problem["Content-Type"] == "application/problem+json"

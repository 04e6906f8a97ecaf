"""A NUL in a request is refused before it reaches a database, which on PostgreSQL would fail."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "path", ["/keys/a%00b", "/console/learners/?q=%00", "/?%00=1", "/?page=1&page=2%00", "/%00"]
)
def test_a_nul_in_path_or_query_is_a_bad_request(client: Client, path: str) -> None:
    answer = client.get(path, HTTP_ACCEPT="text/html")

    assert answer.status_code == 400


def test_a_person_gets_a_page_and_software_a_problem(client: Client) -> None:
    page = client.get("/%00", HTTP_ACCEPT="text/html")
    problem = client.get("/keys/a%00b")

    assert "error-page" in page.content.decode()
    assert problem.json()["code"] == "invalid_input"


def test_a_nul_that_a_cookie_spells_is_refused() -> None:
    cookie = r'sessionid="abcdefgh\000ijklmnop"'

    assert Client().get("/wallet", headers={"cookie": cookie}).status_code == 400


def test_a_nul_in_a_form_is_refused_by_its_field(client: Client) -> None:
    fields = {"login": "a\0@example.org", "password": "x"}

    answer = client.post("/accounts/login/", fields)

    assert answer.status_code == 200
    assert "_auth_user_id" not in client.session

"""Typed errors as pages and as problem details."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = [pytest.mark.urls("tests.web.urls"), pytest.mark.django_db]

STATUSES = {
    "invalid": 400,
    "suspicious": 400,
    "large": 413,
    "permission": 403,
    "missing": 404,
    "conflict": 409,
    "rule": 409,
    "transient": 503,
}


@pytest.mark.parametrize(("kind", "status"), STATUSES.items())
def test_a_person_gets_a_page(client: Client, kind: str, status: int) -> None:
    answer = client.get(f"/fail/{kind}", HTTP_ACCEPT="text/html")

    assert answer.status_code == status
    assert answer["Content-Type"].startswith("text/html")
    assert f'<p class="error-status">{status}</p>' in answer.content.decode()


@pytest.mark.parametrize(("kind", "status"), STATUSES.items())
def test_software_gets_problem_details(client: Client, kind: str, status: int) -> None:
    answer = client.get(f"/api/fail/{kind}")

    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["status"] == status
    assert answer.json()["type"] == "about:blank"


def test_a_page_says_what_the_error_says(client: Client) -> None:
    assert "Row 3 has no student number." in client.get("/fail/invalid").content.decode()


def test_a_problem_carries_the_stable_code(client: Client) -> None:
    assert client.get("/api/fail/rule").json() == {
        "type": "about:blank",
        "title": "Conflict",
        "status": 409,
        "code": "rule_refused",
        "detail": "Held already.",
    }


def test_accept_decides_outside_the_api(client: Client) -> None:
    answer = client.get("/fail/missing", HTTP_ACCEPT="application/json")

    assert answer["Content-Type"] == "application/problem+json"


def test_an_unknown_address_is_a_page(client: Client) -> None:
    answer = client.get("/nowhere", HTTP_ACCEPT="text/html")

    assert answer.status_code == 404
    assert "error-page" in answer.content.decode()


def test_an_unexpected_error_has_a_page_of_its_own(client: Client) -> None:
    client.raise_request_exception = False
    answer = client.get("/fail/unknown-kind", HTTP_ACCEPT="text/html")

    assert answer.status_code == 500
    assert "error-page" in answer.content.decode()


def test_a_host_that_is_not_ours_is_a_bad_request(client: Client) -> None:
    answer = client.get("/public", HTTP_ACCEPT="text/html", HTTP_HOST="elsewhere.example")

    assert answer.status_code == 400
    assert "error-page" in answer.content.decode()


def test_a_form_without_its_token_is_refused_with_advice() -> None:
    answer = Client(enforce_csrf_checks=True).post("/sample", HTTP_ACCEPT="text/html")

    assert answer.status_code == 403
    assert "error-page" in answer.content.decode()

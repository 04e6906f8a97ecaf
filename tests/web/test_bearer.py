"""Bearer tokens: 401 with a challenge, 403 for another scope, and never taken for a person."""

from __future__ import annotations

import pytest

from credcenter.accounts.enums import Scope
from credcenter.accounts.models import ApiToken
from credcenter.accounts.tokens import create_token
from credcenter.kernel.audit import COMMAND

pytestmark = [pytest.mark.urls("tests.web.urls"), pytest.mark.django_db]

URL = "/api/for-issuers"


@pytest.fixture
def secret():
    return create_token([Scope.ISSUE], actor=COMMAND).secret


def test_good_token_is_let_in_and_is_no_person(client, secret):
    for scheme in ("Bearer", "bearer", "BEARER"):
        answer = client.get(URL, headers={"Authorization": f"{scheme} {secret}"})
        assert answer.json() == {
            "role": f"token {ApiToken.objects.get().pk}",
            "address": "127.0.0.1",
            "signed_in": False,
        }


@pytest.mark.parametrize("header", [None, "", "Basic YTpi", "Bearer", "Token x"])
def test_without_a_token_the_challenge_gives_no_reason(client, header):
    headers = {} if header is None else {"Authorization": header}
    answer = client.get(URL, headers=headers)
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == 'Bearer realm="credcenter"'
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("sent", ["x", "cct_" + "a" * 32, "\xff\x00", "a b", ""])
def test_bad_token_is_told_so(client, secret, sent):
    answer = client.get(URL, headers={"Authorization": f"Bearer {sent}"})
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == 'Bearer realm="credcenter", error="invalid_token"'


def test_token_of_another_scope_is_forbidden(client, secret):
    ApiToken.objects.update(scopes=["other"])
    answer = client.get(URL, headers={"Authorization": f"Bearer {secret}"})
    assert (answer.status_code, answer.json()["code"]) == (403, "insufficient_scope")
    assert answer["WWW-Authenticate"].endswith('error="insufficient_scope", scope="issue"')

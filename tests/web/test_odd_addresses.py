"""Addresses that nobody types by hand."""

from __future__ import annotations

import pytest
from django.test import Client

from credcenter.accounts.enums import Role
from credcenter.accounts.services import create_user
from credcenter.kernel.audit import SYSTEM

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff() -> Client:
    client = Client()
    user = create_user("a@b.example", name="임정윤", roles=[Role.STAFF], actor=SYSTEM)
    client.force_login(user)
    return client


@pytest.mark.parametrize("number", [0, 2**63, 10**40])
def test_a_case_number_out_of_every_range_is_not_found(staff: Client, number: int) -> None:
    sent = {"decision": "approved", "reason": ""}
    assert staff.get(f"/approvals/{number}/").status_code == 404
    assert staff.post(f"/approvals/{number}/", sent).status_code == 404
    assert staff.get(f"/console/completions/{number}/").status_code == 404


@pytest.mark.parametrize("page", ["learners", "completions", "credentials"])
def test_a_search_of_a_thousand_words_is_answered(staff: Client, page: str) -> None:
    assert staff.get(f"/console/{page}/", {"q": "a " * 1500}).status_code == 200

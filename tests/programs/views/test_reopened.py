"""A reopened case on its pages."""

from __future__ import annotations

import pytest
from django.test import Client

from badges.services.issuance import issue_waiting
from badges.services.keys import ensure_signing_key
from credcenter.accounts.enums import Role
from credcenter.kernel.audit import SYSTEM
from programs.models import Completion, Reopening
from tests.factories import studies
from tests.programs.services.test_reopening import approve, give

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_broker")]


@pytest.fixture
def reopened() -> Completion:
    ensure_signing_key(actor=SYSTEM)
    case = approve(studies.waiting_completion())
    assert issue_waiting(limit=1, worker="test") == 1
    return give(case, 65)


@pytest.fixture
def staff(client: Client) -> Client:
    client.force_login(studies.user(Role.STAFF))
    return client


def test_the_staff_sees_what_changed_and_confirms(staff: Client, reopened: Completion) -> None:
    page = staff.get(f"/console/completions/{reopened.pk}/?lang=en").content.decode()
    assert "Results changed after the approval" in page
    assert "SSD101" in page
    assert (
        f"/console/completions/{reopened.pk}/settle/confirm"
        in staff.get(f"/console/completions/{reopened.pk}/").content.decode()
    )
    assert "/console/completions/?state=reopened" in staff.get("/console/").content.decode()

    address = f"/console/completions/{reopened.pk}/settle/confirm"
    assert staff.get(address).status_code == 200
    assert staff.post(address, {"reason": " "}).status_code == 400
    assert Reopening.objects.get().closed_at is None
    assert staff.post(address, {"reason": "요건에 영향이 없습니다."}).status_code == 302
    page = staff.get(f"/console/completions/{reopened.pk}/?lang=en").content.decode()
    assert "Earlier changes of results" in page
    assert staff.post(address, {"reason": "x"}).status_code == 409


def test_a_new_review_shows_the_deciders_what_changed(staff: Client, reopened: Completion) -> None:
    address = f"/console/completions/{reopened.pk}/settle/"
    assert staff.post(f"{address}revoked", {"reason": "x"}).status_code == 409
    assert staff.post(f"{address}elsewhere", {"reason": "x"}).status_code == 404
    assert staff.get(f"{address}elsewhere").status_code == 404
    assert staff.post(f"{address}review", {"reason": "x"}).status_code == 302
    professor = Client()
    professor.force_login(studies.user(Role.FACULTY))
    page = professor.get(f"/approvals/{reopened.pk}/?lang=en").content.decode()
    assert "Results changed after the approval" in page
    assert "/settle/" not in page
    assert professor.get(f"{address}confirm").status_code == 403

"""One learner's pages: three tabs of three apps, in as many queries for much as for little."""

from __future__ import annotations

import pytest

from badges.models import CorrectionRequest
from tests.factories import studies
from tests.factories.badges import achievement_version, issued_credential, learner

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("tab", ["", "badges/", "progress/"])
def test_tabs_are_for_staff_and_meet_by_address(sign_in, tab):
    person = learner()
    address = f"/console/learners/{person.pk}/{tab}"
    page = sign_in("staff").get(address).content.decode()
    assert f'href="{address}" aria-current="page"' in page
    for role, status in (("faculty", 403), ("learner", 403), ("anonymous", 302)):
        assert sign_in(role).get(address).status_code == status
    assert sign_in("staff").get(f"/console/learners/{'0' * 8}-{'0' * 4}-4000-8000-{'0' * 12}/{tab}").status_code == 404  # fmt: skip


@pytest.mark.parametrize("size", [1, 3])
def test_badges_of_a_person_cost_the_same_for_one_and_for_three(
    sign_in, size, django_assert_num_queries
):
    person = learner()
    for number in range(size):
        credential = issued_credential(achievement_version(f"SSDO-{number}"), learner=person)
        CorrectionRequest.objects.create(
            credential=credential, explanation="이름이 다릅니다.", is_by_holder=True
        )
    client = sign_in("staff")
    # session, user, roles, learner; credentials, requests, corrections, flags, mails, records
    with django_assert_num_queries(10):
        page = client.get(f"/console/learners/{person.pk}/badges/").content.decode()
    assert page.count("/console/credentials/") >= size
    assert page.count("/console/corrections/") >= size


def test_studies_of_a_person_show_cases_and_results(sign_in, django_assert_num_queries):
    case = studies.waiting_completion()
    client = sign_in("staff")
    # session, user, roles, learner; enrolments, results, mails
    with django_assert_num_queries(7):
        page = client.get(f"/console/learners/{case.enrolment.learner_id}/progress/")
    text = page.content.decode()
    assert f"/console/completions/{case.pk}/" in text
    assert text.count("SSD101") == 1

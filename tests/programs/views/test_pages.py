"""Every page of the story: whom it lets in, what it says, how many queries its lists cost."""

from __future__ import annotations

import pytest
from django.test import Client

from credcenter.accounts.enums import Role
from programs.models import Completion
from tests.factories import badges, studies

pytestmark = pytest.mark.django_db

STAFF = [Role.STAFF]
PAGES = {
    "/console/": STAFF,
    "/console/programs/": STAFF,
    "/console/programs/new": STAFF,
    "/console/programs/SSDO/": STAFF,
    "/console/programs/SSDO.yaml": STAFF,
    "/console/results/": STAFF,
    "/console/results/new": STAFF,
    "/console/completions/": STAFF,
    "/console/completions/{case}/": STAFF,
    "/approvals/": [Role.FACULTY, Role.STAFF],
    "/approvals/{case}/": [Role.FACULTY, Role.STAFF],
    "/wallet/progress": [Role.LEARNER],
    "/console/enrolments/new": STAFF,
}


def signed_in(*roles: Role) -> Client:
    client = Client()
    client.force_login(studies.user(*roles))
    return client


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("role", Role)
def test_only_its_roles_open_a_page(path: str, role: Role) -> None:
    case = studies.waiting_completion()

    answer = signed_in(role).get(path.format(case=case.pk))

    assert answer.status_code == (200 if role in PAGES[path] else 403)


@pytest.mark.parametrize("path", PAGES)
def test_nobody_signed_in_is_sent_to_sign_in(client: Client, path: str) -> None:
    case = studies.waiting_completion()

    answer = client.get(path.format(case=case.pk))

    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/?next=/")


@pytest.mark.parametrize(
    "path", ["/micro-degrees/ssdo-f", "/console/programs/ssdo/", "/console/programs/ssdo.yaml"]
)
def test_a_code_is_the_code_as_it_is_written(path: str) -> None:
    studies.micro_degree()
    assert signed_in(Role.STAFF).get(path).status_code == 404


@pytest.mark.parametrize("path", ["/", "/micro-degrees/SSDO-F"])
@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_catalogue_is_open_to_everyone(client: Client, path: str, language: str) -> None:
    studies.micro_degree()

    answer = client.get(path, {"lang": language})

    name = {"ko": "사회서비스 데이터운용 기초", "en": "Foundations of Social Service"}[language]
    assert answer.status_code == 200
    assert name in answer.content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "/micro-degrees/NONE",
        "/console/programs/NONE/",
        "/console/programs/NONE.yaml",
        "/console/results/00000000-0000-4000-8000-000000000000/",
        "/console/completions/99/",
        "/approvals/99/",
    ],
)
def test_what_is_not_there_is_a_page(path: str) -> None:
    answer = signed_in(Role.STAFF, Role.FACULTY).get(path, HTTP_ACCEPT="text/html")

    assert answer.status_code == 404
    assert "error-page" in answer.content.decode()


@pytest.mark.parametrize(
    ("path", "queries"),
    [("/console/completions/", 6), ("/console/", 15), ("/", 10)],
)
def test_a_list_costs_the_same_for_one_and_for_three(
    django_assert_num_queries, path: str, queries: int
) -> None:
    studies.waiting_completion()
    client = signed_in(Role.STAFF)
    with django_assert_num_queries(queries):
        client.get(path)

    studies.completion("SSD101")
    studies.waiting_completion()
    studies.micro_degree("SSDO-B")
    studies.micro_degree("SSDO-C")
    with django_assert_num_queries(queries):
        client.get(path)


def test_completions_are_narrowed_by_the_address() -> None:
    studies.waiting_completion(learner=badges.learner(name="김하늘", student_number="20261234"))
    studies.completion("SSD101", learner=badges.learner(name="박바다"))
    client = signed_in(Role.STAFF)

    def found(**query: str) -> tuple[bool, bool]:
        page = client.get("/console/completions/", query).content.decode()
        return "김하늘" in page, "박바다" in page

    assert found() == (True, True)
    assert found(state="in_review") == (True, False)
    assert found(q="바다") == (False, True)
    assert found(q="1234") == (True, False)
    assert found(micro_degree="SSDO-F", state="in_progress") == (False, True)
    assert found(state="no-such-state") == (True, True)


def test_a_case_says_what_is_missing_and_what_counts() -> None:
    case = studies.completion("SSD101", score=88)

    page = signed_in(Role.STAFF).get(f"/console/completions/{case.pk}/?lang=en").content.decode()

    assert "Core: still to complete: SSD102 Foundations of Welfare Statistics" in page
    assert "3 credits in all; 9 are needed" in page
    assert "Data literacy" in page
    assert "Advanced" in page
    assert 'class="bar-value" width="88.0"' in page


def test_a_learner_sees_their_own_progress_only() -> None:
    own = studies.user(Role.LEARNER)
    studies.completion("SSD101", learner=badges.learner(user=own))
    other = studies.user(Role.LEARNER)
    client = Client()

    client.force_login(own)
    assert "3 of 9 credits" in client.get("/wallet/progress?lang=en").content.decode()
    client.force_login(other)
    assert (
        "credits" not in client.get("/wallet/progress?lang=en").content.decode().split("<main")[1]
    )


def test_looking_changes_nothing() -> None:
    case = studies.waiting_completion()
    before = Completion.objects.values().get(pk=case.pk)

    signed_in(Role.STAFF).get(f"/console/completions/{case.pk}/")

    assert Completion.objects.values().get(pk=case.pk) == before

"""Staff look at learners; a learner looks at their own record and chooses."""

from __future__ import annotations

import pytest
from django.test import Client

from credcenter.accounts.enums import Role
from credcenter.kernel.models import AuditEvent
from learners.models import Consent
from learners.selectors.consents import those_who_keep_their_name_off
from tests.factories import badges, studies

pytestmark = pytest.mark.django_db

PAGES = {
    "/console/learners/": [Role.STAFF],
    "/console/learners/{learner}/": [Role.STAFF],
    "/wallet/profile": [Role.LEARNER],
}
CONSENTS = "/wallet/profile/consents"
REFUSAL = {"purpose": "name_on_credential", "given": "no"}


def signed_in(*roles: Role) -> Client:
    client = Client()
    client.force_login(studies.user(*roles))
    return client


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("role", Role)
def test_only_its_roles_open_a_page(path: str, role: Role) -> None:
    answer = signed_in(role).get(path.format(learner=badges.learner().pk))

    assert answer.status_code == (200 if role in PAGES[path] else 403)


@pytest.mark.parametrize("path", [*PAGES, CONSENTS])
def test_nobody_signed_in_is_sent_to_sign_in(client: Client, path: str) -> None:
    answer = client.post(path.format(learner=badges.learner().pk), REFUSAL)

    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/?next=/")
    assert not Consent.objects.exists()


@pytest.mark.parametrize("size", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(
    django_assert_num_queries, size: int
) -> None:
    for _each in range(size):
        badges.learner()
    client = signed_in(Role.STAFF)
    with django_assert_num_queries(5):  # session, user, roles; count, rows
        client.get("/console/learners/")


def test_words_narrow_the_list() -> None:
    badges.learner(name="김하늘", student_number="20260001")
    badges.learner(name="박바다", student_number="20260002")
    client = signed_in(Role.STAFF)

    page = client.get("/console/learners/", {"q": "하늘 2026"}).content.decode()

    assert "김하늘" in page
    assert "박바다" not in page


def test_nobody_found_says_what_to_do() -> None:
    page = signed_in(Role.STAFF).get("/console/learners/?q=x&lang=en").content.decode()

    assert "Nobody found" in page


def test_a_name_cannot_carry_markup() -> None:
    learner = badges.learner(name="<script>alert(1)</script>")

    page = signed_in(Role.STAFF).get(f"/console/learners/{learner.pk}/").content.decode()

    assert "<script>alert" not in page


def test_an_unknown_learner_is_a_page() -> None:
    answer = signed_in(Role.STAFF).get(
        "/console/learners/00000000-0000-4000-8000-000000000000/", HTTP_ACCEPT="text/html"
    )

    assert answer.status_code == 404


def test_an_account_without_a_record_says_so() -> None:
    page = signed_in(Role.LEARNER).get("/wallet/profile?lang=en").content.decode()

    assert "No learner record belongs to your account" in page


def test_a_learner_leaves_their_name_out_and_writes_it_in_again() -> None:
    user = studies.user(Role.LEARNER)
    learner = badges.learner(user=user)
    client = Client()
    client.force_login(user)

    client.post(CONSENTS, REFUSAL)
    assert those_who_keep_their_name_off([learner.pk]) == {learner.pk}

    client.post(CONSENTS, REFUSAL | {"given": "yes"})
    assert those_who_keep_their_name_off([learner.pk]) == frozenset()
    assert [each.ended_at is None for each in Consent.objects.order_by("at")] == [False, True]
    recorded = AuditEvent.objects.filter(action="consent.recorded")
    assert [event.details["given"] for event in recorded] == [False, True]
    assert {event.actor_id_text for event in recorded} == {str(user.pk)}


def test_the_same_choice_again_changes_nothing() -> None:
    user = studies.user(Role.LEARNER)
    badges.learner(user=user)
    client = Client()
    client.force_login(user)

    client.post(CONSENTS, REFUSAL)
    client.post(CONSENTS, REFUSAL)

    assert Consent.objects.count() == 1
    assert AuditEvent.objects.filter(action="consent.recorded").count() == 1


@pytest.mark.parametrize(
    "fields", [{}, {"purpose": "other", "given": "no"}, REFUSAL | {"given": "maybe"}]
)
def test_what_is_no_choice_changes_nothing(fields: dict[str, str]) -> None:
    user = studies.user(Role.LEARNER)
    badges.learner(user=user)
    client = Client()
    client.force_login(user)

    answer = client.post(CONSENTS, fields)

    assert answer.status_code == 302
    assert not Consent.objects.exists()


def test_staff_cannot_choose_for_a_learner() -> None:
    badges.learner()

    assert signed_in(Role.STAFF).post(CONSENTS, REFUSAL).status_code == 403
    assert not Consent.objects.exists()


def test_an_account_without_a_record_cannot_choose() -> None:
    answer = signed_in(Role.LEARNER).post(CONSENTS, REFUSAL)

    assert answer.status_code == 404
    assert not Consent.objects.exists()
